// Any bytes as the path of a request. What the rights were checked against has to be what the upstream gets, so each
// way in which an upstream may take what is forwarded (decoding once, taking an encoded slash for one, dropping
// parameters, merging slashes, walking dot segments) is computed here anew and has to be one of the two paths that were
// matched.

#include "gateway/http/requestpath.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

using namespace gatereeve::gateway;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

int digit(char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto found = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

// Once, by the book, slashes too.
std::string decoded(std::string_view sent)
{
    std::string out;
    for (size_t i = 0; i < sent.size(); ++i) {
        if (sent[i] == '%' && i + 2 < sent.size() && digit(sent[i + 1]) >= 0 && digit(sent[i + 2]) >= 0) {
            out += static_cast<char>(digit(sent[i + 1]) * 16 + digit(sent[i + 2]));
            i += 2;
        } else {
            out += sent[i];
        }
    }
    return out;
}

std::vector<std::string> segmentsOf(std::string_view path, bool withoutParameters)
{
    std::vector<std::string> segments;
    for (size_t begin = 1; begin <= path.size();) {
        const size_t end = std::min(path.find('/', begin), path.size());
        std::string segment(path.substr(begin, end - begin));
        segments.push_back(withoutParameters ? segment.substr(0, segment.find(';')) : segment);
        begin = end + 1;
    }
    return segments;
}

// As a server walks it to a file: empty segments count for nothing, and dots move.
std::string walked(std::string_view path)
{
    std::string out;
    std::vector<std::string> stack;
    const std::vector<std::string> plain = segmentsOf(path, true), full = segmentsOf(path, false);
    for (size_t i = 0; i < plain.size(); ++i) {
        const bool last = i + 1 == plain.size();
        if (plain[i] == "..") {
            if (!stack.empty())
                stack.pop_back();
        } else if ((!plain[i].empty() || last) && plain[i] != ".") {
            stack.push_back(full[i]);
        }
    }
    for (const std::string& segment : stack)
        out += "/" + segment;
    return out.empty() ? "/" : out;
}

void requireHarmless(std::string_view path)
{
    for (const std::string& segment : segmentsOf(path, true))
        require(segment != "." && segment != "..");
    require(path.find('\\') == std::string_view::npos);
    for (const char c : path)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

// With slashes for what the matched path has as "%2F". A "%252F" as well: whoever decodes twice is meant.
std::string withSlashes(std::string_view path)
{
    std::string out(path);
    for (size_t at = 0; (at = out.find("%2F", at)) != std::string::npos;)
        out.replace(at, 3, "/");
    return out;
}

void requireMatchedIsForwarded(std::string_view sent, const PathReading& reading)
{
    const std::string taken = decoded(sent);
    requireHarmless(taken);
    requireHarmless(withSlashes(reading.path));
    require(taken.find("%2F") != std::string::npos || withSlashes(reading.path) == taken);
    std::string scratch = "left over";
    const std::string_view second = walkedPath(reading.path, scratch);
    const std::string_view matched = second.empty() ? reading.path : second;
    require(walked(withSlashes(reading.path)) == matched);
}

// A listen path cut off after `matched` bytes: what is left is whole escapes, and as good as it was told to be.
void requireGoodCut(std::string_view sent, std::string_view path, size_t matched)
{
    const size_t length = sentLength(sent, matched);
    require(length <= sent.size());
    const std::string_view rest = sent.substr(length);
    std::string scratch;
    if (!rest.empty() && isGoodRest(rest)) {
        const std::string forwarded = (rest.front() == '/' ? "" : "/") + std::string(rest);
        requireHarmless(decoded(forwarded));
    }
    const size_t slash = path.find("%2F", matched > 2 ? matched - 2 : 0);
    const bool splitsSlash = matched > 0 && slash < matched && slash + 3 > matched;
    require(splitsSlash || withSlashes(decoded(sent.substr(0, length))) == withSlashes(path.substr(0, matched)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    std::string sent("/");
    for (size_t i = 0; i < size; ++i) {
        const char c = static_cast<char>(data[i]);
        if (c > 0x20 && c < 0x7f && c != '?' && c != '#') // what the head's parser lets into a path
            sent.push_back(c);
    }
    std::string scratch;
    const PathReading reading = readPath(sent, PathCleaning::On, scratch);
    if (reading.verdict == PathReading::Verdict::Good) {
        require(reading.path.find("//") == std::string_view::npos);
        require(sentLength(sent, reading.path.size()) == sent.size());
        requireMatchedIsForwarded(sent, reading);
        // All places where a listen path may end; of a very long path some.
        for (size_t matched = 0; matched <= reading.path.size(); matched += 1 + reading.path.size() / 128)
            requireGoodCut(sent, reading.path, matched);
    } else if (reading.verdict == PathReading::Verdict::Uncleaned) {
        std::string cleaned;
        appendCleanedTarget(cleaned, sent, {});
        require(cleaned.starts_with("/") && !cleaned.starts_with("//"));
        require(readPath(cleaned, PathCleaning::On, scratch).verdict != PathReading::Verdict::Uncleaned);
    }
    // Without cleaning nothing hidden goes on either; slashes may repeat.
    const PathReading uncleaned = readPath(sent, PathCleaning::Off, scratch);
    if (uncleaned.verdict == PathReading::Verdict::Good)
        requireHarmless(withSlashes(uncleaned.path));
    require(uncleaned.verdict != PathReading::Verdict::Uncleaned);
    return 0;
}
