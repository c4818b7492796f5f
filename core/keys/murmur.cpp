#include "core/keys/murmur.h"

#include <bit>

namespace gatereeve
{

namespace
{

constexpr uint64_t FirstFactor = 0x87c37b91114253d5;
constexpr uint64_t SecondFactor = 0x4cf5ad432745937f;

// Up to eight bytes as a little-endian number.
uint64_t littleEndian(std::string_view bytes)
{
    uint64_t number = 0;
    for (size_t i = bytes.size(); i-- > 0;)
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

uint64_t mixedFirst(uint64_t block)
{
    return std::rotl(block * FirstFactor, 31) * SecondFactor;
}

uint64_t mixedSecond(uint64_t block)
{
    return std::rotl(block * SecondFactor, 33) * FirstFactor;
}

uint64_t avalanche(uint64_t h)
{
    h = (h ^ h >> 33) * 0xff51afd7ed558ccd;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53;
    return h ^ h >> 33;
}

} // namespace

uint32_t murmur32WithoutTail(std::string_view text)
{
    uint32_t h = 0;
    for (; text.size() >= 4; text.remove_prefix(4)) {
        const auto block = static_cast<uint32_t>(littleEndian(text.substr(0, 4)));
        h ^= std::rotl(block * 0xcc9e2d51, 15) * 0x1b873593;
        h = std::rotl(h, 13) * 5 + 0xe6546b64;
    }
    return h;
}

std::array<uint64_t, 2> murmur128(std::string_view text)
{
    const uint64_t length = text.size();
    uint64_t h1 = 0, h2 = 0;
    for (; text.size() >= 16; text.remove_prefix(16)) {
        h1 ^= mixedFirst(littleEndian(text.substr(0, 8)));
        h1 = (std::rotl(h1, 27) + h2) * 5 + 0x52dce729;
        h2 ^= mixedSecond(littleEndian(text.substr(8, 8)));
        h2 = (std::rotl(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    // An absent half counts as zero, and zero mixes to zero.
    h1 ^= mixedFirst(littleEndian(text.substr(0, 8)));
    if (text.size() > 8)
        h2 ^= mixedSecond(littleEndian(text.substr(8)));

    h1 ^= length;
    h2 ^= length;
    h1 += h2;
    h2 += h1;
    h1 = avalanche(h1);
    h2 = avalanche(h2);
    h1 += h2;
    h2 += h1;
    return {h1, h2};
}

} // namespace gatereeve
