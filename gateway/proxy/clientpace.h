#pragma once

// Time spent on waiting for a client in one direction, held against the bytes that it moved (limits::clientPace).

#include "gateway/gatewaylimits.h"
#include "gateway/io/reactor.h"

#include <algorithm>

namespace gatereeve::gateway
{

// Seconds of a file, which may say anything.
inline SteadyMilliseconds milliseconds(double seconds)
{
    constexpr double Longest = 86'400;
    return seconds > 0 ? static_cast<SteadyMilliseconds>(std::min(seconds, Longest) * 1000) : 0;
}

class ClientPace
{
public:
    // `granted`: milliseconds that are free of charge.
    explicit ClientPace(SteadyMilliseconds granted) : m_granted(granted) {}
    void waited(SteadyMilliseconds time) { m_waited += time; }
    // How long it may still be waited for, when so many bytes have been moved.
    SteadyMilliseconds left(uint64_t bytes) const
    {
        return m_granted + static_cast<SteadyMilliseconds>(bytes * 1000 / limits::clientPace) - m_waited;
    }

private:
    const SteadyMilliseconds m_granted;
    SteadyMilliseconds m_waited = 0;
};

} // namespace gatereeve::gateway
