#pragma once

// TLS towards the clients: the certificates of http_server_options, chosen by the name that the client asks for. Never
// changed once made; any number of threads may use it, and another takes its place when the files have changed.

#include "core/gatewaysettings.h"
#include "core/result.h"
#include "gateway/io/tlsstream.h"

#include <memory>
#include <string>
#include <vector>

namespace gatereeve::gateway
{

struct TlsListening {
    std::vector<CertificateFiles> certificates; // at least one; paths as they are on this machine
    int64_t minVersion = 0;                     // as in GatewaySettings
};

class ServerTls
{
public:
    // Error: which file or value, why, and the next step.
    static Result<std::unique_ptr<ServerTls>> load(const TlsListening& listening);
    ~ServerTls();
    ServerTls(const ServerTls&) = delete;
    ServerTls& operator=(const ServerTls&) = delete;

    // For a connection that was just accepted; the handshake is still to come. Null when OpenSSL has no memory.
    // The handshake needs this until it is done.
    std::unique_ptr<TlsStream> accept(int descriptor) const;
    // Equal where the same bytes are used in the same way.
    const std::string& fingerprint() const { return m_fingerprint; }

private:
    friend struct NameChoice;
    struct Certificate {
        std::string name; // lower case; empty: only the names in the certificate itself
        SSL_CTX* context = nullptr;
    };
    ServerTls() = default;
    // By domain_name, exactly and then as "*.rest", then by the names in the certificates, else the first.
    SSL_CTX* contextFor(const char* serverName) const;

    std::vector<Certificate> m_certificates;
    std::string m_fingerprint;
};

} // namespace gatereeve::gateway
