#pragma once

// One connection of a client: a coroutine that reads requests, has them decided, and refuses or forwards them. Lives on
// its worker's thread and deletes itself at its end.

#include "gateway/http/errorresponse.h"
#include "gateway/proxy/transfer.h"
#include "gateway/proxy/worker.h"

namespace gatereeve::gateway
{

class ClientConnection final
{
public:
    // Takes the descriptor over.
    static void begin(Worker& worker, int descriptor, Door door);
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    void drain(); // ends it when it is idle; a request under way is answered with Connection: close
    void cut();   // ends it now

    ClientConnection* previous = nullptr; // in the worker's list
    ClientConnection* next = nullptr;

private:
    enum class Surplus : uint8_t { No, OfWorker, OfAddress };
    // What is known of the request under way apart from its bytes.
    struct Current {
        // Pinned: the whole request is decided on the generation it began with.
        std::shared_ptr<Enforcer> enforcer;
        Decision decision;
        int64_t startedMicroseconds = 0; // steady
        BodyLength bodyLength;
        MessageBody body; // how much of it is still to come from the client
        ErrorFormat errorFormat = ErrorFormat::Json;
        HttpVersion version = HttpVersion::Http11;
        bool isHead = false;
        bool keepsAlive = false;
        bool continueAwaited = false; // the client waits for 100 before it sends the body
    };
    enum class Ended : uint8_t {
        Kept,      // the connection may carry the next request
        Lingering, // answered; close once the client has read it
        Closed
    };
    enum class WholeBody : uint8_t { Read, TooLarge, Malformed, TimedOut, ClientLost };
    ClientConnection(Worker& worker, int descriptor, Door door);
    ~ClientConnection();

    Task run();
    Async<bool> protect();
    void recordHandshake(bool plainHttp);
    Async<bool> untilReadable();
    Async<bool> untilSent();
    Async<bool> readHead();
    Async<bool> refuseHead(Refusal refusal, Cause cause);
    Async<Ended> answerRequest();
    Async<Ended> answerAdmin(Current& current);
    Async<Ended> sendAdmin(Current& current, AdminResponse response);
    Async<Ended> answerApi(Current& current);
    Async<Ended> answerLimits(Current& current, const CompiledApi& api, const RequestFacts& facts);
    Async<bool> untilAskedAgain(Current& current, const Outcome& outcome, const Enforcer& enforcer);
    Async<Ended> forward(Current& current, const Enforcer& enforcer, const CompiledApi& api, const Outcome& outcome,
                         std::string_view restOfPath, size_t listenPathBytes);
    Async<TransferEnd> transfer(const Current& current, Transfer& transfer, SteadyMilliseconds answerWithin);
    Async<Ended> refuse(Current& current, const GatewaySettings& settings);
    Async<Ended> refuse(Current& current, Refusal refusal, RefusalForm form);
    Async<Ended> send(Current& current, int status, std::string_view answer);
    Async<bool> sayContinue(Current& current);
    Async<bool> writeAll(std::string_view bytes);
    Async<WholeBody> readWhole(Current& current, std::string& body, size_t maximum);
    Async<bool> linger();

    void start(Current& current);
    void finish(Current& current, int status);
    void skipBody(Current& current);
    bool mustClose(const Current& current) const;
    // `tokenHeader`: what the field for the token says.
    RequestFacts factsOf(const Current& current, const Route& route, std::string_view path,
                         std::string_view tokenHeader) const;
    bool takeVersionOut(const CompiledApi& api, std::string_view version, std::string_view decodedPath,
                        size_t& listenPathBytes);

    Worker& m_worker;
    Socket m_socket;
    const Door m_door;
    std::unique_ptr<Exchange> m_exchange; // null while idle
    Socket* m_tunnelled = nullptr;        // the upstream's, after an upgrade
    std::string m_address;                // of the client, in digits
    uint16_t m_port = 0;
    uint32_t m_requests = 0;
    uint16_t m_callerSlot = 0;
    uint32_t m_ofCaller = 0; // connections of its address, with this one
    bool m_idle = true;
    Surplus m_surplus = Surplus::No; // one too many: it gets one answer
};

} // namespace gatereeve::gateway
