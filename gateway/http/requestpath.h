#pragma once

// What a path means. Paths are matched once-decoded and forwarded as sent, so nothing may decode to something that an
// upstream could walk differently from what the rights were checked against: a dot segment, a backslash, a control byte
// or broken UTF-8 is refused. An encoded slash stays "%2F" and never matches as '/'; what an upstream makes of it that
// takes it for one is a second path, which has to pass as well (walkedPath).

#include <cstdint>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

enum class PathFault : uint8_t {
    None,
    Escape,      // '%' without two hexadecimal digits
    ControlByte, // NUL included
    Backslash,
    DotSegment, // hidden in escapes, behind an encoded slash or before a ';' parameter; open ones are cleaned
    Utf8        // overlong forms and surrogates included
};

std::string_view nameOf(PathFault fault); // a few English words for the log

struct PathReading {
    enum class Verdict : uint8_t {
        Good,      // `path` is what rights and listen paths are matched against
        Uncleaned, // answer 301 with cleanedTarget (gateway-behaviour.md 1)
        Bad        // answer 400
    };
    Verdict verdict = Verdict::Good;
    PathFault fault = PathFault::None;
    std::string_view path; // views into the path as sent, or into the scratch buffer

    bool operator==(const PathReading&) const = default;
};

enum class PathCleaning : uint8_t { On, Off }; // Off: skip_url_cleaning; then an open dot segment is bad

// `sent` begins with '/'; `scratch` is the caller's, reused, and holds the decoded path where it differs.
PathReading readPath(std::string_view sent, PathCleaning cleaning, std::string& scratch);

// A good path as an upstream walks it that takes "%2F" for a slash and passes over empty segments, also those with
// parameters ("/;x/"). Rights, allow and deny lists have to agree to both. Empty: the same as `path`.
std::string_view walkedPath(std::string_view path, std::string& scratch);

// May this be forwarded as the rest of a good path, where the cut may go through a segment? The listen path "/a" of
// "/a../b" leaves "../b".
bool isGoodRest(std::string_view sentRest);

// Appends path without empty and dot segments, and "?query" when there is one. A trailing slash stays.
void appendCleanedTarget(std::string& out, std::string_view path, std::string_view query);

// How many bytes of the path as sent made the first `matched` bytes of the path that was read: where to cut off a
// listen path.
size_t sentLength(std::string_view sent, size_t matched);

} // namespace gatereeve::gateway
