#pragma once

// The decisions of one worker on their way to whoever looks. One writer (the worker), one reader (the control thread),
// no lock. When nobody comes in time the newest are dropped and counted; a worker never waits.

#include "core/engine/decision.h"

#include <atomic>
#include <memory>
#include <vector>

namespace gatereeve::gateway
{

class DecisionRing
{
public:
    explicit DecisionRing(size_t capacity = 4096) : m_slots(capacity) {}

    void push(const Decision& decision)
    {
        const uint64_t written = m_written.load(std::memory_order_relaxed);
        if (written - m_read.load(std::memory_order_acquire) >= m_slots.size()) {
            m_dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        m_slots[written % m_slots.size()] = decision;
        m_written.store(written + 1, std::memory_order_release);
    }

    // Appends what is there; returns how many were dropped since the last call.
    uint64_t drainInto(std::vector<Decision>& out)
    {
        uint64_t read = m_read.load(std::memory_order_relaxed);
        const uint64_t written = m_written.load(std::memory_order_acquire);
        for (; read < written; ++read)
            out.push_back(m_slots[read % m_slots.size()]);
        m_read.store(read, std::memory_order_release);
        return m_dropped.exchange(0, std::memory_order_relaxed);
    }

private:
    std::vector<Decision> m_slots;
    alignas(64) std::atomic<uint64_t> m_written = 0;
    alignas(64) std::atomic<uint64_t> m_read = 0;
    alignas(64) std::atomic<uint64_t> m_dropped = 0;
};

} // namespace gatereeve::gateway
