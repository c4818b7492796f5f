#pragma once

// The only way to ask the time of day. Everything that limits, expires or renews takes its time from here, so that the
// desktop can pause, speed up or jump it; socket time-outs stay on the steady clock.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace gatereeve
{

// Nanoseconds since the Unix epoch, UTC. Good until the year 2262.
using Nanoseconds = int64_t;

inline constexpr Nanoseconds NanosecondsPerSecond = 1'000'000'000;

constexpr int64_t toSeconds(Nanoseconds time)
{
    return time / NanosecondsPerSecond;
}

// Any thread may ask at any time; asking takes no lock.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Nanoseconds now() const = 0;
    int64_t nowSeconds() const { return toSeconds(now()); }
};

class SystemClock final : public Clock
{
public:
    Nanoseconds now() const override;
};

struct ClockSetting {
    enum class Mode : uint8_t { Real, Paused, Scaled, At };
    Mode mode = Mode::Real;
    double factor = 1.0; // Scaled: seconds of ours per real second
    Nanoseconds at = 0;  // At and Paused: the time it shows when set; At runs on from there at real speed

    bool operator==(const ClockSetting&) const = default;
};

// A clock over another one that can be set. set() may be called by any thread; now() is lock-free meanwhile.
class AdjustableClock final : public Clock
{
public:
    explicit AdjustableClock(const Clock& base);
    AdjustableClock(const AdjustableClock&) = delete;
    AdjustableClock& operator=(const AdjustableClock&) = delete;

    Nanoseconds now() const override;
    ClockSetting setting() const;
    bool isReal() const { return setting().mode == ClockSetting::Mode::Real; }
    // Paused with at = 0 stops at the present moment.
    void set(const ClockSetting& setting);

private:
    struct Segment {
        ClockSetting setting;
        Nanoseconds base = 0;  // time of the base clock when it was set
        Nanoseconds shown = 0; // time shown then
    };
    const Clock& m_base;
    std::atomic<const Segment*> m_current;
    std::mutex m_setting;                             // guards m_segments
    std::vector<std::unique_ptr<Segment>> m_segments; // kept: a reader may still look at an old one
};

} // namespace gatereeve
