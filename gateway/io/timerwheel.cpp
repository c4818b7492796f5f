#include "gateway/io/timerwheel.h"

#include <algorithm>
#include <bit>

namespace gatereeve::gateway
{

TimerWheel::TimerWheel(SteadyMilliseconds now) : m_tick(now / Tick)
{
    for (Timer& head : m_slots)
        head.previous = head.next = &head;
}

void TimerWheel::set(Timer& timer, SteadyMilliseconds due)
{
    clear(timer);
    timer.due = due;
    // Rounded up, and never into the slot that advance() is emptying.
    const int64_t wanted = (due + Tick - 1) / Tick;
    const int64_t tick = std::clamp<int64_t>(wanted, m_tick + 1, m_tick + static_cast<int64_t>(Slots) - 1);
    const size_t slot = static_cast<size_t>(tick) % Slots;
    m_used[slot / 64] |= uint64_t{1} << (slot % 64);
    Timer& head = m_slots[slot];
    timer.previous = head.previous;
    timer.next = &head;
    head.previous->next = &timer;
    head.previous = &timer;
    ++m_count;
}

void TimerWheel::clear(Timer& timer)
{
    if (!timer.isSet())
        return;
    unlink(timer);
    --m_count;
}

void TimerWheel::unlink(Timer& timer)
{
    timer.previous->next = timer.next;
    timer.next->previous = timer.previous;
    timer.previous = timer.next = nullptr;
}

int TimerWheel::untilNext(SteadyMilliseconds now) const
{
    if (m_count == 0)
        return -1;
    for (size_t ahead = 0; ahead < Slots;) {
        const size_t slot = (static_cast<size_t>(m_tick) + ahead) % Slots;
        const uint64_t rest = m_used[slot / 64] >> (slot % 64);
        if (rest == 0) {
            ahead += 64 - slot % 64;
            continue;
        }
        ahead += static_cast<size_t>(std::countr_zero(rest));
        return static_cast<int>(std::max<int64_t>(0, (m_tick + static_cast<int64_t>(ahead)) * Tick - now));
    }
    return -1;
}

void TimerWheel::takeSlot(Timer& head)
{
    const size_t index = static_cast<size_t>(m_tick) % Slots;
    m_used[index / 64] &= ~(uint64_t{1} << (index % 64));
    Timer& slot = m_slots[index];
    if (slot.next == &slot) {
        head.previous = head.next = &head;
        return;
    }
    head.next = slot.next;
    head.previous = slot.previous;
    head.next->previous = &head;
    head.previous->next = &head;
    slot.previous = slot.next = &slot;
}

} // namespace gatereeve::gateway
