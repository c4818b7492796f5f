// Any bytes as the path of a request: what is called good hides nothing, and what a client is sent on to is clean.

#include "gateway/http/requestpath.h"

#include <cstdlib>

using namespace gatereeve::gateway;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void requireHarmless(std::string_view path)
{
    for (const std::string_view hidden : {"//", "/../", "/./", "\\", "/..;", "%2F../", "/..%2F"})
        require(path.find(hidden) == std::string_view::npos);
    require(!path.ends_with("/.") && !path.ends_with("/.."));
    for (const char c : path)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
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
        requireHarmless(reading.path);
        require(sentLength(sent, reading.path.size()) == sent.size());
    } else if (reading.verdict == PathReading::Verdict::Uncleaned) {
        std::string cleaned;
        appendCleanedTarget(cleaned, sent, {});
        require(cleaned.starts_with("/") && !cleaned.starts_with("//"));
        require(readPath(cleaned, PathCleaning::On, scratch).verdict != PathReading::Verdict::Uncleaned);
    }
    return 0;
}
