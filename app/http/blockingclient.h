#pragma once

// One connection to a gateway for a command that has nothing else to do: sends a request, waits for the answer. Keeps
// the connection open between requests and opens it anew when it was closed.

#include "app/http/responsereader.h"

#include <QTcpSocket>

namespace gatereeve::app
{

struct HttpRequest {
    std::string method = "GET";
    std::string target;                                       // path with query
    std::vector<std::pair<std::string, std::string>> headers; // Host and Content-Length are added
    std::string body;
};

// The bytes of a request as they are sent.
std::string requestBytes(const HttpRequest& request, const std::string& authority);

class BlockingClient final
{
public:
    BlockingClient(std::string host, uint16_t port, size_t keptBody = ResponseReader::KeptBody)
        : m_host(std::move(host)),
          m_port(port),
          m_keptBody(keptBody)
    {
    }

    Result<HttpAnswer> send(const HttpRequest& request);
    // Of the last request: what its decision carries (Decision::clientPort, requestOfConnection).
    uint16_t localPort() const { return m_localPort; }
    uint32_t requestOfConnection() const { return m_requests; }

private:
    static constexpr int Patience = 10'000; // milliseconds without a byte

    Result<void> connectAnew();
    std::string m_host;
    uint16_t m_port;
    size_t m_keptBody;
    std::unique_ptr<QTcpSocket> m_socket;
    uint16_t m_localPort = 0;
    uint32_t m_requests = 0;
};

} // namespace gatereeve::app
