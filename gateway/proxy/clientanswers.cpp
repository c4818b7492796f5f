// The part of a client's connection that answers by itself: refusals, and what is ours as a whole.

#include "gateway/proxy/clientconnection.h"
#include "gateway/proxy/refusals.h"

#include <utility>

namespace gatereeve::gateway
{

// What came is no request, or not all of one: there is an answer and a decision all the same. Always false.
Async<bool> ClientConnection::refuseHead(Refusal refusal, Cause cause)
{
    Current current;
    current.decision.clientPort = m_port;
    current.decision.requestOfConnection = ++m_requests;
    current.decision.stoppedAt = Check::Framing;
    current.decision.cause = cause;
    start(current);
    if (co_await refuse(current, refusal, {}) == Ended::Lingering)
        co_await linger();
    co_return false;
}

// A body that is here already is skipped; for one that is still on its way the connection ends.
void ClientConnection::skipBody(Current& current)
{
    InputBuffer& input = m_exchange->fromClient;
    while (!current.body.done()) {
        const MessageBody::Piece piece = current.body.take(input.view());
        input.used(piece.consumed);
        if (piece.consumed == 0)
            break;
    }
    if (!current.body.done() || current.body.bad())
        current.keepsAlive = false;
}

Async<ClientConnection::Ended> ClientConnection::refuse(Current& current, const GatewaySettings& settings)
{
    RefusalForm form;
    form.hideGenerator = settings.hideGeneratorHeader;
    form.retryAfter = refusalFor(current.decision.cause) == Refusal::Overloaded ? limits::overloadPause : 0;
    if (const OverrideMessage* own = overrideFor(current.decision.cause, settings)) {
        form.message = own->message;
        form.status = static_cast<int>(own->code);
    }
    co_return co_await refuse(current, refusalFor(current.decision.cause), form);
}

Async<ClientConnection::Ended> ClientConnection::refuse(Current& current, Refusal refusal, RefusalForm form)
{
    Exchange& x = *m_exchange;
    skipBody(current);
    form.format = current.errorFormat;
    form.answersHead = current.isHead;
    form.close = mustClose(current);
    const int status = form.status > 0 ? form.status : refusalText(refusal).status;
    const auto page = errorTemplate(current.enforcer->snapshot()->errorPages, status, form.format);
    form.errorTemplate = page ? &*page : nullptr;
    x.answerOut.clear();
    appendRefusal(x.answerOut, refusal, form);
    co_return co_await send(current, status, x.answerOut);
}

// The whole answer is ours.
Async<ClientConnection::Ended> ClientConnection::send(Current& current, int status, std::string_view answer)
{
    finish(current, status);
    if (!co_await writeAll(answer))
        co_return Ended::Closed;
    if (mustClose(current))
        co_return Ended::Lingering;
    // Our own answers to requests whose body was not read.
    const MessageBody::Piece piece = current.body.take(m_exchange->fromClient.view());
    m_exchange->fromClient.used(piece.consumed);
    co_return current.body.done() && !current.body.bad() ? Ended::Kept : Ended::Lingering;
}

Async<bool> ClientConnection::sayContinue(Current& current)
{
    if (!std::exchange(current.continueAwaited, false))
        co_return true;
    co_return co_await writeAll("HTTP/1.1 100 Continue\r\n\r\n");
}

} // namespace gatereeve::gateway
