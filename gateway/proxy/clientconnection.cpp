#include "gateway/proxy/clientconnection.h"

#include "core/engine/servingrules.h"

#include "gateway/http/forwardhead.h"
#include "gateway/http/requestpath.h"
#include "gateway/http/requestvalues.h"
#include "gateway/http/statusline.h"
#include "gateway/proxy/clientpace.h"
#include "gateway/proxy/credentials.h"
#include "gateway/proxy/peeraddress.h"
#include "gateway/proxy/refusals.h"
#include "gateway/proxy/tunnel.h"
#include "gateway/proxy/upstreamturn.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

namespace gatereeve::gateway
{
namespace
{

int64_t steadyMicroseconds()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1'000;
}

void stop(Decision& decision, Check check, Cause cause)
{
    decision.stoppedAt = check;
    decision.cause = cause;
}

// RFC 9110 9.2.2: what may be sent once more when nobody knows whether it arrived.
bool isIdempotent(std::string_view method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS" ||
           method == "TRACE";
}

Cause causeOf(TlsFailure failure)
{
    switch (failure) {
    case TlsFailure::Untrusted:
        return Cause::CertificateUntrusted;
    case TlsFailure::OtherHost:
        return Cause::CertificateOfOtherHost;
    case TlsFailure::OutOfDate:
        return Cause::CertificateOutOfDate;
    case TlsFailure::None:
    case TlsFailure::Protocol:
    case TlsFailure::OtherProtocol:
        break;
    }
    return Cause::HandshakeFailed;
}

Cause causeOf(const ConnectResult& connected)
{
    switch (connected.failure) {
    case ConnectFailure::Handshake:
        return causeOf(connected.tls);
    case ConnectFailure::NotResolved:
        return Cause::ResolveFailed;
    case ConnectFailure::TimedOut:
        return Cause::UpstreamTimeout;
    case ConnectFailure::ClientLost:
        return Cause::ClientGone;
    case ConnectFailure::None:
    case ConnectFailure::Refused:
        break;
    }
    return Cause::ConnectFailed;
}

std::string_view healthPath(const GatewaySettings& settings)
{
    return settings.healthCheckEndpointName.empty() ? std::string_view("hello") : settings.healthCheckEndpointName;
}

} // namespace

void ClientConnection::begin(Worker& worker, int descriptor, Door door)
{
    auto* connection = new ClientConnection(worker, descriptor, door); // deleted at the end of run()
    if (connection->m_ofCaller > worker.surroundings().ceilings.connectionsOfAddress + limits::surplusOfAddress)
        delete connection;
    else
        connection->run();
}

ClientConnection::ClientConnection(Worker& worker, int descriptor, Door door)
    : m_worker(worker),
      m_socket(worker.reactor(), descriptor, true),
      m_door(door)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    readPeer(descriptor, m_address, m_port);
    m_worker.add(*this);
    if (m_door != Door::Control) { // where operators must get in whoever else stands at the other door
        CallerCounts& callers = m_worker.surroundings().callers;
        m_callerSlot = callers.slotOf(m_address);
        m_ofCaller = callers.enter(m_callerSlot);
    }
    if (m_worker.isFull())
        m_surplus = Surplus::OfWorker;
    else if (m_ofCaller > m_worker.surroundings().ceilings.connectionsOfAddress)
        m_surplus = Surplus::OfAddress;
}

ClientConnection::~ClientConnection()
{
    if (m_exchange)
        m_worker.giveBack(std::move(m_exchange));
    if (m_ofCaller > 0)
        m_worker.surroundings().callers.leave(m_callerSlot);
    m_worker.remove(*this);
}

void ClientConnection::drain()
{
    if (!m_idle)
        return;
    const bool ended = m_socket.endSending(); // TLS tells an end from a cut
    if (ended || !m_socket.is(Unsent))        // the rest of an answer goes first: untilReadable()
        m_socket.shutDown();
}

void ClientConnection::cut()
{
    m_socket.shutDown();
    if (m_tunnelled)
        m_tunnelled->shutDown();
}

Task ClientConnection::run()
{
    const bool isProtected = m_worker.surroundings().tls != nullptr;
    Ended ended = !isProtected || co_await protect() ? Ended::Kept : Ended::Closed;
    while (ended == Ended::Kept && co_await untilReadable()) {
        if (!m_exchange)
            m_exchange = m_worker.takeExchange();
        ended = co_await readHead() ? co_await answerRequest() : Ended::Closed;
        if (ended == Ended::Kept && m_exchange->fromClient.isEmpty())
            m_worker.giveBack(std::move(m_exchange));
        else if (ended == Ended::Kept && m_requests % limits::stepsPerTurn == 0)
            co_await m_worker.reactor().nextTurn(); // it pipelines
    }
    if (ended == Ended::Lingering)
        co_await linger();
    else if (ended == Ended::Kept && isProtected)
        m_socket.endSending(); // it was idle: nothing was cut
    else
        co_await untilSent();
    delete this;
}

