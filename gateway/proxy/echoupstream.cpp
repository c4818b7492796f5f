#include "gateway/proxy/echoupstream.h"

#include "core/json/writer.h"
#include "gateway/gatewaylimits.h"
#include "gateway/http/requesthead.h"
#include "gateway/http/statusline.h"
#include "gateway/proxy/messagebody.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <future>

namespace gatereeve::gateway
{
namespace
{

constexpr SteadyMilliseconds PauseAfterError = 100;
constexpr size_t EchoedBody = 64 * 1024; // more of a body is read, but not sent back

// More bytes into the connection's input. False at the end of the stream, an error or the deadline.
Async<bool> readMore(Reactor& reactor, Socket& socket, std::string& input)
{
    for (;;) {
        if (!socket.is(Readable) &&
            co_await reactor.wait(reactor.now() + limits::idleTimeout, socket, Readable) == Woken::TimedOut)
            co_return false;
        const size_t before = input.size();
        input.resize(before + limits::bodyChunk);
        const ssize_t got = socket.read(input.data() + before, limits::bodyChunk);
        input.resize(before + static_cast<size_t>(std::max<ssize_t>(got, 0)));
        if (got > 0)
            co_return true;
        if (got != -EAGAIN)
            co_return false;
    }
}

Async<bool> writeAll(Reactor& reactor, Socket& socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        const ssize_t sent = socket.write(&part, 1);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<size_t>(sent));
            continue;
        }
        if (sent != -EAGAIN ||
            co_await reactor.wait(reactor.now() + limits::bodyTimeout, socket, Writable) == Woken::TimedOut)
            co_return false;
    }
    co_return true;
}

// What goes back, gathered while the request is read.
struct Echo {
    json::Writer writer;
    std::string body;
    bool isHead = false, keepsAlive = false;

    std::string finish()
    {
        writer.key("body").string(body);
        writer.endObject();
        return writer.take();
    }
};

Echo beginEcho(const RequestHead& head)
{
    Echo echo;
    echo.isHead = head.isHead();
    echo.keepsAlive = head.keepsAlive();
    echo.writer.beginObject();
    echo.writer.key("server").string("echo");
    echo.writer.key("method").string(head.method);
    echo.writer.key("target").string(head.target);
    echo.writer.key("headers").beginObject();
    for (const HeaderField field : head.fields)
        echo.writer.key(field.name).string(field.value);
    echo.writer.endObject();
    return echo;
}

template <typename Connection>
Async<bool> readBody(Reactor& reactor, Connection& connection, BodyLength length, Echo& echo)
{
    MessageBody body(length, MessageBody::Chunks::Unwrapped);
    for (;;) {
        const MessageBody::Piece piece = body.take(connection.input);
        echo.body += piece.bytes.substr(0, EchoedBody - std::min(EchoedBody, echo.body.size()));
        connection.input.erase(0, piece.consumed);
        if (body.bad())
            co_return false;
        if (body.done())
            co_return true;
        if (piece.consumed == 0 && !co_await readMore(reactor, connection.socket, connection.input))
            co_return false;
    }
}

} // namespace

struct EchoUpstream::Connection {
    Connection(Reactor& reactor, int descriptor) : socket(reactor, descriptor, true) {}
    Socket socket;
    std::string input; // what has been read and not used yet
    std::string answer;
    RequestHead head;
    Connection* previous = nullptr;
    Connection* next = nullptr;
};

Result<std::unique_ptr<EchoUpstream>> EchoUpstream::start()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (listener < 0 || ::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        Error error{std::string("the built-in echo upstream could not listen on 127.0.0.1: ") + std::strerror(errno),
                    {}};
        if (listener >= 0)
            ::close(listener);
        return error;
    }
    return std::unique_ptr<EchoUpstream>(new EchoUpstream(listener, ntohs(address.sin_port)));
}

EchoUpstream::EchoUpstream(int listener, uint16_t port) : m_listener(listener), m_port(port)
{
    m_door = std::make_unique<Socket>(m_reactor, m_listener, false);
    m_thread = std::thread([this] {
        m_reactor.post([this] { acceptAll(); });
        m_reactor.run();
    });
}

EchoUpstream::~EchoUpstream()
{
    m_reactor.post([this] {
        m_stopping = true;
        for (Connection* connection = m_connections; connection; connection = connection->next)
            connection->socket.shutDown();
        m_door->shutDown();
    });
    // The shut sockets wake their coroutines, which end; only then may the loop.
    std::promise<void> ended;
    std::function<void()> look = [this, &ended, &look] {
        if (m_connections || m_door)
            m_reactor.post(look);
        else
            ended.set_value();
    };
    m_reactor.post(look);
    ended.get_future().wait();
    m_reactor.stop();
    m_thread.join();
}

Target EchoUpstream::target() const
{
    Target target;
    target.host = "127.0.0.1";
    target.port = m_port;
    target.authority = "127.0.0.1:" + std::to_string(m_port);
    target.connection = "http://" + target.authority;
    return target;
}

Task EchoUpstream::acceptAll()
{
    while (!m_stopping) {
        co_await m_reactor.wait(m_reactor.now() + limits::idleTimeout, *m_door, Readable);
        for (;;) {
            const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (descriptor >= 0) {
                serve(descriptor);
                continue;
            }
            if (errno == ECONNABORTED || errno == EINTR)
                continue;
            // Without descriptors (EMFILE) the door stays readable; to ask again at once would be to ask for ever.
            if (errno == EAGAIN)
                m_door->isNot(Readable);
            else if (!m_stopping)
                co_await m_reactor.sleepUntil(m_reactor.now() + PauseAfterError);
            break;
        }
    }
    m_door.reset();
}

Task EchoUpstream::serve(int descriptor)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Connection connection(m_reactor, descriptor);
    connection.next = m_connections;
    if (m_connections)
        m_connections->previous = &connection;
    m_connections = &connection;
    while (!m_stopping && co_await answerOne(connection)) {
    }
    (connection.previous ? connection.previous->next : m_connections) = connection.next;
    if (connection.next)
        connection.next->previous = connection.previous;
}

Async<bool> EchoUpstream::answerOne(Connection& connection)
{
    HeadStatus status = parseRequestHead(connection.input, connection.head);
    while (status.isIncomplete()) {
        if (!co_await readMore(m_reactor, connection.socket, connection.input))
            co_return false;
        connection.head.progress = {}; // the string may have moved
        status = parseRequestHead(connection.input, connection.head);
    }
    const BodyLength length = status.isComplete() ? bodyLengthOf(connection.head) : BodyLength{BodyLength::Kind::Bad};
    if (length.isBad()) {
        co_await writeAll(m_reactor, connection.socket,
                          "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        co_return false;
    }
    // The views of the head would not outlive the reading of the body.
    Echo echo = beginEcho(connection.head);
    connection.input.erase(0, status.consumed);
    if (!co_await readBody(m_reactor, connection, length, echo))
        co_return false;
    const std::string body = echo.finish();
    connection.answer.clear();
    appendStatusLine(connection.answer, 200);
    appendField(connection.answer, "Content-Type", "application/json");
    appendField(connection.answer, "X-Echo", "yes");
    appendField(connection.answer, "Content-Length", static_cast<int64_t>(body.size()));
    connection.answer += "\r\n";
    if (!echo.isHead)
        connection.answer += body;
    co_return co_await writeAll(m_reactor, connection.socket, connection.answer) && echo.keepsAlive;
}

} // namespace gatereeve::gateway
