#pragma once

// One attempt to have a request answered by an upstream: bytes go both ways at once, each way with at most one buffer
// in hand, so that a slow side slows the other. No waiting in here: steps that move what can be moved now; who waits
// for what is said by interests().

#include "gateway/http/answerhead.h"
#include "gateway/proxy/exchange.h"
#include "gateway/proxy/messagebody.h"
#include "gateway/proxy/upstreampool.h"

#include <optional>

namespace gatereeve::gateway
{

enum class TransferEnd : uint8_t {
    Answered,   // completely
    Upgraded,   // 101 is sent: what follows is no HTTP
    Stale,      // the connection was dead before anything came back
    Failed,     // no answer, and nothing was sent to the client
    TimedOut,   // no answer head in time
    TornAnswer, // the answer began and broke off: the client must see a broken connection
    ClientLost,
    ClientSlow,  // it sent too little of its body in too long a time; nothing was sent to it yet
    ClientBroken // its body is no proper message; nothing was sent to it yet
};

class Transfer
{
public:
    struct Request {
        MessageBody& body; // what is still to come from the client
        bool isHead = false;
        HttpVersion clientVersion = HttpVersion::Http11;
        bool sayKeepAlive = false; // HTTP/1.0
        bool upgrade = false;      // to a WebSocket was asked for
        bool atOnce = false;       // may not be sent twice: goes while the connection is known to be alive
        std::optional<RateFields> rate;
        std::string_view ownFields; // AnswerRules
    };
    // `exchange.requestOut` is the head to be sent. All outlive it.
    Transfer(Exchange& exchange, Socket& client, UpstreamConnection& upstream, const Request& request);

    // Moves what can be moved; false when nothing could.
    bool step();
    const std::optional<TransferEnd>& end() const { return m_end; }
    void endAs(TransferEnd end) { m_end = end; }
    void closeClient() { m_closeClient = true; } // the answer is to say Connection: close, if it has not begun
    Socket& upstream() const { return m_upstream.socket; }

    struct Interests {
        uint8_t client = 0, upstream = 0;
    };
    Interests interests() const;
    bool answerBegun() const { return m_headTaken || !m_headDown.empty(); } // or an interim one, in part
    bool requestSent() const { return m_uploadDone; }
    uint64_t uploaded() const { return m_uploaded; }     // bytes of the body that were read after the first ones
    uint64_t downloaded() const { return m_downloaded; } // bytes of the answer that the client's side took
    // The client takes the end of the connection for the end of the answer.
    bool endsWithClose() const { return m_endsWithClose; }

    // After Answered.
    int status() const { return m_status; }
    bool upstreamReusable() const;
    bool clientReusable() const; // by what was sent; who asked for a close is another matter

private:
    bool stepUpload();
    bool stepDownload();
    bool writeUp();
    bool writeDown();
    bool readFromClient();
    bool readFromUpstream();
    void takeAnswerHead();
    void passInterimHead();
    void switchProtocols();
    void writeAnswerHead(const BodyLength& length);
    void nextAnswerPiece();

    Exchange& m_exchange;
    Socket& m_client;
    UpstreamConnection& m_upstream;
    const Request m_request;
    std::string_view m_headUp, m_bodyUp;     // to be written to the upstream
    std::string_view m_headDown, m_bodyDown; // to be written to the client
    MessageBody m_answer;
    std::optional<TransferEnd> m_end;
    int m_status = 0;
    uint64_t m_uploaded = 0, m_downloaded = 0;
    bool m_uploadDone = false, m_uploadBroken = false;
    bool m_closeClient = false;
    bool m_headTaken = false;
    bool m_anythingReceived = false;
    bool m_upgraded = false;
    bool m_interimPassed = false;
    bool m_upstreamKeeps = false;
    bool m_endsWithClose = false; // the client learns the end of the answer from the end of the connection
};

} // namespace gatereeve::gateway
