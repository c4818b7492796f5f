#pragma once

// Expressions of allowed URLs that let more through than they seem to, each with a path that proves it: RE2 has
// matched it. Pure; any thread.

#include "core/engine/pathpattern.h"
#include "core/message.h"

#include <vector>

namespace gatereeve
{

struct BroadPattern {
    enum class Kind : uint8_t {
        EveryPath,      // whatever is asked for: "", ".*", "/"
        WholeApi,       // every path of the API: no more than no rule at all
        StartsAnywhere, // no "^": found in the middle
        GoesOn,         // no "$": what comes after does not matter
        LooseDot,       // "v1.0": the dot stands for any character
        AnyDepth,       // ".*" takes slashes too
        NeverReached,   // anchored at paths that the API does not have; no example
    };
    Kind kind = Kind::EveryPath;
    std::string example;      // a path of the API that gets through
    PathPattern::Found found; // where in the example, in bytes
    Message why;
};

// For the API on `listenPath` (empty: unknown, any path will do). At most one of each kind; none where the expression
// can't be used.
std::vector<BroadPattern> broadPatterns(std::string_view expression, std::string_view listenPath);

} // namespace gatereeve
