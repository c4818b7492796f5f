#pragma once

// The other ends of TLS, with sockets that block: a service that counts, and a client that says how the handshake went.

#include "tests/support/certificates.h"
#include "tests/support/loopbacklistener.h"
#include "tests/support/rawclient.h"

#include <openssl/ssl.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace gatereeve::gateway
{

// One connection at a time is served; each request gets the answer that was set.
class TlsUpstream
{
public:
    explicit TlsUpstream(const TestCertificate& certificate)
        : m_context(SSL_CTX_new(TLS_server_method())),
          m_listener(listenOnLoopback())
    {
        SSL_CTX_use_certificate_chain_file(m_context, certificate.certFile.c_str());
        SSL_CTX_use_PrivateKey_file(m_context, certificate.keyFile.c_str(), SSL_FILETYPE_PEM);
        SSL_CTX_set_session_id_context(m_context, reinterpret_cast<const unsigned char*>("test"), 4);
        SSL_CTX_set_alpn_select_cb(m_context, takeFirstProtocol, this);
        m_thread = std::thread([this] { serveAll(); });
    }
    ~TlsUpstream()
    {
        ::shutdown(m_listener.descriptor, SHUT_RDWR);
        closeConnection();
        m_thread.join();
        ::close(m_listener.descriptor);
        SSL_CTX_free(m_context);
    }
    TlsUpstream(const TlsUpstream&) = delete;
    TlsUpstream& operator=(const TlsUpstream&) = delete;

    uint16_t port() const { return m_listener.port; }
    int requests() const { return m_requests; }
    int connections() const { return m_connections; }
    int resumed() const { return m_resumed; }
    std::string lastHead() const { return locked(m_lastHead); }
    std::string serverName() const { return locked(m_serverName); }
    std::string protocols() const { return locked(m_protocols); } // as the client offered them
    enum class After : uint8_t { Keep, Close, Cut };              // Cut: without close_notify
    void setAnswer(const std::string& answer, After after = After::Keep)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = answer;
        m_after = after;
    }
    void closeConnection()
    {
        const std::lock_guard lock(m_mutex);
        if (m_open >= 0)
            ::shutdown(m_open, SHUT_RDWR);
    }

private:
    static int takeFirstProtocol(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* in,
                                 unsigned size, void* self)
    {
        auto* upstream = static_cast<TlsUpstream*>(self);
        const std::lock_guard lock(upstream->m_mutex);
        upstream->m_protocols.assign(reinterpret_cast<const char*>(in), size);
        *out = in + 1;
        *outSize = in[0];
        return SSL_TLSEXT_ERR_OK;
    }
    std::string locked(const std::string& text) const
    {
        const std::lock_guard lock(m_mutex);
        return text;
    }
    void serveAll()
    {
        for (;;) {
            const int connection = ::accept(m_listener.descriptor, nullptr, nullptr);
            if (connection < 0)
                return;
            ++m_connections;
            {
                const std::lock_guard lock(m_mutex);
                m_open = connection;
            }
            SSL* ssl = SSL_new(m_context);
            SSL_set_fd(ssl, connection);
            if (SSL_accept(ssl) == 1)
                serve(ssl);
            SSL_free(ssl);
            const std::lock_guard lock(m_mutex);
            m_open = -1;
            ::close(connection);
        }
    }
    void serve(SSL* ssl)
    {
        m_resumed += SSL_session_reused(ssl);
        {
            const std::lock_guard lock(m_mutex);
            const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
            m_serverName = name ? name : "";
        }
        std::string bytes;
        char buffer[16384];
        for (int got = 0; (got = SSL_read(ssl, buffer, sizeof buffer)) > 0;) {
            bytes.append(buffer, static_cast<size_t>(got));
            const size_t end = bytes.find("\r\n\r\n");
            if (end == std::string::npos)
                continue;
            std::string answer;
            After after = After::Keep;
            {
                const std::lock_guard lock(m_mutex);
                m_lastHead = bytes.substr(0, end + 4);
                answer = m_answer;
                after = m_after;
            }
            bytes.clear();
            ++m_requests;
            SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
            if (after == After::Keep)
                continue;
            if (after == After::Close)
                SSL_shutdown(ssl);
            return;
        }
    }

    SSL_CTX* m_context;
    const LoopbackListener m_listener;
    std::atomic<int> m_requests = 0, m_connections = 0, m_resumed = 0;
    mutable std::mutex m_mutex; // guards all below
    int m_open = -1;
    std::string m_lastHead, m_serverName, m_protocols;
    std::string m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    After m_after = After::Keep;
    std::thread m_thread;
};

struct TlsClientOptions {
    std::string authority;  // PEM file; empty: whoever it is
    std::string serverName; // empty: none is told
    std::string protocols;  // ALPN, as on the wire
    int newestVersion = 0;  // 0: any
};

class TlsClient
{
public:
    TlsClient(uint16_t port, const TlsClientOptions& options = {})
        : m_context(SSL_CTX_new(TLS_client_method())),
          m_ssl(nullptr),
          m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        if (!options.authority.empty()) {
            SSL_CTX_load_verify_file(m_context, options.authority.c_str());
            SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
        }
        SSL_CTX_set_max_proto_version(m_context, options.newestVersion);
        m_ssl = SSL_new(m_context);
        if (!options.serverName.empty())
            SSL_set_tlsext_host_name(m_ssl, options.serverName.c_str());
        if (!options.protocols.empty())
            SSL_set_alpn_protos(m_ssl, reinterpret_cast<const unsigned char*>(options.protocols.data()),
                                static_cast<unsigned>(options.protocols.size()));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{15, 0};
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        SSL_set_fd(m_ssl, m_socket);
        m_shaken = ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                   SSL_connect(m_ssl) == 1;
    }
    ~TlsClient()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
        ::close(m_socket);
    }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    bool isShaken() const { return m_shaken; }
    std::string peerName() const // CN
    {
        char name[256] = "";
        if (X509* peer = SSL_get1_peer_certificate(m_ssl)) {
            X509_NAME_get_text_by_NID(X509_get_subject_name(peer), NID_commonName, name, sizeof name);
            X509_free(peer);
        }
        return name;
    }
    bool send(const std::string& bytes)
    {
        return SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
    }
    // Until `bytes` are there; fewer when the connection ends before.
    std::string receive(size_t bytes)
    {
        std::string text;
        char buffer[16384];
        while (text.size() < bytes) {
            const size_t wanted = std::min(sizeof buffer, bytes - text.size());
            const int got = SSL_read(m_ssl, buffer, static_cast<int>(wanted));
            if (got <= 0)
                break;
            text.append(buffer, static_cast<size_t>(got));
        }
        return text;
    }
    // Until the end; endedProperly() says whether it was told or cut.
    std::string receiveAll() { return receive(SIZE_MAX); }
    bool endedProperly() const { return (SSL_get_shutdown(m_ssl) & SSL_RECEIVED_SHUTDOWN) != 0; }

private:
    SSL_CTX* m_context;
    SSL* m_ssl;
    int m_socket;
    bool m_shaken = false;
};

} // namespace gatereeve::gateway
