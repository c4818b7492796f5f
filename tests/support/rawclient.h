#pragma once

// Bytes out, bytes in, over a plain blocking socket: tests see exactly what is on the wire.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace gatereeve::gateway
{

struct RawAnswer {
    int status = 0; // 0: none came
    std::string head, body;

    std::string header(std::string_view name) const
    {
        std::string lower;
        for (const char c : head)
            lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        std::string wanted = "\r\n";
        for (const char c : name)
            wanted += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        const size_t found = lower.find(wanted + ": ");
        if (found == std::string::npos)
            return {};
        const size_t begin = found + wanted.size() + 2;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

class RawClient
{
public:
    // `receives`: bytes that the system keeps for it, for who does not read; 0: as many as usual.
    explicit RawClient(uint16_t port, int receives = 0) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (receives > 0)
            setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receives, sizeof receives);
        const timeval patience{15, 0};
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }
    ~RawClient() { close(); }
    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool isConnected() const { return m_socket >= 0; }
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<size_t>(sent));
        }
        return true;
    }
    void endSending() { ::shutdown(m_socket, SHUT_WR); }
    // The next bytes, whatever they are; fewer when the connection ends before.
    std::string receiveBytes(size_t count)
    {
        while (m_bytes.size() < count && more()) {
        }
        const std::string bytes = m_bytes.substr(0, count);
        m_bytes.erase(0, count);
        return bytes;
    }
    // One answer; a body by Content-Length, chunks (kept as they are) or until the end.
    RawAnswer receive(bool hasBody = true)
    {
        RawAnswer answer;
        size_t end = std::string::npos;
        while ((end = m_bytes.find("\r\n\r\n")) == std::string::npos) {
            if (!more())
                return answer;
        }
        answer.head = m_bytes.substr(0, end + 2);
        m_bytes.erase(0, end + 4);
        answer.status = std::atoi(answer.head.substr(answer.head.find(' ') + 1).c_str());
        if (!hasBody || answer.status == 204 || answer.status == 304 || answer.status < 200)
            return answer;
        if (const std::string length = answer.header("Content-Length"); !length.empty()) {
            const auto wanted = static_cast<size_t>(std::atoll(length.c_str()));
            while (m_bytes.size() < wanted && more()) {
            }
            answer.body = m_bytes.substr(0, wanted);
            m_bytes.erase(0, wanted);
        } else if (answer.header("Transfer-Encoding") == "chunked") {
            while (m_bytes.find("0\r\n\r\n") == std::string::npos && more()) {
            }
            const size_t last = m_bytes.find("0\r\n\r\n");
            answer.body = m_bytes.substr(0, last == std::string::npos ? last : last + 5);
            m_bytes.erase(0, answer.body.size());
        } else {
            while (more()) {
            }
            answer.body.swap(m_bytes);
        }
        return answer;
    }
    RawAnswer exchange(std::string_view bytes, bool hasBody = true)
    {
        send(bytes);
        return receive(hasBody);
    }
    // True when the other side has ended and nothing is left.
    bool isClosed() { return m_bytes.empty() && !more(); }

private:
    bool more()
    {
        char bytes[16384];
        const ssize_t got = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (got <= 0)
            return false;
        m_bytes.append(bytes, static_cast<size_t>(got));
        return true;
    }
    int m_socket;
    std::string m_bytes;
};

} // namespace gatereeve::gateway
