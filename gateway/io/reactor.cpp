#include "gateway/io/reactor.h"

#include "gateway/io/tlsstream.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <ctime>

namespace gatereeve::gateway
{
namespace
{

SteadyMilliseconds steadyNow()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<SteadyMilliseconds>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

constexpr int EventsPerTurn = 256;
constexpr int EventsPerSend = 32; // what is queued waits for no more of them, whatever they cost

} // namespace

Socket::Socket(Reactor& reactor, int descriptor, bool writable) : m_reactor(reactor), m_descriptor(descriptor)
{
    const int flags = fcntl(descriptor, F_GETFL);
    if (!(flags & O_NONBLOCK))
        fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    if (writable)
        m_ready = Writable;
    m_reactor.add(*this);
}

Socket::~Socket()
{
    assert(!m_waiter);
    sendQueued(); // its descriptor may be another connection's soon
    m_reactor.forget(*this);
    ::close(m_descriptor);
}

ssize_t Socket::read(char* bytes, size_t size)
{
    if (m_tls) [[unlikely]]
        return readProtected(bytes, size);
    for (;;) {
        const ssize_t got = ::recv(m_descriptor, bytes, size, 0);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            if (errno == EAGAIN)
                m_ready &= static_cast<uint8_t>(~Readable);
            else
                m_ended = true;
            return -errno;
        }
        // Fewer than asked for: the stream is drained, and epoll tells when there is more (epoll(7), edge-triggered).
        // An end that came together with these bytes was one edge, so it has to be read without another.
        if (static_cast<size_t>(got) < size && got > 0 && !m_ended)
            m_ready &= static_cast<uint8_t>(~Readable);
        if (got == 0)
            m_ended = true;
        return got;
    }
}

ssize_t Socket::write(const iovec* parts, int count)
{
    if (m_tls) [[unlikely]]
        return writeProtected(parts, count);
    sendQueued();
    if (is(Unsent)) [[unlikely]]
        return -EAGAIN;
    size_t wanted = 0;
    for (int i = 0; i < count; ++i)
        wanted += parts[i].iov_len;
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = static_cast<size_t>(count);
    for (;;) {
        // One part needs no list of parts, which the system would have to copy and check.
        const ssize_t sent = count == 1 ? ::send(m_descriptor, parts->iov_base, parts->iov_len, MSG_NOSIGNAL)
                                        : ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN) {
            m_ended = true;
            return -errno;
        }
        if (sent < 0 || static_cast<size_t>(sent) < wanted)
            m_ready &= static_cast<uint8_t>(~Writable);
        return sent < 0 ? -EAGAIN : sent;
    }
}

ssize_t Socket::writeSoon(std::string_view bytes)
{
    SendQueue& queue = m_reactor.m_sends;
    if (m_tls || !queue.isOpen() || bytes.size() > SendQueue::Longest) {
        const iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        return write(&part, 1);
    }
    if (m_isQueued || queue.isFull())
        m_reactor.sendQueued();
    if (!is(Writable)) [[unlikely]]
        return -EAGAIN;
    queue.add(*this, m_descriptor, bytes);
    m_isQueued = true;
    return static_cast<ssize_t>(bytes.size());
}

bool Socket::hasUnsent()
{
    sendQueued();
    return is(Unsent);
}

// Before anything that must not overtake it.
void Socket::sendQueued()
{
    if (m_isQueued)
        m_reactor.sendQueued();
}

// What became of the bytes of writeSoon(). Resumes nobody: another coroutine of this reactor may be running.
void Socket::sent(std::string_view bytes, int result)
{
    m_isQueued = false;
    if (result == static_cast<int>(bytes.size()))
        return;
    if (result < 0 && result != -EAGAIN) {
        breakDown();
        return;
    }
    m_unsent = bytes.substr(static_cast<size_t>(std::max(result, 0)));
    m_ready = static_cast<uint8_t>((m_ready & ~Writable) | Unsent);
    m_reactor.m_cutShort.push_back(this);
}