Async<bool> ClientConnection::readHead()
{
    Exchange& x = *m_exchange;
    Reactor& reactor = m_worker.reactor();
    const SteadyMilliseconds deadline = reactor.now() + m_worker.surroundings().deadlines.head;
    x.request.progress = {};
    x.fromClient.makeSpace();
    for (;;) {
        if (!x.fromClient.isEmpty()) {
            const HeadStatus status = parseRequestHead(x.fromClient.view(), x.request);
            if (status.isComplete()) {
                x.fromClient.used(status.consumed);
                co_return true;
            }
            if (status.isBad() || x.fromClient.spaceSize() == 0)
                co_return co_await refuseHead(status.isBad() ? refusalFor(status.fault) : Refusal::HeadTooLarge,
                                              Cause::Malformed);
        }
        const ssize_t got =
            m_socket.is(Readable) ? m_socket.read(x.fromClient.space(), x.fromClient.spaceSize()) : -EAGAIN;
        if (got > 0) {
            x.fromClient.added(static_cast<size_t>(got));
            continue;
        }
        if (got != -EAGAIN)
            co_return false;
        if (co_await reactor.wait(deadline, m_socket, Readable) == Woken::TimedOut) {
            if (!x.fromClient.isEmpty())
                co_await refuseHead(Refusal::RequestTimeout, Cause::HeadSlow);
            co_return false;
        }
    }
}

void ClientConnection::start(Current& current)
{
    current.startedMicroseconds = steadyMicroseconds();
    current.decision.time = m_worker.surroundings().clock.now();
    current.enforcer = m_worker.enforcer();
    current.decision.generation = current.enforcer->snapshot()->generation;
    current.decision.overlay = !m_worker.surroundings().clock.isReal();
}

void ClientConnection::finish(Current& current, int status)
{
    current.decision.status = static_cast<uint16_t>(status);
    current.decision.durationMicroseconds = static_cast<uint32_t>(steadyMicroseconds() - current.startedMicroseconds);
    m_worker.record(current.decision, *current.enforcer->snapshot());
}

bool ClientConnection::mustClose(const Current& current) const
{
    return !current.keepsAlive || m_worker.isDraining();
}

Async<ClientConnection::Ended> ClientConnection::answerRequest()
{
    const RequestHead& head = m_exchange->request;
    Current current;
    current.decision.clientPort = m_port;
    current.decision.requestOfConnection = ++m_requests;
    current.decision.method.set(head.method);
    current.decision.path.set(head.path);
    current.isHead = head.isHead();
    current.version = head.version;
    current.errorFormat = errorFormat(head.fields.find(KnownField::ContentType).value_or(std::string_view()));
    current.bodyLength = bodyLengthOf(head);
    start(current);

    const GatewaySettings& settings = current.enforcer->snapshot()->settings;
    if (current.bodyLength.isBad()) {
        stop(current.decision, Check::Framing, Cause::Malformed);
        co_return co_await refuse(current, refusalFor(current.bodyLength.fault), {});
    }
    current.keepsAlive = head.keepsAlive() && !settings.closeConnections;
    current.body = MessageBody(current.bodyLength);
    current.continueAwaited = head.expectsContinue && !current.body.done();

    if (m_door != Door::Gateway && AdminApi::owns(head.path))
        co_return co_await answerAdmin(current);
    if (m_door != Door::Control) {
        if (head.path.size() > 1 && head.path.substr(1) == healthPath(settings)) {
            m_exchange->answerOut.clear();
            appendPlainAnswer(m_exchange->answerOut, 200, "Hello Tiki", current.isHead, mustClose(current));
            co_return co_await send(current, 200, m_exchange->answerOut);
        }
        co_return co_await answerApi(current);
    }
    stop(current.decision, Check::Route, Cause::NoListenPath);
    m_exchange->answerOut.clear();
    appendNotFound(m_exchange->answerOut, current.isHead, mustClose(current));
    co_return co_await send(current, 404, m_exchange->answerOut);
}

