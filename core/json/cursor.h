#pragma once

// Where in a JSON text a cursor stands, for what helps while typing. The text may be broken, cut off or half typed: a
// text without its closing quote ends with its line, a bracket that closes nothing is passed over, and a missing comma
// or colon changes nothing. Goes through the text from its beginning to the end of the object around the cursor. Pure;
// any thread.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::json
{

struct CursorStep {
    bool isElement = false; // of a list; else the member `name`
    std::string name;       // decoded

    bool operator==(const CursorStep&) const = default;
};

struct CursorContext {
    enum class At { Name, Value, Nowhere }; // Nowhere: outside of every object and list, or behind a finished value
    At at = At::Nowhere;
    // To the innermost open object or list.
    std::vector<CursorStep> path;
    // The name that stands at the cursor or is being typed there, quotes included as far as there are any; empty at
    // the cursor: nothing stands there yet.
    size_t begin = 0, end = 0;
    std::string name;                // decoded, as far as it is written
    std::string typed;               // the part of it in front of the cursor
    bool hasColon = false;           // behind it
    std::vector<std::string> others; // names that the object has besides
};

// `offset` in bytes, at most text.size().
CursorContext contextAt(std::string_view text, size_t offset);

} // namespace gatereeve::json
