#pragma once

// TLS towards the protected services, of one worker: two contexts, one that verifies and one that does not, and the
// last session of each upstream, so that the next connection to it costs no full handshake. One thread.

#include "core/engine/target.h"
#include "gateway/io/tlsstream.h"

#include <memory>
#include <string>
#include <unordered_map>

struct ssl_session_st; // SSL_SESSION

namespace gatereeve::gateway
{

class UpstreamTls
{
public:
    // `authorities`: a PEM file with those who are trusted; empty: the system's, or SSL_CERT_FILE and SSL_CERT_DIR.
    explicit UpstreamTls(std::string authorities) : m_authorities(std::move(authorities)) {}
    ~UpstreamTls(); // after the last of its streams
    UpstreamTls(const UpstreamTls&) = delete;
    UpstreamTls& operator=(const UpstreamTls&) = delete;

    // For a connection to the target that has not shaken hands. `connection` is target.connection and outlives the
    // stream. Null when OpenSSL can't, or the authorities can't be read: then nobody is trusted.
    std::unique_ptr<TlsStream> open(const Target& target, const std::string& connection, int descriptor);

private:
    friend struct SessionKeeper;
    struct FreeSession {
        void operator()(ssl_session_st* session) const;
    };

    SSL_CTX* context(bool verified);
    SSL_CTX* makeContext(bool verified);
    void resume(SSL* ssl, const std::string& connection) const;
    void keep(const std::string& connection, ssl_session_st* session);

    const std::string m_authorities;
    SSL_CTX* m_verifying = nullptr; // made when the first upstream asks for it
    SSL_CTX* m_trusting = nullptr;
    std::unordered_map<std::string, std::unique_ptr<ssl_session_st, FreeSession>> m_sessions; // by target.connection
};

} // namespace gatereeve::gateway