Async<ClientConnection::Ended> ClientConnection::answerApi(Current& current)
{
    Exchange& x = *m_exchange;
    Enforcer& enforcer = *current.enforcer;
    const Snapshot& snapshot = *enforcer.snapshot();
    if (m_surplus != Surplus::No) [[unlikely]] {
        stop(current.decision, Check::Framing,
             m_surplus == Surplus::OfWorker ? Cause::Overloaded : Cause::AddressOverloaded);
        current.keepsAlive = false;
        co_return co_await refuse(current, snapshot.settings);
    }
    const PathCleaning cleaning = snapshot.settings.skipUrlCleaning ? PathCleaning::Off : PathCleaning::On;
    const PathReading reading = readPath(x.request.path, cleaning, x.pathScratch);
    if (reading.verdict == PathReading::Verdict::Bad) {
        stop(current.decision, Check::Framing, Cause::Malformed);
        co_return co_await refuse(current, refusalFor(reading.fault), {});
    }
    if (reading.verdict == PathReading::Verdict::Uncleaned) {
        stop(current.decision, Check::Route, Cause::NoListenPath);
        x.answerOut.clear();
        appendRedirect(x.answerOut, x.request.path, x.request.query, mustClose(current));
        co_return co_await send(current, 301, x.answerOut);
    }
    const Route route = enforcer.route(reading.path);
    if (!route.api) {
        stop(current.decision, Check::Route, Cause::NoListenPath);
        x.answerOut.clear();
        appendNotFound(x.answerOut, current.isHead, mustClose(current));
        co_return co_await send(current, 404, x.answerOut);
    }
    const CompiledApi& api = *route.api;
    current.decision.apiIndex = static_cast<uint32_t>(api.index);

    size_t listenPathBytes = api.definition.stripListenPath ? sentLength(x.request.path, route.length) : 0;
    // Of several, the upstream might take another one than we checked.
    const HeaderFields::Occurrences tokens = x.request.fields.search(api.tokenHeader);
    if ((!api.definition.useKeyless && tokens.count > 1) || !isGoodRest(x.request.path.substr(listenPathBytes))) {
        stop(current.decision, Check::Framing, Cause::Malformed);
        co_return co_await refuse(current, Refusal::Malformed, {});
    }
    RequestFacts facts = factsOf(current, route, reading.path, tokens.first);
    if (facts.token.size() > 4)
        current.decision.keyTail.set(facts.token.substr(facts.token.size() - 4));
    if (!api.definition.useKeyless && reading.path.substr(route.length) == "tyk/rate-limits/")
        co_return co_await answerLimits(current, api, facts);

    Outcome outcome = enforcer.decide(api, facts, current.decision.time, current.decision);
    for (int64_t tries = 0; tries < outcome.throttleRetries && co_await untilAskedAgain(current, outcome, enforcer);
         ++tries) {
        facts.askedAgain = true;
        outcome = enforcer.decide(api, facts, m_worker.surroundings().clock.now(), current.decision);
    }
    if (!outcome.passed)
        co_return co_await refuse(current, snapshot.settings);
    if (outcome.reply) {
        std::string answer;
        appendStatusLine(answer, static_cast<int>(outcome.reply->code));
        for (const auto& [name, value] : outcome.reply->headers)
            appendField(answer, name, value);
        appendField(answer, "Content-Length", static_cast<int64_t>(outcome.reply->data.size()));
        if (mustClose(current))
            appendField(answer, "Connection", "close");
        answer += "\r\n";
        if (!current.isHead)
            answer += outcome.reply->data;
        co_return co_await send(current, static_cast<int>(outcome.reply->code), answer);
    }
    if (api.definition.versionStripPath && api.definition.versionLocation == "url") {
        bool good = takeVersionOut(api, facts.version, reading.path, listenPathBytes);
        if (outcome.versionDefaulted && servingRulesFor(snapshot.profile).defaultVersionKeepsPath)
            listenPathBytes = 0;
        good = good && isGoodRest(x.request.path.substr(listenPathBytes));
        if (!good) {
            stop(current.decision, Check::Framing, Cause::Malformed);
            co_return co_await refuse(current, Refusal::Malformed, {});
        }
    }
    co_return co_await forward(current, enforcer, api, outcome, facts.rest, listenPathBytes);
}

