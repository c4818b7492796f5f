#pragma once

// A service behind the gateway that counts connections and requests, keeps the bytes of the last one, and answers with
// what the test has set. One thread for each connection.

#include "tests/support/loopbacklistener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatereeve::gateway
{

class FakeUpstream
{
public:
    FakeUpstream() : m_listener(listenOnLoopback())
    {
        m_acceptor = std::thread([this] { acceptAll(); });
    }
    ~FakeUpstream()
    {
        m_stopping = true;
        ::shutdown(m_listener.descriptor, SHUT_RDWR);
        m_acceptor.join();
        closeConnections();
        for (std::thread& thread : m_threads)
            thread.join();
        ::close(m_listener.descriptor);
    }
    FakeUpstream(const FakeUpstream&) = delete;
    FakeUpstream& operator=(const FakeUpstream&) = delete;

    uint16_t port() const { return m_listener.port; }
    int requests() const { return m_requests; }
    int connections() const { return m_accepted; }
    // Head and body of the last request, as they came.
    std::string lastHead() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lastHead;
    }
    std::string lastBody() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lastBody;
    }
    // The whole answer; "" closes the connection without one, and after 101 everything that comes is sent back.
    void setAnswer(std::string answer, bool closeAfter = false)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
        m_closeAfter = closeAfter;
    }
    // Cuts what is open, so that pooled connections go stale.
    void closeConnections()
    {
        const std::lock_guard lock(m_mutex);
        for (const int one : m_open)
            ::shutdown(one, SHUT_RDWR);
    }

private:
    void acceptAll()
    {
        for (;;) {
            const int connection = ::accept(m_listener.descriptor, nullptr, nullptr);
            if (connection < 0)
                return;
            ++m_accepted;
            const std::lock_guard lock(m_mutex);
            m_open.push_back(connection);
            m_threads.emplace_back([this, connection] { serve(connection); });
            if (m_stopping)
                ::shutdown(connection, SHUT_RDWR);
        }
    }
    void serve(int connection)
    {
        std::string bytes;
        while (serveOne(connection, bytes)) {
        }
        const std::lock_guard lock(m_mutex);
        m_open.erase(std::find(m_open.begin(), m_open.end(), connection));
        ::close(connection);
    }
    bool more(int connection, std::string& bytes)
    {
        char buffer[16384];
        const ssize_t got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0)
            return false;
        bytes.append(buffer, static_cast<size_t>(got));
        return true;
    }
    bool serveOne(int connection, std::string& bytes)
    {
        size_t end = std::string::npos;
        while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
            if (!more(connection, bytes))
                return false;
        }
        const std::string head = bytes.substr(0, end + 4);
        bytes.erase(0, end + 4);
        std::string body;
        if (const size_t length = head.find("Content-Length: "); length != std::string::npos) {
            const auto wanted = static_cast<size_t>(std::atoll(head.c_str() + length + 16));
            while (bytes.size() < wanted) {
                if (!more(connection, bytes))
                    return false;
            }
            body = bytes.substr(0, wanted);
            bytes.erase(0, wanted);
        } else if (head.find("Transfer-Encoding: chunked") != std::string::npos) {
            size_t last = std::string::npos;
            while ((last = bytes.find("0\r\n\r\n")) == std::string::npos) {
                if (!more(connection, bytes))
                    return false;
            }
            body = bytes.substr(0, last + 5);
            bytes.erase(0, last + 5);
        }
        std::string answer;
        bool closeAfter = false;
        {
            const std::lock_guard lock(m_mutex);
            ++m_requests;
            m_lastHead = head;
            m_lastBody = body;
            answer = m_answer;
            closeAfter = m_closeAfter;
        }
        if (answer.empty())
            return false;
        if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0)
            return false;
        if (answer.starts_with("HTTP/1.1 101 ")) {
            do {
                ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                bytes.clear();
            } while (more(connection, bytes));
            return false;
        }
        return !closeAfter;
    }

    const LoopbackListener m_listener;
    std::atomic<int> m_requests = 0, m_accepted = 0;
    std::atomic<bool> m_stopping = false;
    mutable std::mutex m_mutex; // guards all below
    std::string m_lastHead, m_lastBody;
    std::string m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    bool m_closeAfter = false;
    std::vector<int> m_open;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace gatereeve::gateway
