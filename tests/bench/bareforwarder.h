#pragma once

// What a request through any gateway costs at least here: an epoll loop on one thread that passes heads on, looks one
// token up and checks nothing else. No HTTP: it expects well-formed requests and answers of one segment, and one
// request at a time on a connection. For benchmarks.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

namespace gatereeve::gateway
{

class BareForwarder
{
public:
    BareForwarder(uint16_t upstream, std::unordered_set<std::string> tokens)
        : m_upstream(addressOf(upstream)),
          m_tokens(std::move(tokens)),
          m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
          m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = addressOf(0);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(m_listener, 1024);
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        watch(m_listener);
        m_thread = std::thread([this] { run(); });
    }
    ~BareForwarder()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        for (const auto& [descriptor, one] : m_connections)
            ::close(descriptor);
        ::close(m_listener);
        ::close(m_epoll);
    }
    BareForwarder(const BareForwarder&) = delete;
    BareForwarder& operator=(const BareForwarder&) = delete;

    uint16_t port() const { return m_port; }

private:
    struct Connection {
        bool isUpstream = false;
        int peer = -1;
    };
    static sockaddr_in addressOf(uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }
    void watch(int descriptor)
    {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }
    int add(int descriptor, bool isUpstream)
    {
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_connections[descriptor] = {isUpstream, -1};
        watch(descriptor);
        return descriptor;
    }
    int takeUpstream()
    {
        if (!m_pool.empty()) {
            const int idle = m_pool.back();
            m_pool.pop_back();
            return idle;
        }
        const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::connect(made, reinterpret_cast<const sockaddr*>(&m_upstream), sizeof m_upstream);
        ::fcntl(made, F_SETFL, O_NONBLOCK);
        return add(made, true);
    }
    void send(int descriptor, std::string_view bytes) { ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    void forward(int descriptor, std::string_view request)
    {
        constexpr std::string_view Field = "\r\nAuthorization: ";
        const size_t at = request.find(Field), end = request.find("\r\n\r\n");
        const std::string_view token = request.substr(std::min(at + Field.size(), request.size()));
        m_token.assign(token.substr(0, token.find('\r')));
        if (at == std::string_view::npos || !m_tokens.contains(m_token))
            return send(descriptor, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        const int upstream = takeUpstream();
        m_connections[upstream].peer = descriptor;
        m_out.assign(request.substr(0, end + 2)).append("X-Forwarded-For: 127.0.0.1\r\n\r\n");
        send(upstream, m_out);
    }
    void giveBack(int upstream, std::string_view answer)
    {
        const size_t end = std::min(answer.find("\r\n\r\n"), answer.size());
        m_out.assign(answer.substr(0, end + 2)).append("X-RateLimit-Limit: 1000\r\nX-RateLimit-Remaining: 999\r\n");
        m_out.append(answer.substr(end + 2));
        send(m_connections[upstream].peer, m_out);
        m_pool.push_back(upstream);
    }
    void take(int descriptor)
    {
        const ssize_t got = ::recv(descriptor, m_buffer, sizeof m_buffer, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            std::erase(m_pool, descriptor);
            m_connections.erase(descriptor);
            ::close(descriptor);
            return;
        }
        const std::string_view bytes(m_buffer, static_cast<size_t>(got));
        m_connections[descriptor].isUpstream ? giveBack(descriptor, bytes) : forward(descriptor, bytes);
    }
    void run()
    {
        epoll_event events[64];
        for (;;) {
            const int count = ::epoll_wait(m_epoll, events, 64, -1);
            for (int i = 0; i < count; ++i) {
                if (events[i].data.fd != m_listener) {
                    take(events[i].data.fd);
                    continue;
                }
                if (events[i].events & EPOLLHUP)
                    return;
                const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
                if (client >= 0)
                    add(client, false);
            }
        }
    }

    const sockaddr_in m_upstream;
    const std::unordered_set<std::string> m_tokens;
    int m_epoll, m_listener;
    uint16_t m_port = 0;
    std::map<int, Connection> m_connections;
    std::vector<int> m_pool;
    std::string m_token, m_out;
    char m_buffer[65536];
    std::thread m_thread;
};

} // namespace gatereeve::gateway
