#pragma once

// Time spent on waiting for a client in one direction, held against the bytes that it moved (limits::clientPace).

#include "gateway/gatewaylimits.h"
#include "gateway/io/reactor.h"

namespace gatereeve::gateway
{

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
