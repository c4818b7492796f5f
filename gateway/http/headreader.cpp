#include "gateway/http/headreader.h"

#include "gateway/http/bytescan.h"

#include <algorithm>

namespace gatereeve::gateway
{

HeadReader::HeadReader(std::string_view bytes, HeadProgress& progress, HeaderFields& fields)
    : m_base(bytes.data()),
      m_end(bytes.data() + std::min(bytes.size(), limits::headBytes)),
      m_progress(progress),
      m_fields(fields)
{
    const bool goesOn = m_progress.base == m_base && m_progress.seen <= bytes.size();
    if (goesOn)
        return;
    m_progress = {.base = m_base};
    m_fields.clear(m_base);
}

bool HeadReader::nothingNew()
{
    const bool lineBegun = m_progress.seen > m_progress.line;
    const bool roomLeft = m_end < m_base + limits::headBytes; // at the limit the line itself says what is wrong
    return lineBegun && roomLeft && findControl(m_base + m_progress.seen, m_end) == m_end;
}

HeadStatus HeadReader::incomplete()
{
    const auto size = static_cast<size_t>(m_end - m_base);
    if (size == limits::headBytes)
        return bad(HeadFault::TooLong);
    // A CR at the very end is looked at again when its LF is there.
    m_progress.seen = size > m_progress.line && m_end[-1] == '\r' ? size - 1 : size;
    return HeadStatus::incomplete();
}

HeadStatus HeadReader::bad(HeadFault fault)
{
    m_progress = {};
    return HeadStatus::bad(fault);
}

HeadStatus HeadReader::endLine(const char* p)
{
    if (p == m_end)
        return incomplete();
    // RFC 9112 2.2 lets a recipient take a bare LF for a line end; two readings of one message are what smuggling lives
    // on.
    if (*p != '\r')
        return bad(*p == '\n' ? HeadFault::LineEnd : HeadFault::ControlByte);
    if (p + 1 == m_end)
        return incomplete();
    if (p[1] != '\n')
        return bad(HeadFault::LineEnd);
    m_progress.line = static_cast<size_t>(p + 2 - m_base);
    return HeadStatus::complete(m_progress.line);
}

HeadStatus HeadReader::endStartLine(const char* p)
{
    const HeadStatus status = endLine(p);
    if (status.isComplete())
        m_progress.startLineRead = true;
    return status;
}

HeadStatus HeadReader::readFields()
{
    const char* const end = m_end;
    for (const char* name = begin(); name != end;) {
        if (*name == '\r') {
            const HeadStatus status = endLine(name);
            if (status.isComplete())
                m_progress = {};
            return status;
        }
        const char* const nameEnd = findNotToken(name, end);
        if (nameEnd == end || *nameEnd != ':' || nameEnd == name) [[unlikely]]
            return badName(name, nameEnd);
        const char* const value = nameEnd + 1;
        const char* const valueEnd = findControl(value, end);
        if (end - valueEnd < 2 || valueEnd[0] != '\r' || valueEnd[1] != '\n') [[unlikely]]
            return endLine(valueEnd);
        if (!m_fields.append({name, static_cast<size_t>(nameEnd - name)},
                             trimBlanks({value, static_cast<size_t>(valueEnd - value)})))
            return bad(HeadFault::TooManyFields);
        name = valueEnd + 2;
        m_progress.line = static_cast<size_t>(name - m_base);
    }
    return incomplete();
}

// What ends a name is no colon, or the end of what is here.
HeadStatus HeadReader::badName(const char* name, const char* nameEnd)
{
    if (nameEnd == m_end)
        return incomplete();
    if (isBlank(*name))
        return bad(HeadFault::Folding);
    // RFC 9112 5.1: no blank between name and colon.
    return bad(*nameEnd == '\n' ? HeadFault::LineEnd : HeadFault::FieldName);
}

HeadStatus readVersion(const char*& p, const char* end, HttpVersion& version)
{
    // RFC 9112 2.3; the name is case-sensitive.
    static constexpr std::string_view form = "HTTP/";
    const std::string_view rest(p, static_cast<size_t>(end - p));
    if (rest.starts_with("HTTP/1.1")) {
        version = HttpVersion::Http11;
        p += 8;
        return HeadStatus::complete(0);
    }
    if (rest.substr(0, form.size()) != form.substr(0, rest.size()))
        return HeadStatus::bad(HeadFault::Version);
    if (rest.size() > 5 && !isDigit(rest[5]))
        return HeadStatus::bad(HeadFault::Version);
    if (rest.size() > 6 && rest[6] != '.')
        return HeadStatus::bad(HeadFault::Version);
    if (rest.size() > 7 && !isDigit(rest[7]))
        return HeadStatus::bad(HeadFault::Version);
    if (rest.size() < 8)
        return HeadStatus::incomplete();
    if (rest[5] != '1' || rest[7] > '1')
        return HeadStatus::bad(HeadFault::UnsupportedVersion);
    version = rest[7] == '1' ? HttpVersion::Http11 : HttpVersion::Http10;
    p += 8;
    return HeadStatus::complete(0);
}

std::string_view nameOf(HeadFault fault)
{
    switch (fault) {
    case HeadFault::None:
        return "no fault";
    case HeadFault::LineEnd:
        return "bare CR or LF";
    case HeadFault::ControlByte:
        return "control byte";
    case HeadFault::Method:
        return "bad method";
    case HeadFault::Target:
        return "bad target";
    case HeadFault::Fragment:
        return "fragment in the target";
    case HeadFault::TargetTooLong:
        return "target too long";
    case HeadFault::ConnectMethod:
        return "CONNECT";
    case HeadFault::Version:
        return "bad version";
    case HeadFault::UnsupportedVersion:
        return "unsupported version";
    case HeadFault::Status:
        return "bad status";
    case HeadFault::Folding:
        return "folded line";
    case HeadFault::FieldName:
        return "bad field name";
    case HeadFault::TooManyFields:
        return "too many fields";
    case HeadFault::TooLong:
        return "head too long";
    case HeadFault::HostMissing:
        return "no Host";
    case HeadFault::HostRepeated:
        return "more than one Host";
    case HeadFault::HostInvalid:
        return "bad Host";
    case HeadFault::HostDisagrees:
        return "target and Host disagree";
    case HeadFault::Connection:
        return "bad Connection";
    case HeadFault::Expectation:
        return "unknown expectation";
    }
    return "unknown fault";
}

} // namespace gatereeve::gateway