// The system takes bytes again.
void Socket::sendUnsent()
{
    ssize_t sent = 0;
    do
        sent = ::send(m_descriptor, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno != EAGAIN) {
        breakDown();
        return;
    }
    m_unsent.erase(0, static_cast<size_t>(std::max<ssize_t>(sent, 0)));
    if (m_unsent.empty())
        m_ready &= static_cast<uint8_t>(~Unsent);
    else
        m_ready &= static_cast<uint8_t>(~Writable);
}

// It took bytes and can't send them: whoever waits for an answer to them learns of it as of a reset.
void Socket::breakDown()
{
    m_unsent.clear();
    m_ready &= static_cast<uint8_t>(~Unsent);
    m_ended = true;
    ::shutdown(m_descriptor, SHUT_RDWR);
}

// Readable means here that TLS may have bytes for us, so it goes only when TLS says that it wants more from the system.
ssize_t Socket::readProtected(char* bytes, size_t size)
{
    const ssize_t got = m_tls->read(bytes, size);
    if (got == -EAGAIN || (got > 0 && !m_ended && m_tls->isDrained()))
        m_ready &= static_cast<uint8_t>(~Readable);
    else if (got <= 0)
        m_ended = true;
    return got;
}

ssize_t Socket::writeProtected(const iovec* parts, int count)
{
    const ssize_t sent = m_tls->write(parts, count);
    if (sent == -EAGAIN)
        m_ready &= static_cast<uint8_t>(~Writable);
    else if (sent < 0)
        m_ended = true;
    return sent;
}

void Socket::protect(std::unique_ptr<TlsStream> tls)
{
    assert(tls && !m_tls && !m_waiter);
    m_tls = std::move(tls);
    m_ready |=
        Readable | Writable; // asked and not waited for: what came before may have been one edge with what follows
}

bool Socket::isQuiet()
{
    if (m_tls) {
        const bool quiet = m_tls->isQuiet();
        if (quiet)
            m_ready &= static_cast<uint8_t>(~Readable);
        return quiet;
    }
    char byte = 0;
    return ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

void Socket::shutDown()
{
    sendQueued();
    ::shutdown(m_descriptor, SHUT_RDWR);
}

bool Socket::endSending()
{
    sendQueued();
    if (is(Unsent))
        return false;
    if (m_tls && !m_tls->endSending()) {
        m_ready &= static_cast<uint8_t>(~Writable);
        return false;
    }
    ::shutdown(m_descriptor, SHUT_WR);
    return true;
}

void Socket::breakOff()
{
    sendQueued();
    const linger none{1, 0};
    setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

int Socket::connectError() const
{
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return -errno;
    return -error;
}

Reactor::Reactor()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC)),
      m_wakeUp(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_now(steadyNow()),
      m_timers(m_now),
      m_events(EventsPerTurn)
{
    assert(m_epoll >= 0 && m_wakeUp >= 0);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.ptr = nullptr;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
}

Reactor::~Reactor()
{
    ::close(m_wakeUp);
    ::close(m_epoll);
}

void Reactor::add(Socket& socket)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &socket;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket.m_descriptor, &event);
}

void Reactor::forget(Socket& socket)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, socket.m_descriptor, nullptr);
    std::erase(m_cutShort, &socket);
    for (int i = m_eventIndex; i < m_eventCount; ++i) {
        epoll_event& event = m_events[static_cast<size_t>(i)];
        if (event.data.ptr == &socket)
            event.events = 0;
    }
}

Reactor::Wait Reactor::wait(SteadyMilliseconds deadline, Socket& socket, uint8_t interest)
{
    return {*this, deadline, &socket, interest, nullptr, 0};
}

Reactor::Wait Reactor::wait(SteadyMilliseconds deadline, Socket& first, uint8_t firstInterest, Socket& second,
                            uint8_t secondInterest)
{
    return {*this, deadline, &first, firstInterest, &second, secondInterest};
}

Reactor::Wait Reactor::sleepUntil(SteadyMilliseconds deadline)
{
    return {*this, deadline, nullptr, 0, nullptr, 0};
}

void Reactor::suspend(Internal::Waiter& waiter, SteadyMilliseconds deadline)
{
    m_timers.set(waiter, deadline);
}

