#include "core/clock.h"

#include <algorithm>
#include <chrono>

namespace gatereeve
{

namespace
{

// A clock that was set far ahead, or runs fast, stops at the end of what can be said.
Nanoseconds later(Nanoseconds time, Nanoseconds span)
{
    Nanoseconds sum = 0;
    return __builtin_add_overflow(time, span, &sum) ? INT64_MAX : sum;
}

Nanoseconds scaled(Nanoseconds span, double factor)
{
    constexpr double Beyond = 9223372036854775808.0; // 2^63
    const double product = static_cast<double>(span) * factor;
    return product >= Beyond ? INT64_MAX : static_cast<Nanoseconds>(std::max(product, -Beyond));
}

} // namespace

Nanoseconds SystemClock::now() const
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

AdjustableClock::AdjustableClock(const Clock& base) : m_base(base)
{
    m_segments.push_back(std::make_unique<Segment>());
    m_current.store(m_segments.back().get(), std::memory_order_release);
}

Nanoseconds AdjustableClock::now() const
{
    const Segment& segment = *m_current.load(std::memory_order_acquire);
    switch (segment.setting.mode) {
    case ClockSetting::Mode::Real:
        return m_base.now();
    case ClockSetting::Mode::Paused:
        return segment.shown;
    case ClockSetting::Mode::At:
        return later(segment.shown, m_base.now() - segment.base);
    case ClockSetting::Mode::Scaled:
        return later(segment.shown, scaled(m_base.now() - segment.base, segment.setting.factor));
    }
    return m_base.now();
}

ClockSetting AdjustableClock::setting() const
{
    return m_current.load(std::memory_order_acquire)->setting;
}

void AdjustableClock::set(const ClockSetting& setting)
{
    const std::lock_guard lock(m_setting);
    auto segment = std::make_unique<Segment>();
    const Nanoseconds present = now();
    segment->setting = setting;
    segment->base = m_base.now();
    const bool named =
        setting.mode == ClockSetting::Mode::At || (setting.mode == ClockSetting::Mode::Paused && setting.at != 0);
    segment->shown = named ? setting.at : present;
    segment->setting.at = segment->shown;
    m_current.store(segment.get(), std::memory_order_release);
    m_segments.push_back(std::move(segment));
}

} // namespace gatereeve
