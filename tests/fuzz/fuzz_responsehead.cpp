// Any bytes as an answer head: fed slowly it reads the same, and what the client gets of a good one is again a clean
// one with the same framing.

#include "gateway/http/answerhead.h"

#include <cstdlib>

using namespace gatereeve::gateway;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void requireSameBytewise(std::string_view bytes, const HeadStatus& whole)
{
    ResponseHead head;
    HeadStatus status;
    for (size_t size = 0; size <= bytes.size() && status.isIncomplete(); ++size)
        status = parseResponseHead(bytes.substr(0, size), head);
    // Within an unfinished line a slow sender's fault may be told when the line ends.
    require(status == whole || (whole.isBad() && status.isIncomplete()));
}

void requireCleanAnswer(const ResponseHead& response, bool answersHead)
{
    const BodyLength body = bodyLengthOf(response, answersHead);
    if (body.isBad())
        return;
    const RateFields rate{.limit = -1, .remaining = 0, .reset = 1};
    std::string out;
    appendAnswerHead(out, response, body, {.rate = &rate, .connection = AnswerRules::Connection::Close});
    ResponseHead answer;
    const HeadStatus status = parseResponseHead(out, answer);
    if (status.fault == HeadFault::TooLong || status.fault == HeadFault::TooManyFields)
        return; // fields were added to a head near the limit
    require(status.isComplete() && status.consumed == out.size());
    require(answer.status == response.status && !answer.keepsAlive());
    require(bodyLengthOf(answer, answersHead) == body);
    require(answer.fields.count(KnownField::RateLimitLimit) == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    ResponseHead head;
    const HeadStatus status = parseResponseHead(bytes, head);
    requireSameBytewise(bytes, status);
    if (status.isComplete()) {
        requireCleanAnswer(head, false);
        requireCleanAnswer(head, true);
    }
    return 0;
}
