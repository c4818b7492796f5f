#pragma once

// Addresses and networks of clients (gateway-behaviour.md 18: allowed_ips, blacklisted_ips). Pure; any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gatereeve
{

class AddressList
{
public:
    // "192.0.2.7", "10.0.0.0/8", "2001:db8::/32"; false, and nothing is added, for anything else.
    bool add(std::string_view text);
    // What is no address is in no list. An IPv4 address may come as ::ffff:192.0.2.7.
    bool contains(std::string_view address) const;

private:
    using Bytes = std::array<uint8_t, 16>; // IPv4 as ::ffff:…
    struct Network {
        Bytes bytes;
        int bits = 128; // of them that count
    };
    static std::optional<Bytes> bytesOf(std::string_view text);
    std::vector<Network> m_networks;
};

} // namespace gatereeve
