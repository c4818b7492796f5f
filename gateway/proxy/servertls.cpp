#include "gateway/proxy/servertls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace gatereeve::gateway
{

struct NameChoice {
    static int choose(SSL* ssl, int*, void* tls)
    {
        if (const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name))
            SSL_set_SSL_CTX(ssl, static_cast<const ServerTls*>(tls)->contextFor(name));
        return SSL_TLSEXT_ERR_OK;
    }
};

namespace
{

// Who offers protocols and HTTP/1.1 is none of them would not understand us (RFC 7301 3.2).
int chooseProtocol(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* offered, unsigned size,
                   void*)
{
    for (unsigned at = 0; at < size; at += offered[at] + 1u) {
        if (size - at >= sizeof AlpnHttp11 && std::equal(AlpnHttp11, AlpnHttp11 + sizeof AlpnHttp11, offered + at)) {
            *out = offered + at + 1;
            *outSize = AlpnHttp11[0];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A key with a password would make OpenSSL ask for it at the terminal.
int noPassword(char*, int, int, void*)
{
    return -1;
}

Error unusable(const std::string& file, const std::string& what)
{
    std::string why;
    if (file.empty())
        why = "no file is named";
    else if (::access(file.c_str(), R_OK) != 0)
        why = std::strerror(errno);
    else if (why = takeTlsErrors(); why.empty())
        why = "it holds none";
    ERR_clear_error();
    return Error{"http_server_options.certificates: the " + what + " can't be used: " + why +
                     "; name a readable PEM file without a password, or set use_ssl to false",
                 {file, 0, 0, {}}};
}

Result<SSL_CTX*> contextOf(const CertificateFiles& files)
{
    SSL_CTX* context = newTlsContext(TlsRole::Server);
    if (!context)
        return Error{"OpenSSL can't be used: " + takeTlsErrors(), {}};
    ERR_clear_error();
    SSL_CTX_set_default_passwd_cb(context, noPassword);
    Result<SSL_CTX*> result = context;
    if (SSL_CTX_use_certificate_chain_file(context, files.certFile.c_str()) != 1)
        result = unusable(files.certFile, "certificate");
    else if (SSL_CTX_use_PrivateKey_file(context, files.keyFile.c_str(), SSL_FILETYPE_PEM) != 1 ||
             SSL_CTX_check_private_key(context) != 1)
        result = unusable(files.keyFile, "key");
    if (!result) {
        SSL_CTX_free(context);
        return result;
    }
    SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    static constexpr unsigned char Where[] = "gatereeve"; // sessions are good here and nowhere else
    SSL_CTX_set_session_id_context(context, Where, sizeof Where - 1);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets only: no memory, no lock
    return result;
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

Result<int> versionOf(int64_t written)
{
    for (const int known : {TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION}) {
        if (written == known)
            return known;
    }
    if (written == 0)
        return TLS1_2_VERSION;
    return Error{"http_server_options.min_version is " + std::to_string(written) +
                     "; use 771 for TLS 1.2, 772 for TLS 1.3, or leave it out",
                 {}};
}

// Hashed, because keys have no business in memory of ours.
std::string fingerprintOf(const TlsListening& listening)
{
    std::string all;
    for (const CertificateFiles& files : listening.certificates) {
        for (const std::string& path : {files.certFile, files.keyFile}) {
            std::ifstream file(path, std::ios::binary);
            std::string bytes{std::istreambuf_iterator<char>(file), {}};
            std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
            unsigned size = 0;
            EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr);
            OPENSSL_cleanse(bytes.data(), bytes.size());
            all.append(reinterpret_cast<const char*>(hash.data()), size);
        }
    }
    return all;
}

} // namespace

Result<std::unique_ptr<ServerTls>> ServerTls::load(const TlsListening& listening)
{
    const auto version = versionOf(listening.minVersion);
    if (!version)
        return version.error();
    if (listening.certificates.empty())
        return Error{"http_server_options.use_ssl needs a certificate; name one in http_server_options.certificates "
                     "(domain_name, cert_file, key_file), or set use_ssl to false",
                     {}};
    std::unique_ptr<ServerTls> tls(new ServerTls);
    // Before they are used: what comes in between is seen as a change the next time.
    tls->m_fingerprint = fingerprintOf(listening);
    for (const CertificateFiles& files : listening.certificates) {
        const auto context = contextOf(files);
        if (!context)
            return context.error();
        tls->m_certificates.push_back({lowerCase(files.domainName), *context});
        SSL_CTX_set_min_proto_version(*context, *version);
        SSL_CTX_set_tlsext_servername_callback(*context, NameChoice::choose);
        SSL_CTX_set_tlsext_servername_arg(*context, tls.get());
    }
    return tls;
}

ServerTls::~ServerTls()
{
    for (const Certificate& certificate : m_certificates)
        SSL_CTX_free(certificate.context);
}

std::unique_ptr<TlsStream> ServerTls::accept(int descriptor) const
{
    SSL* const ssl = SSL_new(m_certificates.front().context);
    if (!ssl)
        return nullptr;
    SSL_set_accept_state(ssl);
    return std::make_unique<TlsStream>(ssl, descriptor);
}

SSL_CTX* ServerTls::contextFor(const char* serverName) const
{
    const std::string name = lowerCase(serverName);
    const size_t dot = name.find('.');
    const std::string wildcard = dot == std::string::npos ? std::string() : '*' + name.substr(dot);
    for (const std::string& wanted : {name, wildcard}) {
        for (const Certificate& certificate : m_certificates) {
            if (!wanted.empty() && certificate.name == wanted)
                return certificate.context;
        }
    }
    for (const Certificate& certificate : m_certificates) {
        if (X509_check_host(SSL_CTX_get0_certificate(certificate.context), name.data(), name.size(), 0, nullptr) == 1)
            return certificate.context;
    }
    return m_certificates.front().context;
}

} // namespace gatereeve::gateway
