#pragma once

// The strict reader of RFC 8259 behind Document::parse. One pass, no recursion.

#include "core/json/document.h"

namespace gatereeve::json
{

class Document::Parser
{
public:
    Parser(State& state, const ParseOptions& options);

    // Fills the state's nodes; false: see error().
    bool run();
    Error error() const { return m_error; }

private:
    bool skipByteOrderMark();
    void skipBlanks();
    bool readRoot();
    bool readMember();
    bool readElement();
    bool readName();
    bool readValue();
    bool open(Kind kind);
    void close();
    bool checkTrailingText();

    bool readText();
    bool readEscape();
    bool readNumber();
    bool readDigits(const char* where);
    bool readWord(std::string_view word);
    uint32_t append(Kind kind, size_t offset);

    bool atEnd() const { return m_at >= m_text.size(); }
    // The byte at the read position; the terminating NUL of std::string at the end, which fits nowhere.
    char peek() const { return m_text.data()[m_at]; }
    bool take(char c);

    bool fail(size_t offset, std::string text);
    bool failUnexpected(std::string_view expected);
    bool failSeparator(std::string_view expected);
    std::string stillOpen() const;
    std::string pathHere() const;
    int lineOf(size_t offset) const;

    State& m_state;
    const ParseOptions& m_options;
    const std::string& m_text;
    size_t m_at = 0;
    uint32_t m_open = 0; // node of the innermost open list or object, while m_depth > 0
    int m_depth = 0;
    uint32_t m_nameOffset = 0, m_nameLength = 0; // of the value to come
    bool m_inValue = false;                      // between the start of a member or element and its end
    Error m_error;
};

} // namespace gatereeve::json
