#include "gateway/http/requestpath.h"

#include "gateway/http/bytescan.h"

#include <algorithm>

namespace gatereeve::gateway
{

namespace
{

constexpr std::string_view encodedSlash = "%2F";

bool isDotSegment(std::string_view segment)
{
    return segment == "." || segment == "..";
}

// Most paths hold none of the bytes and pairs that matter here.
bool isPlain(std::string_view path)
{
    char before = 0;
    for (const char c : path) {
        if (c == '%' || c == '\\' || (before == '/' && (c == '/' || c == '.' || c == ';')))
            return false;
        before = c;
    }
    return true;
}

// Calls `segment` for what stands between slashes.
template <typename Visitor>
void forEachSegment(std::string_view path, Visitor&& segment)
{
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const size_t slash = std::min(path.find('/'), path.size());
        segment(path.substr(0, slash), slash == path.size());
        path.remove_prefix(slash);
    }
}

PathFault decode(std::string_view sent, std::string& out)
{
    out.clear();
    for (size_t i = 0; i < sent.size(); ++i) {
        char c = sent[i];
        if (c == '%') {
            const int high = i + 2 < sent.size() ? hexValue(sent[i + 1]) : -1;
            const int low = i + 2 < sent.size() ? hexValue(sent[i + 2]) : -1;
            if (high < 0 || low < 0)
                return PathFault::Escape;
            c = static_cast<char>(high << 4 | low);
            i += 2;
            if (c == '/') {
                out.append(encodedSlash);
                continue;
            }
        }
        if (isControlByte(c) || c == '\t')
            return PathFault::ControlByte;
        if (c == '\\')
            return PathFault::Backslash;
        out.push_back(c);
    }
    return PathFault::None;
}

// Length of the well-formed sequence at the beginning (Unicode table 3-7), or 0.
size_t utf8SequenceLength(std::string_view text)
{
    const auto at = [text](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto within = [](unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; };
    const unsigned first = at(0);
    if (first < 0x80)
        return 1;
    if (within(first, 0xc2, 0xdf))
        return within(at(1), 0x80, 0xbf) ? 2 : 0;
    const bool third = within(at(2), 0x80, 0xbf);
    if (within(first, 0xe0, 0xef)) {
        const unsigned low = first == 0xe0 ? 0xa0 : 0x80;  // no overlong form
        const unsigned high = first == 0xed ? 0x9f : 0xbf; // no surrogate
        return within(at(1), low, high) && third ? 3 : 0;
    }
    if (within(first, 0xf0, 0xf4)) {
        const unsigned low = first == 0xf0 ? 0x90 : 0x80;  // no overlong form
        const unsigned high = first == 0xf4 ? 0x8f : 0xbf; // nothing beyond U+10FFFF
        return within(at(1), low, high) && third && within(at(3), 0x80, 0xbf) ? 4 : 0;
    }
    return 0;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

// Dot segments as an upstream might see them that takes an encoded slash for a slash, or cuts ";parameters" off a
// segment before it walks the path.
size_t countPossibleDotSegments(std::string_view decoded)
{
    size_t count = 0;
    forEachSegment(decoded, [&count](std::string_view segment, bool) {
        for (;;) {
            const size_t slash = segment.find(encodedSlash);
            const std::string_view part = segment.substr(0, slash);
            count += isDotSegment(part.substr(0, part.find(';'))) ? 1 : 0;
            if (slash == std::string_view::npos)
                return;
            segment.remove_prefix(slash + encodedSlash.size());
        }
    });
    return count;
}

} // namespace

PathReading readPath(std::string_view sent, PathCleaning cleaning, std::string& scratch)
{
    if (isPlain(sent))
        return {.path = sent};
    const auto bad = [](PathFault fault) { return PathReading{PathReading::Verdict::Bad, fault, {}}; };
    const PathFault fault = decode(sent, scratch);
    if (fault != PathFault::None)
        return bad(fault);
    if (!isUtf8(scratch))
        return bad(PathFault::Utf8);

    size_t openDotSegments = 0;
    bool emptySegment = false;
    forEachSegment(sent, [&](std::string_view segment, bool last) {
        openDotSegments += isDotSegment(segment) ? 1 : 0;
        emptySegment = emptySegment || (segment.empty() && !last);
    });
    if (countPossibleDotSegments(scratch) > openDotSegments)
        return bad(PathFault::DotSegment);
    if (cleaning == PathCleaning::On && (openDotSegments > 0 || emptySegment))
        return {PathReading::Verdict::Uncleaned, PathFault::None, {}};
    if (openDotSegments > 0)
        return bad(PathFault::DotSegment);
    return {.path = scratch};
}

std::string_view walkedPath(std::string_view path, std::string& scratch)
{
    if (path.find(encodedSlash) == std::string_view::npos && path.find("/;") == std::string_view::npos)
        return {};
    scratch.clear();
    const auto append = [&scratch](std::string_view part, bool last) {
        const bool empty = part.empty() || part.front() == ';';
        if (!empty || last)
            scratch.append("/").append(part);
    };
    forEachSegment(path, [&append](std::string_view segment, bool last) {
        for (size_t slash = 0; (slash = segment.find(encodedSlash)) != std::string_view::npos;) {
            append(segment.substr(0, slash), false);
            segment.remove_prefix(slash + encodedSlash.size());
        }
        append(segment, last);
    });
    return scratch == path ? std::string_view() : std::string_view(scratch);
}

bool isGoodRest(std::string_view sentRest)
{
    if (sentRest.empty() || (sentRest.front() != '.' && sentRest.front() != '%'))
        return true;
    std::string path("/"), scratch;
    path.append(sentRest);
    return readPath(path, PathCleaning::Off, scratch).verdict == PathReading::Verdict::Good;
}

void appendCleanedTarget(std::string& out, std::string_view path, std::string_view query)
{
    const size_t begin = out.size();
    forEachSegment(path, [&out, begin](std::string_view segment, bool) {
        if (segment == "..")
            out.resize(std::max(begin, std::min(out.rfind('/'), out.size())));
        else if (!segment.empty() && segment != ".")
            out.append("/").append(segment);
    });
    if (out.size() == begin || path.back() == '/')
        out.push_back('/');
    if (!query.empty())
        out.append("?").append(query);
}

size_t sentLength(std::string_view sent, size_t matched)
{
    size_t length = 0;
    for (size_t i = 0; i < matched && length < sent.size(); ++i) {
        const bool escape = sent[length] == '%' && length + 2 < sent.size();
        if (!escape) {
            ++length;
            continue;
        }
        const bool slash = hexValue(sent[length + 1]) == 2 && hexValue(sent[length + 2]) == 0xf;
        length += 3;
        i += slash ? encodedSlash.size() - 1 : 0;
    }
    return length;
}

std::string_view nameOf(PathFault fault)
{
    switch (fault) {
    case PathFault::None:
        return "no fault";
    case PathFault::Escape:
        return "bad percent escape in the path";
    case PathFault::ControlByte:
        return "control byte in the path";
    case PathFault::Backslash:
        return "backslash in the path";
    case PathFault::DotSegment:
        return "hidden dot segment in the path";
    case PathFault::Utf8:
        return "broken UTF-8 in the path";
    }
    return "unknown fault";
}

} // namespace gatereeve::gateway
