#pragma once

// A service behind the gateway that keeps every byte it is sent and reads requests with a parser of its own, so that a
// test can say what exactly reached it. Each answer names the request that it answers: a mixed-up one shows. One
// thread.

#include "tests/support/loopbacklistener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace gatereeve::gateway
{

class RecordingUpstream
{
public:
    struct Answer {
        std::string bytes;
        bool closes = false; // ends the connection behind it
    };
    // What has come since the last take().
    struct Received {
        std::vector<std::string> messages; // whole ones, head and body as sent
        size_t tornBytes = 0;              // of those that have not come whole
        std::string trouble;               // a message that could be read in two ways
    };

    RecordingUpstream() : m_listener(listenOnLoopback(SOCK_NONBLOCK)), m_wake(::eventfd(0, EFD_CLOEXEC))
    {
        m_thread = std::thread([this] { run(); });
    }
    ~RecordingUpstream()
    {
        m_stopping = true;
        wake();
        m_thread.join();
        for (const auto& [connection, bytes] : m_open)
            ::close(connection);
        ::close(m_listener.descriptor);
        ::close(m_wake);
    }
    RecordingUpstream(const RecordingUpstream&) = delete;
    RecordingUpstream& operator=(const RecordingUpstream&) = delete;

    uint16_t port() const { return m_listener.port; }
    int connections() const { return m_accepted; }
    // The next request gets this in place of the usual "METHOD target".
    void answerNextWith(Answer answer)
    {
        const std::lock_guard lock(m_mutex);
        m_nextAnswer = std::move(answer);
    }
    // All others get this one.
    void answerWith(std::string bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_usualAnswer = std::move(bytes);
    }
    // For load that goes on for minutes.
    void keepNothing() { m_keeps = false; }
    // Cuts what is open.
    void closeConnections()
    {
        m_closing = true;
        wake();
    }
    Received take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_received, {});
    }

private:
    void wake()
    {
        const uint64_t one = 1;
        while (::write(m_wake, &one, sizeof one) < 0 && errno == EINTR) {
        }
    }
    // How long the message at the front is: nothing while it is not whole.
    std::optional<size_t> wholeMessage(std::string_view bytes)
    {
        const size_t end = bytes.find("\r\n\r\n");
        if (end == std::string_view::npos)
            return std::nullopt;
        std::string head(bytes.substr(0, end + 2));
        std::transform(head.begin(), head.end(), head.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
        const size_t length = head.find("\r\ncontent-length: "),
                     chunked = head.find("\r\ntransfer-encoding: chunked\r\n");
        const auto times = [&head](std::string_view name) {
            int count = 0;
            for (size_t at = head.find(name); at != std::string::npos; at = head.find(name, at + 1))
                ++count;
            return count;
        };
        if (times("content-length") + times("transfer-encoding") > 1 || times("\r\nhost: ") != 1)
            m_received.trouble = head;
        const size_t begin = end + 4;
        if (chunked != std::string::npos)
            return wholeChunks(bytes, begin);
        const size_t body = length == std::string::npos ? 0 : std::strtoull(head.c_str() + length + 18, nullptr, 10);
        return bytes.size() - begin >= body ? std::optional(begin + body) : std::nullopt;
    }
    static std::optional<size_t> wholeChunks(std::string_view bytes, size_t at)
    {
        for (;;) {
            const size_t lineEnd = bytes.find("\r\n", at);
            if (lineEnd == std::string_view::npos)
                return std::nullopt;
            const size_t size = std::strtoull(std::string(bytes.substr(at, lineEnd - at)).c_str(), nullptr, 16);
            at = lineEnd + 2;
            if (size == 0)
                break;
            at += size + 2;
            if (at > bytes.size())
                return std::nullopt;
        }
        for (;;) { // trailers
            const size_t lineEnd = bytes.find("\r\n", at);
            if (lineEnd == std::string_view::npos)
                return std::nullopt;
            const bool last = lineEnd == at;
            at = lineEnd + 2;
            if (last)
                return at;
        }
    }
    Answer answerFor(std::string_view message)
    {
        if (m_nextAnswer)
            return *std::exchange(m_nextAnswer, {});
        if (!m_usualAnswer.empty())
            return {m_usualAnswer};
        const std::string_view line = message.substr(0, message.find(" HTTP/"));
        const bool isHead = line.starts_with("HEAD ");
        return {"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(line.size()) + "\r\n\r\n" +
                (isHead ? std::string() : std::string(line))};
    }
    bool serve(int connection)
    {
        char buffer[65536];
        const ssize_t got = ::recv(connection, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return true;
        if (got <= 0)
            return false;
        const std::lock_guard lock(m_mutex);
        std::string& bytes = m_open[connection];
        bytes.append(buffer, static_cast<size_t>(got));
        m_received.tornBytes += static_cast<size_t>(got);
        while (const auto length = wholeMessage(bytes)) {
            const Answer answer = answerFor(bytes);
            if (m_keeps)
                m_received.messages.push_back(bytes.substr(0, *length));
            m_received.tornBytes -= std::min(*length, m_received.tornBytes);
            bytes.erase(0, *length);
            if (::send(connection, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL) < 0 || answer.closes)
                return false;
        }
        return true;
    }
    void run()
    {
        for (;;) {
            std::vector<pollfd> watched{{m_wake, POLLIN, 0}, {m_listener.descriptor, POLLIN, 0}};
            for (const auto& [connection, bytes] : m_open)
                watched.push_back({connection, POLLIN, 0});
            ::poll(watched.data(), watched.size(), -1);
            if (watched[0].revents != 0) {
                uint64_t count = 0;
                if (m_stopping || ::read(m_wake, &count, sizeof count) != sizeof count)
                    return;
            }
            if (m_closing.exchange(false)) {
                for (const auto& [connection, bytes] : m_open)
                    ::close(connection);
                m_open.clear();
                continue;
            }
            if (watched[1].revents != 0) {
                const int connection = ::accept4(m_listener.descriptor, nullptr, nullptr, SOCK_CLOEXEC);
                if (connection >= 0) {
                    ++m_accepted;
                    m_open[connection];
                }
            }
            for (size_t i = 2; i < watched.size(); ++i) {
                if (watched[i].revents != 0 && !serve(watched[i].fd)) {
                    ::close(watched[i].fd);
                    m_open.erase(watched[i].fd);
                }
            }
        }
    }

    const LoopbackListener m_listener;
    int m_wake;
    std::atomic<int> m_accepted = 0;
    std::atomic<bool> m_stopping = false, m_closing = false, m_keeps = true;
    std::map<int, std::string> m_open; // connection → what is no whole message yet; the thread's
    std::mutex m_mutex;                // guards what follows
    Received m_received;
    std::optional<Answer> m_nextAnswer;
    std::string m_usualAnswer;
    std::thread m_thread;
};

} // namespace gatereeve::gateway
