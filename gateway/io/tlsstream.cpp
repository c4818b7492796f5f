#include "gateway/io/tlsstream.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <climits>
#include <string_view>

namespace gatereeve::gateway
{

// OpenSSL's own socket BIO raises SIGPIPE and hides how much a receive brought.
struct TlsTransport {
    static TlsStream& streamOf(BIO* bio) { return *static_cast<TlsStream*>(BIO_get_data(bio)); }

    static int read(BIO* bio, char* bytes, int size)
    {
        TlsStream& stream = streamOf(bio);
        BIO_clear_retry_flags(bio);
        ssize_t got = 0;
        do {
            got = ::recv(stream.m_descriptor, bytes, static_cast<size_t>(size), 0);
        } while (got < 0 && errno == EINTR);
        stream.m_cameShort = got < size;
        if (got < 0 && errno == EAGAIN)
            BIO_set_retry_read(bio);
        return static_cast<int>(got);
    }
    static int write(BIO* bio, const char* bytes, int size)
    {
        BIO_clear_retry_flags(bio);
        ssize_t sent = 0;
        do {
            sent = ::send(streamOf(bio).m_descriptor, bytes, static_cast<size_t>(size), MSG_NOSIGNAL);
        } while (sent < 0 && errno == EINTR);
        if (sent < 0 && errno == EAGAIN)
            BIO_set_retry_write(bio);
        return static_cast<int>(sent);
    }
    static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }
    static int create(BIO* bio)
    {
        BIO_set_init(bio, 1);
        return 1;
    }
    static const BIO_METHOD* method()
    {
        static const BIO_METHOD* const made = [] {
            BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "gatereeve");
            BIO_meth_set_read(method, read);
            BIO_meth_set_write(method, write);
            BIO_meth_set_ctrl(method, control);
            BIO_meth_set_create(method, create);
            return method;
        }();
        return made;
    }
};

namespace
{

constexpr size_t RecordBytes = SSL3_RT_MAX_PLAIN_LENGTH;

// Copies the beginning of the parts, at most one record, to one place.
std::string_view gathered(const iovec* parts, int count)
{
    static thread_local std::array<char, RecordBytes> record;
    size_t size = 0;
    for (int i = 0; i < count && size < record.size(); ++i) {
        const size_t taken = std::min(parts[i].iov_len, record.size() - size);
        std::copy_n(static_cast<const char*>(parts[i].iov_base), taken, record.data() + size);
        size += taken;
    }
    return {record.data(), size};
}

TlsFailure failureOf(long verified)
{
    switch (verified) {
    case X509_V_OK:
        return TlsFailure::Protocol;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return TlsFailure::OtherHost;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return TlsFailure::OutOfDate;
    default:
        return TlsFailure::Untrusted;
    }
}

// A peer that chose nothing speaks HTTP/1.1, as one without TLS does.
bool speaksHttp11(const SSL* ssl)
{
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl, &chosen, &size);
    return size == 0 || (size == AlpnHttp11[0] && std::equal(chosen, chosen + size, AlpnHttp11 + 1));
}

} // namespace

TlsStream::TlsStream(SSL* ssl, int descriptor) : m_ssl(ssl), m_descriptor(descriptor)
{
    BIO* transport = BIO_new(TlsTransport::method());
    assert(ssl && transport);
    BIO_set_data(transport, this);
    SSL_set_bio(ssl, transport, transport);
}

TlsStream::~TlsStream()
{
    SSL_free(m_ssl);
}

TlsStream::Step TlsStream::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl);
    if (result == 1) {
        m_shaken = true;
        if (speaksHttp11(m_ssl))
            return Step::Done;
        m_failure = TlsFailure::OtherProtocol;
        return Step::Failed;
    }
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ:
        return Step::WantsRead;
    case SSL_ERROR_WANT_WRITE:
        return Step::WantsWrite;
    default:
        break;
    }
    m_broken = true;
    m_isPlainHttp = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
    m_failure = failureOf(SSL_is_server(m_ssl) ? X509_V_OK : SSL_get_verify_result(m_ssl));
    return Step::Failed;
}

bool TlsStream::hasHeard() const
{
    return BIO_number_read(SSL_get_rbio(m_ssl)) > 0;
}

bool TlsStream::isResumed() const
{
    return SSL_session_reused(m_ssl) == 1;
}

ssize_t TlsStream::problem(int result)
{
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return -EAGAIN;
    case SSL_ERROR_ZERO_RETURN:
        return 0;
    default:
        m_broken = true;
        return -EPROTO;
    }
}

ssize_t TlsStream::read(char* bytes, size_t size)
{
    ERR_clear_error();
    m_readWantsWritable = false;
    m_cameShort = false; // of an earlier call it says nothing: more may have come since
    const int got = SSL_read(m_ssl, bytes, static_cast<int>(std::min<size_t>(size, INT_MAX)));
    if (got > 0)
        return got;
    m_readWantsWritable = SSL_want_write(m_ssl);
    return problem(got);
}

ssize_t TlsStream::write(const iovec* parts, int count)
{
    const std::string_view bytes = count == 1 ? std::string_view(static_cast<const char*>(parts[0].iov_base),
                                                                 std::min(parts[0].iov_len, RecordBytes))
                                              : gathered(parts, count);
    if (bytes.empty())
        return 0;
    ERR_clear_error();
    m_writeWantsReadable = false;
    const int sent = SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()));
    if (sent > 0)
        return sent;
    m_writeWantsReadable = SSL_want_read(m_ssl);
    const ssize_t why = problem(sent);
    return why == 0 ? -EPIPE : why;
}

bool TlsStream::isQuiet()
{
    char byte = 0;
    ERR_clear_error();
    const int got = m_broken ? 1 : SSL_peek(m_ssl, &byte, 1);
    return got <= 0 && problem(got) == -EAGAIN;
}

bool TlsStream::endSending()
{
    if (!m_shaken || m_broken)
        return true;
    ERR_clear_error();
    const int result = SSL_shutdown(m_ssl);
    return result >= 0 || SSL_get_error(m_ssl, result) != SSL_ERROR_WANT_WRITE;
}

bool TlsStream::isDrained() const
{
    return m_cameShort && SSL_has_pending(m_ssl) == 0;
}

SSL_CTX* newTlsContext(TlsRole role)
{
    SSL_CTX* context = SSL_CTX_new(role == TlsRole::Server ? TLS_server_method() : TLS_client_method());
    if (!context)
        return nullptr;
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    return context;
}

std::string takeTlsErrors()
{
    std::string text;
    while (const unsigned long error = ERR_get_error()) {
        const char* const reason = ERR_reason_error_string(error);
        text += text.empty() ? "" : ", ";
        text += reason ? reason : "error " + std::to_string(error);
    }
    return text;
}

} // namespace gatereeve::gateway
