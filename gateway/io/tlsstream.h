#pragma once

// One protected connection (TLS 1.2 and 1.3, OpenSSL) over a descriptor that does not block: what a Socket does with
// its bytes once they are protected. One thread; never waits. Its Socket owns it and keeps the readiness.

#include <openssl/types.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstdint>
#include <string>

namespace gatereeve::gateway
{

enum class TlsFailure : uint8_t {
    None,
    Protocol,     // no agreement, no TLS at all, or broken off
    Untrusted,    // the peer's certificate comes from nobody who is trusted
    OtherHost,    // it is for another name or address
    OutOfDate,    // it has expired, or is not valid yet
    OtherProtocol // the peer insists on something other than HTTP/1.1 (ALPN)
};

class TlsStream
{
public:
    enum class Step : uint8_t { Done, WantsRead, WantsWrite, Failed };

    // Takes `ssl` over, made for its role. `descriptor` stays its Socket's.
    TlsStream(SSL* ssl, int descriptor);
    ~TlsStream();
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    // Until Done, nothing else may be called. failure() says why it Failed.
    Step shakeHands();
    TlsFailure failure() const { return m_failure; }
    bool isResumed() const;
    bool hasHeard() const; // any byte at all
    // The peer spoke HTTP without TLS.
    bool isPlainHttp() const { return m_isPlainHttp; }

    // As Socket's. 0 only after the peer's close_notify: whoever cuts the connection can't make a message look whole
    // (RFC 8446 6.1).
    ssize_t read(char* bytes, size_t size);
    // One call is at most one record; of several parts one record is made.
    ssize_t write(const iovec* parts, int count);
    // Nothing to be read but what belongs to TLS itself, and no end.
    bool isQuiet();
    // close_notify. False: the descriptor takes nothing now, call again when it does.
    bool endSending();

    // After a read that gave bytes: nothing more is here, and the descriptor was drained.
    bool isDrained() const;
    // What an -EAGAIN waits for, where that is the other direction.
    bool readWantsWritable() const { return m_readWantsWritable; }
    bool writeWantsReadable() const { return m_writeWantsReadable; }

private:
    friend struct TlsTransport;
    ssize_t problem(int result);

    SSL* m_ssl;
    int m_descriptor;
    bool m_shaken = false, m_broken = false;
    bool m_cameShort = false; // the last receive brought less than it had space for
    bool m_readWantsWritable = false, m_writeWantsReadable = false;
    bool m_isPlainHttp = false;
    TlsFailure m_failure = TlsFailure::None;
};

// "http/1.1" as ALPN writes it (RFC 7301).
inline constexpr unsigned char AlpnHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

// What every context of ours has in common: no renegotiation, no compression, writes that may be partial, small idle
// connections. Null when OpenSSL gives none.
enum class TlsRole : uint8_t { Client, Server };
SSL_CTX* newTlsContext(TlsRole role);

// The reasons that OpenSSL has kept for this thread, in its words; empties them.
std::string takeTlsErrors();

} // namespace gatereeve::gateway
