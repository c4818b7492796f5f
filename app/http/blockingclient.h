#pragma once

// One connection to a gateway for a command that has nothing else to do: sends a request, waits for the answer. Keeps
// the connection open between requests and opens it anew when it was closed.

#include "app/http/responsereader.h"

#include <QSslSocket>

#include <optional>

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

// Of TLS: must the peer prove who it is by a certificate for its host, or is that known already?
enum class Peer : uint8_t { Proven, Known };

class BlockingClient final
{
public:
    BlockingClient(std::string host, uint16_t port, size_t keptBody = ResponseReader::KeptBody)
        : m_host(std::move(host)),
          m_port(port),
          m_keptBody(keptBody)
    {
    }

    void protect(Peer peer) { m_protected = peer; } // TLS from the next connection on

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
    std::optional<Peer> m_protected;
    std::unique_ptr<QSslSocket> m_socket; // plain unless m_protected
    uint16_t m_localPort = 0;
    uint32_t m_requests = 0;
};

} // namespace gatereeve::app
