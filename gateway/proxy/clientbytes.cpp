// The part of a client's connection that only moves bytes: handshake, waiting for a request, writing, the end.

#include "gateway/io/tlshandshake.h"
#include "gateway/proxy/clientconnection.h"
#include "gateway/proxy/clientpace.h"
#include "gateway/proxy/servertls.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace gatereeve::gateway
{
namespace
{

// As Go's server, and with it Tyk's.
constexpr std::string_view PlainHttpAnswer =
    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

} // namespace

Async<bool> ClientConnection::protect()
{
    // Kept: it chooses the certificate meanwhile, and the worker may get another.
    const std::shared_ptr<const ServerTls> tls = m_worker.surroundings().tls;
    auto stream = tls->accept(m_socket.descriptor());
    if (!stream)
        co_return false;
    m_socket.protect(std::move(stream));
    Reactor& reactor = m_worker.reactor();
    const SteadyMilliseconds deadline = reactor.now() + m_worker.surroundings().deadlines.head;
    m_idle = true; // nothing is lost when the gateway stops meanwhile
    const Handshake shaken = co_await shakeHands(reactor, m_socket, deadline, nullptr);
    m_idle = false;
    if (shaken == Handshake::Done)
        co_return true;
    const bool plainHttp = shaken == Handshake::Failed && m_socket.tls()->isPlainHttp();
    if (plainHttp)
        ::send(m_socket.descriptor(), PlainHttpAnswer.data(), PlainHttpAnswer.size(), MSG_NOSIGNAL);
    // Who only looks whether somebody listens, and whom we leave ourselves, has not failed.
    if (m_socket.tls()->hasHeard() && !m_worker.isDraining())
        recordHandshake(plainHttp);
    co_return false;
}

void ClientConnection::recordHandshake(bool plainHttp)
{
    Current current;
    current.decision.clientPort = m_port;
    current.decision.requestOfConnection = ++m_requests;
    current.decision.stoppedAt = Check::Framing;
    current.decision.cause = Cause::ClientHandshakeFailed;
    start(current);
    finish(current, plainHttp ? 400 : 0);
}

// False when the client has gone, stays silent, or the gateway stops.
Async<bool> ClientConnection::untilReadable()
{
    if (m_exchange)
        co_return true;
    Reactor& reactor = m_worker.reactor();
    const SteadyMilliseconds deadline = reactor.now() + limits::idleTimeout;
    while (m_socket.seemsQuiet()) { // TLS has records of its own
        if (m_socket.is(Unsent)) {  // of the last answer
            if (!co_await untilSent())
                co_return false;
            continue;
        }
        if (m_worker.isDraining())
            co_return false;
        m_idle = true;
        const Woken woken = co_await reactor.wait(deadline, m_socket, Readable | Unsent);
        m_idle = false;
        if (woken == Woken::TimedOut)
            co_return false;
    }
    co_return true;
}

// False when the client does not take the rest of its answer: what it has of it must not look whole.
Async<bool> ClientConnection::untilSent()
{
    Reactor& reactor = m_worker.reactor();
    const SteadyMilliseconds deadline = reactor.now() + m_worker.surroundings().deadlines.body;
    while (m_socket.hasUnsent()) {
        if (co_await reactor.wait(deadline, m_socket, Writable) == Woken::TimedOut) {
            m_socket.breakOff();
            co_return false;
        }
    }
    co_return true;
}

Async<bool> ClientConnection::writeAll(std::string_view bytes)
{
    Reactor& reactor = m_worker.reactor();
    const Deadlines& deadlines = m_worker.surroundings().deadlines;
    const size_t size = bytes.size();
    ClientPace pace(deadlines.slowClient);
    while (!bytes.empty()) {
        const ssize_t sent = m_socket.writeSoon(bytes);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<size_t>(sent));
            continue;
        }
        if (sent != -EAGAIN)
            co_return false;
        const SteadyMilliseconds before = reactor.now();
        const SteadyMilliseconds patience = std::min(deadlines.body, pace.left(size - bytes.size()));
        if (co_await reactor.wait(before + patience, m_socket, Writable) == Woken::TimedOut)
            co_return false;
        pace.waited(reactor.now() - before);
    }
    co_return true;
}

// An answer sent before everything was read would be lost with a reset if we just closed (RFC 9112 9.6).
Async<bool> ClientConnection::linger()
{
    Reactor& reactor = m_worker.reactor();
    if (!co_await untilSent())
        co_return true;
    const SteadyMilliseconds deadline = reactor.now() + limits::lingerTimeout;
    while (!m_socket.endSending()) {
        if (co_await reactor.wait(deadline, m_socket, Writable) == Woken::TimedOut)
            co_return true;
    }
    char bytes[4096];
    for (;;) {
        const ssize_t got = m_socket.is(Readable) ? m_socket.read(bytes, sizeof bytes) : -EAGAIN;
        if (got > 0 && reactor.now() < deadline) {
            co_await reactor.nextTurn(); // time stands still within a turn
            continue;
        }
        if (got != -EAGAIN || co_await reactor.wait(deadline, m_socket, Readable) == Woken::TimedOut)
            co_return true;
    }
}

} // namespace gatereeve::gateway
