#pragma once

// Coarse deadlines on the steady clock, O(1) to set and clear: one wheel per reactor, one thread. A timer fires up to
// one tick late, never early.

#include <array>
#include <cstdint>
#include <functional>

namespace gatereeve::gateway
{

using SteadyMilliseconds = int64_t;

// Intrusive; whoever owns it clears it before it dies.
struct Timer {
    Timer* previous = nullptr;
    Timer* next = nullptr; // null: not set
    SteadyMilliseconds due = 0;

    bool isSet() const { return next != nullptr; }
};

class TimerWheel
{
public:
    static constexpr SteadyMilliseconds Tick = 32;

    explicit TimerWheel(SteadyMilliseconds now);
    TimerWheel(const TimerWheel&) = delete;
    TimerWheel& operator=(const TimerWheel&) = delete;

    void set(Timer& timer, SteadyMilliseconds due);
    void clear(Timer& timer);
    // Milliseconds until something may be due, -1 when no timer is set.
    int untilNext(SteadyMilliseconds now) const;
    // Takes every due timer out and calls `fire` for it; `fire` may set and clear timers.
    template <typename Fire>
    void advance(SteadyMilliseconds now, Fire fire)
    {
        while (m_tick <= now / Tick) {
            Timer due; // head of what this slot holds; re-set timers go to other lists meanwhile
            takeSlot(due);
            while (due.next != &due) {
                Timer& timer = *due.next;
                unlink(timer);
                --m_count;
                if (timer.due <= now)
                    fire(timer);
                else
                    set(timer, timer.due);
            }
            ++m_tick;
        }
    }

private:
    static constexpr size_t Slots = 1024; // 33 seconds; later timers wait in the last slot and are set anew from there

    static void unlink(Timer& timer);
    void takeSlot(Timer& head);
    std::array<Timer, Slots> m_slots;          // heads of rings
    std::array<uint64_t, Slots / 64> m_used{}; // a bit per slot that may hold something
    int64_t m_tick;                            // the next one to be looked at
    size_t m_count = 0;
};

} // namespace gatereeve::gateway
