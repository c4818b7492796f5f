#pragma once

// What request heads and answer heads have in common: progress, the limit, line ends and the field lines. For their
// parsers only.

#include "gateway/http/header.h"
#include "gateway/http/headstatus.h"

namespace gatereeve::gateway
{

class HeadReader
{
public:
    // `progress` and `fields` are those of the head and outlive the reader.
    HeadReader(std::string_view bytes, HeadProgress& progress, HeaderFields& fields);

    // The bytes that came since the last time can't end the unfinished line: no need to look at it again.
    bool nothingNew();
    bool startLineRead() const { return m_progress.startLineRead; }

    // The start line is read by the caller from begin() and never as far as end().
    const char* begin() const { return m_base + m_progress.line; }
    const char* end() const { return m_end; }

    // `p` stands where the line should end. Complete when it does; the next line begins behind it.
    HeadStatus endLine(const char* p);
    // The same for the start line.
    HeadStatus endStartLine(const char* p);
    // Reads field lines up to the empty line. After Complete or Bad the next head starts afresh.
    HeadStatus readFields();

    HeadStatus incomplete();
    HeadStatus bad(HeadFault fault);

private:
    HeadStatus badName(const char* name, const char* nameEnd);

    const char* const m_base;
    const char* const m_end; // of what is looked at: never beyond the limit
    HeadProgress& m_progress;
    HeaderFields& m_fields;
};

// Reads "HTTP/x.y" from [p, end). Complete moves `p` behind it.
HeadStatus readVersion(const char*& p, const char* end, HttpVersion& version);

} // namespace gatereeve::gateway
