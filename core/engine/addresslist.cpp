#include "core/engine/addresslist.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace gatereeve
{

std::optional<AddressList::Bytes> AddressList::bytesOf(std::string_view text)
{
    char copy[INET6_ADDRSTRLEN] = {}; // inet_pton wants an end
    if (text.empty() || text.size() >= sizeof copy)
        return std::nullopt;
    text.copy(copy, text.size());
    Bytes bytes{};
    if (inet_pton(AF_INET6, copy, bytes.data()) == 1)
        return bytes;
    bytes[10] = bytes[11] = 0xff;
    if (inet_pton(AF_INET, copy, bytes.data() + 12) == 1)
        return bytes;
    return std::nullopt;
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
