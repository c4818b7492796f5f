#include "gateway/http/responsehead.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/headreader.h"

namespace gatereeve::gateway
{

namespace
{

// HTTP-version SP status-code SP [ reason-phrase ] CRLF. The second blank may be missing when there is no phrase: many
// servers leave it out, and nothing else can be meant.
HeadStatus readStatusLine(HeadReader& reader, ResponseHead& out)
{
    const char* p = reader.begin();
    const char* const end = reader.end();
    const HeadStatus version = readVersion(p, end, out.version);
    if (version.isBad())
        return reader.bad(version.fault);
    if (version.isIncomplete() || p == end)
        return reader.incomplete();
    if (*p != ' ')
        return reader.bad(HeadFault::Version);
    ++p;
    out.status = 0;
    for (int i = 0; i < 3; ++i, ++p) {
        if (p == end)
            return reader.incomplete();
        if (!isDigit(*p))
            return reader.bad(HeadFault::Status);
        out.status = out.status * 10 + (*p - '0');
    }
    if (out.status < 100)
        return reader.bad(HeadFault::Status);
    out.reason = {};
    if (p < end && *p == ' ') {
        const char* const reason = ++p;
        p = findControl(p, end);
        out.reason = {reason, static_cast<size_t>(p - reason)};
    } else if (p < end && *p != '\r') {
        return reader.bad(*p == '\n' ? HeadFault::LineEnd : HeadFault::Status);
    }
    return reader.endStartLine(p);
}

} // namespace

HeadStatus parseResponseHead(std::string_view bytes, ResponseHead& out)
{
    HeadReader reader(bytes, out.progress, out.fields);
    if (reader.nothingNew())
        return reader.incomplete();
    if (!reader.startLineRead()) {
        const HeadStatus status = readStatusLine(reader, out);
        if (!status.isComplete())
            return status;
    }
    const HeadStatus status = reader.readFields();
    if (!status.isComplete())
        return status;
    const std::optional<ConnectionOptions> connection = connectionOptions(out.fields);
    if (!connection)
        return HeadStatus::bad(HeadFault::Connection);
    out.connection = *connection;
    return status;
}

} // namespace gatereeve::gateway
