#include "gateway/proxy/callercounts.h"

#include <arpa/inet.h>

#include <random>
#include <string>

namespace gatereeve::gateway
{

CallerCounts::CallerCounts() : m_salt((uint64_t{std::random_device{}()} << 32) | std::random_device{}())
{
}

uint16_t CallerCounts::slotOf(std::string_view address) const
{
    std::string network(address);
    in6_addr v6{};
    if (inet_pton(AF_INET6, network.c_str(), &v6) == 1)
        network.assign(reinterpret_cast<const char*>(v6.s6_addr), 8);
    const uint64_t mixed = (std::hash<std::string>{}(network) ^ m_salt) * 0x9E3779B97F4A7C15ull;
    return static_cast<uint16_t>(mixed >> 48);
}

} // namespace gatereeve::gateway
