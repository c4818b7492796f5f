#pragma once

// One thread's loop: edge-triggered epoll, an inbox for other threads, coarse timers. Coroutines wait here for sockets;
// everything but post() and stop() belongs to the thread that runs it. Kept small enough (read, write, wait, deadline)
// for another back end to take its place.

#include "gateway/io/sendqueue.h"
#include "gateway/io/task.h"
#include "gateway/io/timerwheel.h"

#include <sys/epoll.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::gateway
{

class Reactor;
class Signal;
class Socket;
class TlsStream;

// What a socket is ready for, and what is waited for.
enum Readiness : uint8_t {
    Readable = 1, // bytes, or the end of the stream
    Writable = 2,
    Gone = 4,  // both directions are dead: reset, or closed by us; a half-closed peer is not gone
    Unsent = 8 // part of what writeSoon() took has to wait: not Writable until it has gone
};

enum class Woken : uint8_t { Ready, TimedOut };

namespace Internal
{

struct Waiter : Timer {
    std::coroutine_handle<> handle;
    Socket* sockets[2] = {nullptr, nullptr};
    Woken result = Woken::Ready;
};

} // namespace Internal

// A connected or listening descriptor in one reactor, plain or protected by TLS. Owns it: closed at destruction. No
// coroutine may be waiting then.
class Socket
{
public:
    // Takes the descriptor over and makes it non-blocking. `writable`: it is known to be (an accepted connection).
    Socket(Reactor& reactor, int descriptor, bool writable);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    // Bytes read, 0 at the end of the stream, -EAGAIN when there is nothing now, another -errno when it is broken.
    ssize_t read(char* bytes, size_t size);
    // Bytes written (perhaps not all), -EAGAIN or another -errno.
    ssize_t write(const iovec* parts, int count);
    // The same for bytes that may go a little later, together with those of others: what is short is taken whole, and
    // that it could not go is seen by Unsent, or by the end of the connection.
    ssize_t writeSoon(std::string_view bytes);
    // Does part of it still have to wait? Then this must not be destroyed yet.
    bool hasUnsent();

    bool is(uint8_t readiness) const { return (m_ready & readiness) != 0; }
    // The peer has ended its direction or the connection is dead: an idle connection in this state is of no use.
    bool hasEnded() const { return m_ended; }
    // Asks the system: nothing to read and no end of the stream.
    bool isQuiet();
    // The same as far as is known: for TLS what has come must be looked at, since it may be no bytes for us.
    bool seemsQuiet() { return !m_ended && (!is(Readable) || (m_tls && isQuiet())); }
    // For who asks the descriptor by other means (accept, handshake): it just said that it is not, or it may be.
    void isNot(uint8_t readiness) { m_ready &= static_cast<uint8_t>(~readiness); }
    void mayBe(uint8_t readiness) { m_ready |= readiness; }
    // Ends both directions at once; who waits here is woken.
    void shutDown();
    // Half-close, behind what is queued and with TLS behind close_notify; false while that can't be written: call again
    // when Writable.
    bool endSending();
    void breakOff(); // the peer shall see a reset, not an end, when this is destroyed
    int descriptor() const { return m_descriptor; }
    // 0, or the -errno of a connect that has just become writable.
    int connectError() const;

    // From here on the bytes are protected; none was read or written before. Ends with a handshake (shakeHands).
    void protect(std::unique_ptr<TlsStream> tls);
    TlsStream* tls() const { return m_tls.get(); } // null: plain

private:
    friend class Reactor;
    void sendQueued();
    void sent(std::string_view bytes, int result);
    void sendUnsent();
    void breakDown();
    ssize_t readProtected(char* bytes, size_t size);
    ssize_t writeProtected(const iovec* parts, int count);

    Reactor& m_reactor;
    Internal::Waiter* m_waiter = nullptr;
    std::unique_ptr<TlsStream> m_tls;
    std::string m_unsent;
    int m_descriptor;
    uint8_t m_ready = 0;
    uint8_t m_interest = 0;
    bool m_ended = false;
    bool m_isQueued = false; // in the reactor's SendQueue
};

class Reactor
{
public:
    Reactor();
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    void run();                           // until stop()
    void stop();                          // any thread
    void post(std::function<void()> job); // any thread; runs on the loop's thread, in order
    // Before run(): `job` is called on the loop's thread about every `interval`.
    void every(SteadyMilliseconds interval, std::function<void()> job);

    // Steady clock, read once a turn.
    SteadyMilliseconds now() const { return m_now; }

    class Wait;
    // Until one of the sockets is ready for what is named, or the deadline. At most one coroutine may wait for a
    // socket.
    Wait wait(SteadyMilliseconds deadline, Socket& socket, uint8_t interest);
    Wait wait(SteadyMilliseconds deadline, Socket& first, uint8_t firstInterest, Socket& second,
              uint8_t secondInterest);
    Wait sleepUntil(SteadyMilliseconds deadline);
    class SignalWait;
    // Until the signal is set, the socket is ready for what is named, or the deadline.
    SignalWait wait(SteadyMilliseconds deadline, Signal& signal, Socket& socket, uint8_t interest);
    class NextTurn;
    // Lets everything else that is ready have its turn: for loops that a fast peer could keep going for ever.
    NextTurn nextTurn();

private:
    friend class Socket;
    friend class Signal;
    void add(Socket& socket);
    void forget(Socket& socket); // also in the events of this turn
    void suspend(Internal::Waiter& waiter, SteadyMilliseconds deadline);
    void wake(Internal::Waiter& waiter, Woken result);
    void timeOut(Internal::Waiter& waiter);
    void handle(epoll_event& event);
    void runInbox();
    void sendQueued();
    void sendAll();

    int m_epoll, m_wakeUp;
    SendQueue m_sends;
    std::vector<Socket*> m_cutShort; // what was queued has not gone as a whole: who waits for that is to be told
    SteadyMilliseconds m_now;
    TimerWheel m_timers;
    std::vector<epoll_event> m_events;
    int m_eventCount = 0, m_eventIndex = 0;
    bool m_inboxSignalled = false; // so that a turn without posts takes no lock
    std::atomic<bool> m_stopping = false;
    Internal::Waiter m_periodic; // without a coroutine: calls m_periodicJob
    SteadyMilliseconds m_periodicInterval = 0;
    std::function<void()> m_periodicJob;
    std::mutex m_inboxMutex; // guards m_inbox
    std::vector<std::function<void()>> m_inbox;
    std::vector<std::function<void()>> m_running;
};

class [[nodiscard]] Reactor::Wait
{
public:
    bool await_ready() const noexcept
    {
        return (m_first && m_first->is(m_firstInterest)) || (m_second && m_second->is(m_secondInterest));
    }
    void await_suspend(std::coroutine_handle<> handle) noexcept
    {
        m_waiter.handle = handle;
        attach(0, m_first, m_firstInterest);
        attach(1, m_second, m_secondInterest);
        m_reactor.suspend(m_waiter, m_deadline);
    }
    Woken await_resume() const noexcept { return m_waiter.result; }

private:
    friend class Reactor;
    friend class Reactor::SignalWait;
    Wait(Reactor& reactor, SteadyMilliseconds deadline, Socket* first, uint8_t firstInterest, Socket* second,
         uint8_t secondInterest)
        : m_reactor(reactor),
          m_first(first),
          m_second(second),
          m_deadline(deadline),
          m_firstInterest(firstInterest),
          m_secondInterest(secondInterest)
    {
    }
    void attach(int index, Socket* socket, uint8_t interest) noexcept
    {
        m_waiter.sockets[index] = socket;
        if (socket) {
            socket->m_waiter = &m_waiter;
            socket->m_interest = interest;
        }
    }

    Reactor& m_reactor;
    Socket* m_first;
    Socket* m_second;
    SteadyMilliseconds m_deadline;
    uint8_t m_firstInterest, m_secondInterest;
    Internal::Waiter m_waiter;
};

// Something that happens once, told on the reactor's thread (through post()). At most one coroutine may wait for it.
class Signal
{
public:
    explicit Signal(Reactor& reactor) : m_reactor(reactor) {}
    void set()
    {
        m_isSet = true;
        if (m_waiter)
            m_reactor.wake(*m_waiter, Woken::Ready);
    }
    bool isSet() const { return m_isSet; }

private:
    friend class Reactor::SignalWait;
    Reactor& m_reactor;
    Internal::Waiter* m_waiter = nullptr;
    bool m_isSet = false;
};

class [[nodiscard]] Reactor::SignalWait
{
public:
    bool await_ready() const noexcept { return m_signal.isSet() || m_wait.await_ready(); }
    void await_suspend(std::coroutine_handle<> handle) noexcept
    {
        m_signal.m_waiter = &m_wait.m_waiter;
        m_wait.await_suspend(handle);
    }
    Woken await_resume() const noexcept
    {
        m_signal.m_waiter = nullptr;
        return m_wait.await_resume();
    }

private:
    friend class Reactor;
    SignalWait(Signal& signal, Wait wait) : m_signal(signal), m_wait(wait) {}
    Signal& m_signal;
    Wait m_wait;
};

inline Reactor::SignalWait Reactor::wait(SteadyMilliseconds deadline, Signal& signal, Socket& socket, uint8_t interest)
{
    return {signal, wait(deadline, socket, interest)};
}

class [[nodiscard]] Reactor::NextTurn
{
public:
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        m_reactor.post([handle] { handle.resume(); });
    }
    void await_resume() const noexcept {}

private:
    friend class Reactor;
    explicit NextTurn(Reactor& reactor) : m_reactor(reactor) {}
    Reactor& m_reactor;
};

inline Reactor::NextTurn Reactor::nextTurn()
{
    return NextTurn(*this);
}

// A value that another thread will send: one coroutine waits, complete() runs on the reactor's thread (through post()).
template <typename T>
class Completion
{
public:
    void complete(T value)
    {
        m_value.emplace(std::move(value));
        if (m_waiting)
            std::exchange(m_waiting, {}).resume();
    }
    bool await_ready() const noexcept { return m_value.has_value(); }
    void await_suspend(std::coroutine_handle<> handle) noexcept { m_waiting = handle; }
    T await_resume() { return std::move(*m_value); }

private:
    std::optional<T> m_value;
    std::coroutine_handle<> m_waiting;
};

} // namespace gatereeve::gateway
