#include "gateway/proxy/upstreamtls.h"

#include "gateway/gatewaylimits.h"
#include "gateway/proxy/resolver.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <utility>

namespace gatereeve::gateway
{

// OpenSSL tells of a session when the peer has given it, with TLS 1.3 some time after the handshake.
struct SessionKeeper {
    static int keep(SSL* ssl, SSL_SESSION* session)
    {
        const auto* connection = static_cast<const std::string*>(SSL_get_app_data(ssl));
        auto* owner = static_cast<UpstreamTls*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
        // A copy, since OpenSSL spoils the session of a connection that ends without close_notify, as most do.
        owner->keep(*connection, SSL_SESSION_dup(session));
        return 0; // the original is not ours
    }
};

namespace
{

// The name or address that the peer must prove (RFC 9110 4.3.4). Only subjectAltName counts, as with Go and browsers.
bool expectHost(SSL* ssl, const Target& target, bool isAddress)
{
    X509_VERIFY_PARAM* rules = SSL_get0_param(ssl);
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    return isAddress ? X509_VERIFY_PARAM_set1_ip_asc(rules, target.host.c_str()) == 1
                     : X509_VERIFY_PARAM_set1_host(rules, target.host.data(), target.host.size()) == 1;
}

} // namespace

void UpstreamTls::FreeSession::operator()(SSL_SESSION* session) const
{
    SSL_SESSION_free(session);
}

UpstreamTls::~UpstreamTls()
{
    m_sessions.clear();
    SSL_CTX_free(m_verifying);
    SSL_CTX_free(m_trusting);
}

std::unique_ptr<TlsStream> UpstreamTls::open(const Target& target, const std::string& connection, int descriptor)
{
    SSL_CTX* const shared = context(target.verified);
    SSL* const ssl = shared ? SSL_new(shared) : nullptr;
    if (!ssl)
        return nullptr;
    auto stream = std::make_unique<TlsStream>(ssl, descriptor);
    SSL_set_connect_state(ssl);
    SSL_set_app_data(ssl, const_cast<std::string*>(&connection));
    const bool isAddress = parseAddress(target.host, target.port).has_value();
    if (!isAddress && SSL_set_tlsext_host_name(ssl, target.host.c_str()) != 1) // RFC 6066 3: names only
        return nullptr;
    if (target.verified && !expectHost(ssl, target, isAddress))
        return nullptr;
    resume(ssl, connection);
    return stream;
}

SSL_CTX* UpstreamTls::context(bool verified)
{
    SSL_CTX*& context = verified ? m_verifying : m_trusting;
    if (!context)
        context = makeContext(verified);
    return context;
}

SSL_CTX* UpstreamTls::makeContext(bool verified)
{
    SSL_CTX* context = newTlsContext(TlsRole::Client);
    if (!context)
        return nullptr;
    SSL_CTX_set_verify(context, verified ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    const bool known =
        !verified || (m_authorities.empty() ? SSL_CTX_set_default_verify_paths(context) == 1
                                            : SSL_CTX_load_verify_file(context, m_authorities.c_str()) == 1);
    if (!known || SSL_CTX_set_alpn_protos(context, AlpnHttp11, sizeof AlpnHttp11) != 0) {
        SSL_CTX_free(context);
        ERR_clear_error();
        return nullptr;
    }
    SSL_CTX_set_app_data(context, this);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, SessionKeeper::keep);
    return context;
}

void UpstreamTls::resume(SSL* ssl, const std::string& connection) const
{
    const auto kept = m_sessions.find(connection);
    if (kept != m_sessions.end() && SSL_SESSION_is_resumable(kept->second.get()))
        SSL_set_session(ssl, kept->second.get());
}

void UpstreamTls::keep(const std::string& connection, SSL_SESSION* session)
{
    if (!session)
        return;
    // Only upstreams of former generations can fill it: forgetting all costs each of the others one full handshake.
    if (m_sessions.size() >= limits::keptTlsSessions && !m_sessions.contains(connection))
        m_sessions.clear();
    m_sessions[connection].reset(session);
}

} // namespace gatereeve::gateway