// location "url" with strip_path: the first "<version>/" of the path is not for the upstream (gateway-behaviour.md 6).
// Looked for where it was matched, in the decoded path: "/%761/..v1/" names version "v1" and holds another "v1/".
// False: what is left hides a dot segment.
bool ClientConnection::takeVersionOut(const CompiledApi& api, std::string_view version, std::string_view decodedPath,
                                      size_t& listenPathBytes)
{
    Exchange& x = *m_exchange;
    if (api.definition.notVersioned || version.empty())
        return true;
    const std::string segment = std::string(version) + '/';
    const size_t found = decodedPath.find(segment);
    if (found == std::string::npos)
        return true;
    const size_t begin = sentLength(x.request.path, found);
    const size_t size = sentLength(x.request.path, found + segment.size()) - begin;
    x.forwardedPath.assign(x.request.path).erase(begin, size);
    if (begin < listenPathBytes)
        listenPathBytes -= std::min(size, listenPathBytes - begin);
    x.request.path = x.forwardedPath;
    std::string scratch;
    return readPath(x.forwardedPath, PathCleaning::Off, scratch).verdict == PathReading::Verdict::Good;
}

Async<ClientConnection::Ended> ClientConnection::forward(Current& current, const Enforcer& enforcer,
                                                         const CompiledApi& api, const Outcome& outcome,
                                                         std::string_view restOfPath, size_t listenPathBytes)
{
    Exchange& x = *m_exchange;
    const GatewaySettings& settings = enforcer.snapshot()->settings;
    const std::shared_ptr<const Target> echo = m_worker.echoTarget();
    const Target& target = echo ? *echo : *outcome.target;

    ForwardRules rules;
    rules.targetPath = outcome.target->writtenPath;
    rules.targetQuery = outcome.target->query;
    rules.authority = outcome.target->authority;
    rules.preserveHost = api.definition.preserveHostHeader;
    rules.keepTargetSlash = api.definition.disableStripSlash;
    rules.listenPathBytes = listenPathBytes;
    rules.clientAddress = m_address;
    if (api.definition.stripAuthData) {
        rules.strippedField = api.tokenHeader;
        rules.strippedParameter = api.tokenParam;
        rules.strippedCookie = api.definition.auth.headerName.empty()
                                   ? std::string_view("Authorization")
                                   : std::string_view(api.definition.auth.headerName);
        rules.strippedQueryIsSorted = servingRulesFor(enforcer.snapshot()->profile).strippedQueryIsSorted;
    }
    rules.closeUpstream = settings.proxyCloseConnections;
    if (outcome.version && (rules.changes = outcome.version->changes())) {
        rules.pathChanges = outcome.version->pathChanges(x.request.method, restOfPath);
        rules.meta = outcome.meta;
    }
    rules.upgrade = settings.enableWebsockets && asksForWebSocket(x.request, current.bodyLength);
    x.requestOut.clear();
    appendForwardHead(x.requestOut, x.request, current.bodyLength, rules);

    const bool mayRepeat = isIdempotent(x.request.method) && current.body.done();
    Transfer::Request request{.body = current.body, .rate = {}, .ownFields = {}};
    request.isHead = current.isHead;
    request.atOnce = !mayRepeat;
    request.clientVersion = current.version;
    request.sayKeepAlive = current.version == HttpVersion::Http10;
    request.upgrade = rules.upgrade;
    if (outcome.limitsShown)
        request.rate = RateFields{outcome.quotaMaximum, outcome.quotaRemaining, outcome.quotaRenews};
    if (outcome.version)
        request.ownFields = outcome.version->answerFields(outcome.versionDefaulted);
    const SteadyMilliseconds answerWithin = outcome.hardTimeout > 0 ? outcome.hardTimeout
                                            : settings.proxyDefaultTimeout > 0
                                                ? milliseconds(settings.proxyDefaultTimeout)
                                                : m_worker.surroundings().deadlines.answer;
    UpstreamPool& pool = m_worker.upstreams();
    UpstreamTurn turn(pool, target);
    if (!turn.isTaken() && !co_await turn.wait(m_socket)) [[unlikely]] {
        stop(current.decision, Check::Upstream, m_socket.is(Gone) ? Cause::ClientGone : Cause::UpstreamOverloaded);
        co_return co_await refuse(current, settings);
    }
    if (current.continueAwaited && !co_await sayContinue(current)) [[unlikely]]
        co_return Ended::Closed;

    // A request that may not be repeated goes on a connection that has just been looked at.
    std::unique_ptr<UpstreamConnection> upstream = UpstreamPool::takeIdle(turn.service(), !mayRepeat);
    for (;;) {
        if (!upstream) {
            ConnectResult connected = co_await pool.connect(target, m_socket);
            if (!connected.connection) {
                stop(current.decision, Check::Upstream, causeOf(connected));
                co_return co_await refuse(current, settings);
            }
            upstream = std::move(connected.connection);
        }
        Transfer attempt(x, m_socket, *upstream, request);
        const TransferEnd end = co_await transfer(current, attempt, answerWithin);
        if (end == TransferEnd::Stale && mayRepeat) {
            upstream.reset();
            continue;
        }
        if (end == TransferEnd::Answered) {
            if (attempt.upstreamReusable() && !rules.closeUpstream)
                pool.giveBack(turn.service(), std::move(upstream));
            finish(current, attempt.status());
            if (attempt.clientReusable() && !mustClose(current))
                co_return Ended::Kept;
            co_return Ended::Lingering;
        }
        if (end == TransferEnd::Upgraded) {
            finish(current, attempt.status());
            m_tunnelled = &upstream->socket;
            turn.giveBack();
            current.enforcer.reset(); // a tunnel may live for days: its generation, and all refers to it, must not
            co_await tunnel(m_worker.reactor(), x, m_socket, upstream->socket,
                            m_worker.surroundings().deadlines.tunnel);
            m_tunnelled = nullptr;
            co_return Ended::Closed;
        }
        const bool nothingSent = end == TransferEnd::Stale || end == TransferEnd::Failed ||
                                 end == TransferEnd::TimedOut || end == TransferEnd::ClientBroken ||
                                 end == TransferEnd::ClientSlow;
        stop(current.decision, Check::Upstream,
             end == TransferEnd::TimedOut       ? Cause::UpstreamTimeout
             : end == TransferEnd::ClientLost   ? Cause::ClientGone
             : end == TransferEnd::ClientSlow   ? Cause::ClientSlow
             : end == TransferEnd::ClientBroken ? Cause::Malformed
                                                : Cause::UpstreamBroken);
        if (nothingSent)
            co_return co_await refuse(current, settings);
        finish(current, end == TransferEnd::ClientLost ? 499 : attempt.status());
        // A half-sent answer must not look whole, also where the end of the connection is the end of the answer.
        if (attempt.endsWithClose())
            m_socket.breakOff();
        co_return Ended::Closed;
    }
}

