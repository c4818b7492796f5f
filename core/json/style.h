#pragma once

// How the text around a place is laid out, learnt from the values near it, so that new text looks as if it had always
// been there.

#include "core/json/document.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatereeve::json
{

class Style
{
public:
    // Looks at the place, its parent and at most some thousand values around it, however long the document is.
    static Style around(const Value& place);

    // Whether such a list or object goes into one line: as others of its name, else as others of its kind.
    bool prefersOneLine(const Value& value) const;
    bool prefersOneLine(const Value& container, const Value& firstChild) const;

    // `value` anew, beginning in a line of that indentation.
    std::string laidOut(const Value& value, std::string_view indentation, bool oneLine) const;
    // A list or object with these children, the same way.
    std::string enclosed(Kind kind, const std::vector<std::string>& children, std::string_view indentation,
                         bool oneLine) const;

    const std::string& lineEnd() const { return m_lineEnd; }
    const std::string& unit() const { return *m_unit; }  // one level of indentation
    const std::string& colon() const { return m_colon; } // with the blanks around it
    const std::string& comma() const { return m_comma; } // between two children in one line

private:
    void learnFrom(const Value& value);
    void learnFromContainer(const Value& container);

    std::string m_lineEnd = "\n";
    std::optional<std::string> m_unit; // none, empty: not seen yet
    std::string m_colon, m_comma;
    std::map<Kind, std::string> m_padding; // inside the brackets, in one line
    // Positive: one line. By kind and name, and by kind and whether the first child is a scalar.
    std::map<std::pair<Kind, std::string_view>, int> m_votesByName;
    std::map<std::pair<Kind, bool>, int> m_votesByContent;
};

// The blanks at the beginning of the line that holds the offset.
std::string_view indentationAt(std::string_view text, size_t offset);
// Where a child begins: at its name, if it has one.
size_t beginOf(const Value& child);
size_t endOf(const Value& value);
bool hasLineEnd(std::string_view text);

} // namespace gatereeve::json
