#include "gateway/proxy/tunnel.h"

#include <cerrno>

namespace gatereeve::gateway
{
namespace
{

// One of the two directions.
class Direction
{
public:
    Direction(Socket& from, InputBuffer& buffer, Socket& to) : m_from(from), m_to(to), m_buffer(buffer) {}

    bool hasEnded() const { return m_state == State::Ended; }
    bool isBroken() const { return m_state == State::Broken; }
    uint8_t interestInSource() const { return m_state == State::Open && m_buffer.isEmpty() ? Readable : 0; }
    uint8_t interestInTarget() const { return !m_buffer.isEmpty() || m_state == State::Ending ? Writable : 0; }

    // Moves what can be moved now; false when nothing could.
    bool step()
    {
        if (m_state == State::Ended || m_state == State::Broken)
            return false;
        if (!m_buffer.isEmpty())
            return write();
        return m_state == State::Ending ? passEndOn() : read();
    }

private:
    enum class State : uint8_t { Open, Ending, Ended, Broken };

    bool read()
    {
        if (!m_from.is(Readable))
            return false;
        m_buffer.clear();
        const ssize_t got = m_from.read(m_buffer.space(), m_buffer.spaceSize());
        if (got == -EAGAIN)
            return false;
        if (got > 0)
            m_buffer.added(static_cast<size_t>(got));
        else
            m_state = got == 0 ? State::Ending : State::Broken;
        return true;
    }
    bool write()
    {
        if (!m_to.is(Writable))
            return false;
        const std::string_view bytes = m_buffer.view();
        const iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        const ssize_t sent = m_to.write(&part, 1);
        if (sent == -EAGAIN)
            return false;
        if (sent > 0)
            m_buffer.used(static_cast<size_t>(sent));
        else
            m_state = State::Broken;
        return true;
    }
    bool passEndOn()
    {
        if (!m_to.is(Writable) || !m_to.endSending())
            return false;
        m_state = State::Ended;
        return true;
    }

    Socket& m_from;
    Socket& m_to;
    InputBuffer& m_buffer;
    State m_state = State::Open;
};

} // namespace

Async<bool> tunnel(Reactor& reactor, Exchange& exchange, Socket& client, Socket& upstream, SteadyMilliseconds idleFor)
{
    Direction up(client, exchange.fromClient, upstream), down(upstream, exchange.fromUpstream, client);
    for (unsigned steps = 1; !(up.hasEnded() && down.hasEnded()); ++steps) {
        const bool movedUp = up.step();
        const bool movedDown = down.step();
        if (up.isBroken() || down.isBroken())
            co_return false;
        if (movedUp || movedDown) {
            if (steps % limits::stepsPerTurn == 0)
                co_await reactor.nextTurn();
            continue;
        }
        // For Gone only on the side whose end was passed on already: it is a reset then. On the other one it may be the
        // end of both directions, while last bytes are still to be passed on.
        const auto watched = [](const Direction& ended) { return ended.hasEnded() ? uint8_t{Gone} : uint8_t{0}; };
        const auto ofClient = static_cast<uint8_t>(up.interestInSource() | down.interestInTarget() | watched(up));
        const auto ofUpstream = static_cast<uint8_t>(down.interestInSource() | up.interestInTarget() | watched(down));
        if (co_await reactor.wait(reactor.now() + idleFor, client, ofClient, upstream, ofUpstream) == Woken::TimedOut)
            co_return false;
        if ((up.hasEnded() && client.is(Gone)) || (down.hasEnded() && upstream.is(Gone)))
            co_return false;
    }
    co_return true;
}

} // namespace gatereeve::gateway