Async<TransferEnd> ClientConnection::transfer(const Current& current, Transfer& transfer,
                                              SteadyMilliseconds answerWithin)
{
    Reactor& reactor = m_worker.reactor();
    Socket& upstream = transfer.upstream();
    const Deadlines& deadlines = m_worker.surroundings().deadlines;
    SteadyMilliseconds answerDue = 0; // set when the request has been sent
    ClientPace up(deadlines.slowClient), down(deadlines.slowClient);
    for (unsigned steps = 1; !transfer.end(); ++steps) {
        if (mustClose(current)) // also when the gateway began to stop meanwhile
            transfer.closeClient();
        const bool moved = transfer.step();
        if (transfer.requestSent() && answerDue == 0)
            answerDue = reactor.now() + answerWithin;
        if (moved) {
            if (steps % limits::stepsPerTurn == 0) {
                co_await reactor.nextTurn();
                if (answerDue != 0 && !transfer.answerBegun() && reactor.now() > answerDue)
                    transfer.endAs(TransferEnd::TimedOut); // interim answers without a pause are none
            }
            continue;
        }
        if (transfer.end())
            break;
        const bool headAwaited = transfer.requestSent() && !transfer.answerBegun();
        const Transfer::Interests interests = transfer.interests();
        const bool bodyAwaited = (interests.client & Readable) != 0, readerAwaited = (interests.client & Writable) != 0;
        const SteadyMilliseconds before = reactor.now();
        SteadyMilliseconds deadline = headAwaited ? answerDue : before + deadlines.body;
        if (bodyAwaited)
            deadline = std::min(deadline, before + up.left(transfer.uploaded()));
        if (readerAwaited)
            deadline = std::min(deadline, before + down.left(transfer.downloaded()));
        const Woken woken = co_await reactor.wait(deadline, m_socket, interests.client, upstream, interests.upstream);
        if (bodyAwaited)
            up.waited(reactor.now() - before);
        if (readerAwaited)
            down.waited(reactor.now() - before);
        if (woken == Woken::TimedOut)
            transfer.endAs(transfer.answerBegun() ? TransferEnd::TornAnswer
                           : bodyAwaited          ? TransferEnd::ClientSlow
                                                  : TransferEnd::TimedOut);
        else if (m_socket.is(Gone))
            transfer.endAs(TransferEnd::ClientLost);
    }
    co_return *transfer.end();
}

} // namespace gatereeve::gateway
