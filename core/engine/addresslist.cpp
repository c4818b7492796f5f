#include "core/engine/addresslist.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace gatereeve
{

namespace
{

// A number at the beginning of `text`, of at most so many digits, taken off it; -1 when there is none or more of them.
int takeNumber(std::string_view& text, size_t digits, int base)
{
    int number = -1;
    const char* const begin = text.data();
    const auto [stopped, error] = std::from_chars(begin, begin + std::min(text.size(), digits + 1), number, base);
    const auto taken = static_cast<size_t>(stopped - begin);
    if (error != std::errc() || taken > digits || *begin == '-')
        return -1;
    text.remove_prefix(taken);
    return number;
}

// Four decimal numbers with dots; nothing else may follow.
bool readShort(std::string_view text, uint8_t* bytes)
{
    for (int i = 0; i < 4; ++i) {
        if (i > 0 && !text.starts_with('.'))
            return false;
        text.remove_prefix(i > 0 ? 1 : 0);
        const int number = text.empty() ? -1 : takeNumber(text, 3, 10);
        if (number < 0 || number > 255)
            return false;
        bytes[i] = static_cast<uint8_t>(number);
    }
    return text.empty();
}

// RFC 4291 2.2: groups of hexadecimal digits, one run of zeros as "::", the last two perhaps as an IPv4 address.
bool readLong(std::string_view text, std::array<uint8_t, 16>& bytes)
{
    size_t count = 0; // bytes that are written
    std::optional<size_t> gap;
    if (text.starts_with("::")) {
        gap = 0;
        text.remove_prefix(2);
    }
    while (!text.empty()) {
        if (count + 4 <= bytes.size() && text.find(':') == std::string_view::npos &&
            text.find('.') != std::string_view::npos) {
            if (!readShort(text, bytes.data() + count))
                return false;
            count += 4;
            break;
        }
        const int number = takeNumber(text, 4, 16);
        if (number < 0 || count == bytes.size())
            return false;
        bytes[count++] = static_cast<uint8_t>(number >> 8);
        bytes[count++] = static_cast<uint8_t>(number);
        if (text.empty())
            break;
        if (text == ":" || text.front() != ':')
            return false;
        text.remove_prefix(1);
        if (text.front() != ':')
            continue;
        if (gap)
            return false;
        gap = count;
        text.remove_prefix(1);
    }
    if (!gap)
        return count == bytes.size();
    if (count == bytes.size())
        return false;
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(*gap);
    const auto end = std::copy_backward(from, bytes.begin() + static_cast<std::ptrdiff_t>(count), bytes.end());
    std::fill(from, end, uint8_t{0});
    return true;
}

} // namespace

std::optional<AddressList::Bytes> AddressList::bytesOf(std::string_view text)
{
    Bytes bytes{};
    if (text.find(':') != std::string_view::npos)
        return readLong(text, bytes) ? std::optional(bytes) : std::nullopt;
    bytes[10] = bytes[11] = 0xff;
    return readShort(text, bytes.data() + 12) ? std::optional(bytes) : std::nullopt;
}

bool AddressList::add(std::string_view text)
{
    const size_t slash = text.find('/');
    const auto bytes = bytesOf(text.substr(0, slash));
    if (!bytes)
        return false;
    Network network{*bytes};
    if (slash != std::string_view::npos) {
        const std::string_view length = text.substr(slash + 1);
        const bool isShort = text.substr(0, slash).find(':') == std::string_view::npos;
        const int most = isShort ? 32 : 128;
        int bits = -1;
        const auto [stopped, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
        if (error != std::errc() || stopped != length.data() + length.size() || bits < 0 || bits > most)
            return false;
        network.bits = bits + 128 - most;
    }
    m_networks.push_back(network);
    return true;
}

bool AddressList::contains(std::string_view address) const
{
    const auto bytes = bytesOf(address);
    if (!bytes)
        return false;
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const Network& network) {
        const int whole = network.bits / 8, rest = network.bits % 8;
        if (std::memcmp(bytes->data(), network.bytes.data(), static_cast<size_t>(whole)) != 0)
            return false;
        if (rest == 0)
            return true;
        const auto mask = static_cast<uint8_t>(0xff << (8 - rest));
        const auto place = static_cast<size_t>(whole);
        return ((*bytes)[place] & mask) == (network.bytes[place] & mask);
    });
}

} // namespace gatereeve