void Reactor::wake(Internal::Waiter& waiter, Woken result)
{
    for (Socket*& socket : waiter.sockets) {
        if (socket) {
            socket->m_waiter = nullptr;
            socket = nullptr;
        }
    }
    m_timers.clear(waiter);
    waiter.result = result;
    waiter.handle.resume();
}

void Reactor::handle(epoll_event& event)
{
    if (event.events == 0)
        return; // its socket was closed earlier in this turn
    auto* socket = static_cast<Socket*>(event.data.ptr);
    if (!socket) {
        uint64_t count = 0;
        while (::read(m_wakeUp, &count, sizeof count) > 0) {
        }
        m_inboxSignalled = true;
        return;
    }
    if (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        socket->m_ready |= Readable;
    if (event.events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
        socket->m_ready |= Writable;
    if (socket->is(Unsent) && socket->is(Writable)) [[unlikely]]
        socket->sendUnsent();
    if (event.events & (EPOLLHUP | EPOLLERR))
        socket->m_ready |= Gone;
    if (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        socket->m_ended = true;
    if (socket->m_tls) [[unlikely]] {
        if (socket->is(Writable) && socket->m_tls->readWantsWritable())
            socket->m_ready |= Readable;
        if (socket->is(Readable) && socket->m_tls->writeWantsReadable())
            socket->m_ready |= Writable;
    }
    if (socket->m_waiter && socket->is(socket->m_interest))
        wake(*socket->m_waiter, Woken::Ready);
}

void Reactor::run()
{
    m_sends.open();
    while (!m_stopping.load(std::memory_order_acquire)) {
        sendAll();
        const int count = epoll_wait(m_epoll, m_events.data(), EventsPerTurn, m_timers.untilNext(m_now));
        m_now = steadyNow();
        m_eventCount = count > 0 ? count : 0;
        for (m_eventIndex = 0; m_eventIndex < m_eventCount;) {
            epoll_event& event = m_events[static_cast<size_t>(m_eventIndex++)];
            handle(event);
            if (m_eventIndex % EventsPerSend == 0)
                sendQueued();
        }
        m_eventCount = m_eventIndex = 0;
        m_timers.advance(m_now, [this](Timer& timer) { timeOut(static_cast<Internal::Waiter&>(timer)); });
        if (m_inboxSignalled)
            runInbox();
    }
    runInbox();
    sendAll();
    m_sends.close();
}

void Reactor::sendQueued()
{
    if (m_sends.isEmpty())
        return;
    m_sends.send([](Socket& socket, std::string_view bytes, int result) { socket.sent(bytes, result); });
}

void Reactor::sendAll()
{
    while (!m_sends.isEmpty() || !m_cutShort.empty()) {
        sendQueued();
        if (m_cutShort.empty())
            continue;
        const Socket& socket = *m_cutShort.back();
        m_cutShort.pop_back();
        if (socket.m_waiter && socket.is(socket.m_interest))
            wake(*socket.m_waiter, Woken::Ready);
    }
}

void Reactor::stop()
{
    post([this] { m_stopping.store(true, std::memory_order_release); });
}

void Reactor::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_inboxMutex);
        m_inbox.push_back(std::move(job));
    }
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wakeUp, &one, sizeof one);
}

void Reactor::runInbox()
{
    m_inboxSignalled = false;
    {
        const std::lock_guard lock(m_inboxMutex);
        m_running.swap(m_inbox);
    }
    for (auto& job : m_running)
        job();
    m_running.clear();
}

void Reactor::every(SteadyMilliseconds interval, std::function<void()> job)
{
    m_periodicInterval = interval;
    m_periodicJob = std::move(job);
    m_timers.set(m_periodic, m_now + interval);
}

void Reactor::timeOut(Internal::Waiter& waiter)
{
    if (&waiter != &m_periodic) {
        wake(waiter, Woken::TimedOut);
        return;
    }
    m_timers.set(m_periodic, m_now + m_periodicInterval);
    m_periodicJob();
}

} // namespace gatereeve::gateway
