#include "core/engine/rollingwindow.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

constexpr size_t FirstPlaces = 16;
// So many are remembered also under a smaller rate, so that a raised one finds what came before it.
constexpr int64_t AlwaysRemembered = 1'000;
// Nobody's window holds more; beyond it a request is refused.
constexpr int64_t MostRemembered = int64_t{1} << 24;

int64_t remembered(const RateRule& rule)
{
    return std::clamp(rule.requests, AlwaysRemembered, MostRemembered);
}

Nanoseconds later(Nanoseconds time, Nanoseconds span)
{
    Nanoseconds sum = 0;
    return __builtin_add_overflow(time, span, &sum) ? INT64_MAX : sum;
}

} // namespace

class RollingWindow::Lock
{
public:
    explicit Lock(std::atomic<bool>& taken) : m_taken(taken)
    {
        for (int tries = 1; m_taken.exchange(true, std::memory_order_acquire); ++tries) {
            if (tries % 64 == 0)
                m_taken.wait(true, std::memory_order_relaxed); // who holds it is not running
        }
    }
    ~Lock()
    {
        m_taken.store(false, std::memory_order_release);
        m_taken.notify_one(); // a look at memory, unless somebody waits
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    std::atomic<bool>& m_taken;
};

// How many places lie before the first that is later than `time`.
size_t RollingWindow::firstAfter(Nanoseconds time)
{
    size_t from = 0, to = m_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (at(middle) > time)
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

// Workers ask in any order of some nanoseconds; times go on record in order. What lies in the future was recorded
// before the clock was set back, and is forgotten (contracts.md, Clock).
Nanoseconds RollingWindow::begin(Nanoseconds now)
{
    if (m_count == 0)
        return now;
    const Nanoseconds last = at(m_count - 1);
    if (last <= now)
        return now;
    if (last - now < NanosecondsPerSecond)
        return last;
    m_first = m_count = 0;
    m_blockedUntil = 0;
    return now;
}

void RollingWindow::makePlace(const RateRule& rule, Nanoseconds now)
{
    if (m_count < m_times.size())
        return;
    const size_t over = firstAfter(now - rule.window);
    m_first += over;
    m_count -= over;
    if (m_count < m_times.size())
        return;
    if (m_count >= static_cast<size_t>(remembered(rule))) { // the oldest goes
        ++m_first;
        --m_count;
        return;
    }
    std::vector<Nanoseconds> larger(std::max(FirstPlaces, m_times.size() * 2));
    for (size_t i = 0; i < m_count; ++i)
        larger[i] = at(i);
    m_times = std::move(larger);
    m_first = 0;
}

void RollingWindow::record(const RateRule& rule, Nanoseconds now)
{
    makePlace(rule, now);
    ++m_count;
    at(m_count - 1) = now;
}

// When fewer than rule.requests of what is recorded are left in the window.
Nanoseconds RollingWindow::roomAt(const RateRule& rule, Nanoseconds now)
{
    const auto needed = static_cast<size_t>(std::clamp<int64_t>(rule.requests, 1, MostRemembered));
    return m_count < needed ? later(now, rule.window) : later(at(m_count - needed), rule.window);
}

RateAnswer RollingWindow::askRolling(const RateRule& rule, Nanoseconds now, Refused refused)
{
    const Lock lock(m_taken);
    now = begin(now);
    RateAnswer answer{.rule = rule};
    answer.count = static_cast<int64_t>(m_count - firstAfter(now - rule.window));
    answer.passed = answer.count < std::min(rule.requests, MostRemembered);
    if (answer.passed || refused == Refused::Recorded) {
        record(rule, now);
        answer.count += answer.passed ? 1 : 0;
    }
    answer.ends = roomAt(rule, now);
    return answer;
}

RateAnswer RollingWindow::askSentinel(const RateRule& rule, Nanoseconds now, Refused refused)
{
    const Lock lock(m_taken);
    now = begin(now);
    RateAnswer answer{.rule = rule};
    answer.passed = now >= m_blockedUntil;
    answer.count = static_cast<int64_t>(m_count - firstAfter(now - rule.window));
    if (answer.passed || refused == Refused::Recorded) {
        record(rule, now);
        // With this one the window is full.
        if (answer.count + 1 >= std::min(rule.requests, MostRemembered))
            m_blockedUntil = later(now, rule.window);
        answer.count += answer.passed ? 1 : 0;
    }
    answer.ends = answer.passed ? later(now, rule.window) : m_blockedUntil;
    return answer;
}

void RollingWindow::copyFrom(const RollingWindow& other)
{
    std::vector<Nanoseconds> times;
    size_t first = 0, count = 0;
    Nanoseconds blockedUntil = 0;
    {
        const Lock lock(other.m_taken);
        times = other.m_times;
        first = other.m_first;
        count = other.m_count;
        blockedUntil = other.m_blockedUntil;
    }
    const Lock lock(m_taken);
    m_times = std::move(times);
    m_first = first;
    m_count = count;
    m_blockedUntil = blockedUntil;
}

} // namespace gatereeve
