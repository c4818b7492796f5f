#pragma once

// How many connections each client address has, over all workers. One atomic number a slot, touched when a connection
// comes and when it goes, never by a request; no lock, and memory that strangers can't make grow. Addresses share a
// slot with a chance of one to 65,536, by a number that nobody knows outside; then they share the limit too. Any
// thread.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

namespace gatereeve::gateway
{

class CallerCounts
{
public:
    CallerCounts();
    CallerCounts(const CallerCounts&) = delete;
    CallerCounts& operator=(const CallerCounts&) = delete;

    // `address` in digits. Of IPv6 the first 64 bits count: who has one address has all that begin like it.
    uint16_t slotOf(std::string_view address) const;
    uint32_t enter(uint16_t slot) { return (*m_counts)[slot].fetch_add(1, std::memory_order_relaxed) + 1; } // with it
    void leave(uint16_t slot) { (*m_counts)[slot].fetch_sub(1, std::memory_order_relaxed); }

private:
    using Counts = std::array<std::atomic<uint32_t>, 65'536>;
    const std::unique_ptr<Counts> m_counts = std::make_unique<Counts>();
    const uint64_t m_salt;
};

} // namespace gatereeve::gateway
