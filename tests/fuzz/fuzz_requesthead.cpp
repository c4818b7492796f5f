// Any bytes as a request head: fed slowly it reads the same, and what is forwarded of a good one is again one clean
// message with the same framing.

#include "gateway/http/forwardhead.h"
#include "gateway/http/requestpath.h"

#include <cstdlib>

using namespace gatereeve::gateway;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

// The gateway adds fields and joins paths, so a head near a limit may end up beyond it.
bool isLimit(HeadFault fault)
{
    return fault == HeadFault::TooLong || fault == HeadFault::TooManyFields || fault == HeadFault::TargetTooLong;
}

void requireSameBytewise(std::string_view bytes, const HeadStatus& whole)
{
    RequestHead head;
    HeadStatus status;
    for (size_t size = 0; size <= bytes.size() && status.isIncomplete(); ++size)
        status = parseRequestHead(bytes.substr(0, size), head);
    // Within an unfinished line a slow sender's fault may be told when the line ends.
    require(status == whole || (whole.isBad() && status.isIncomplete()));
}

void requireCleanForward(const RequestHead& request)
{
    const BodyLength body = bodyLengthOf(request);
    std::string scratch;
    if (body.isBad() || readPath(request.path, PathCleaning::Off, scratch).verdict != PathReading::Verdict::Good)
        return;
    std::string out;
    appendForwardHead(out, request, body,
                      {.targetPath = "/v1/",
                       .targetQuery = "fixed=1",
                       .authority = "upstream",
                       .listenPathBytes = 1,
                       .clientAddress = "127.0.0.1",
                       .strippedField = "Authorization",
                       .strippedParameter = "key",
                       .strippedCookie = "key"});
    RequestHead forwarded;
    const HeadStatus status = parseRequestHead(out, forwarded);
    if (status.isBad() && isLimit(status.fault))
        return;
    require(status.isComplete() && status.consumed == out.size());
    require(bodyLengthOf(forwarded) == body);
    require(forwarded.method == request.method && forwarded.host == "upstream");
    require(!forwarded.fields.has(KnownField::Connection) && !forwarded.fields.find("authorization"));
    require(forwarded.fields.count(KnownField::XForwardedFor) == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    RequestHead head;
    const HeadStatus status = parseRequestHead(bytes, head);
    requireSameBytewise(bytes, status);
    if (status.isComplete()) {
        require(status.consumed <= size);
        requireCleanForward(head);
    }
    return 0;
}
