// The part of a client's connection that speaks with the admin API.

#include "gateway/http/statusline.h"
#include "gateway/proxy/clientconnection.h"

#include <cerrno>

namespace gatereeve::gateway
{

Async<ClientConnection::Ended> ClientConnection::answerAdmin(Current& current)
{
    Exchange& x = *m_exchange;
    AdminRequest request;
    request.method = x.request.method;
    request.path = x.request.path;
    request.query = x.request.query;
    request.secret = x.request.fields.find("X-Tyk-Authorization").value_or(std::string_view());
    if (!AdminApi::admits(request.secret, m_worker.enforcer()->snapshot()->settings))
        co_return co_await sendAdmin(current, AdminApi::noAdmittance());
    if (!co_await sayContinue(current))
        co_return Ended::Closed;
    const WholeBody read = co_await readWhole(current, request.body, limits::adminBodyBytes);
    if (read == WholeBody::ClientLost)
        co_return Ended::Closed;
    if (read != WholeBody::Read) {
        current.decision.stoppedAt = Check::Framing;
        current.decision.cause = read == WholeBody::TooLarge ? Cause::TooLarge : Cause::Malformed;
        current.keepsAlive = false;
        co_return co_await refuse(current,
                                  read == WholeBody::TooLarge   ? Refusal::BodyTooLarge
                                  : read == WholeBody::TimedOut ? Refusal::RequestTimeout
                                                                : Refusal::Malformed,
                                  {});
    }

    Completion<AdminResponse> completion;
    Reactor& reactor = m_worker.reactor();
    m_worker.surroundings().admin(std::move(request), [&completion, &reactor](AdminResponse response) {
        reactor.post(
            [&completion, response = std::move(response)]() mutable { completion.complete(std::move(response)); });
    });
    co_return co_await sendAdmin(current, co_await completion);
}

Async<ClientConnection::Ended> ClientConnection::sendAdmin(Current& current, AdminResponse response)
{
    skipBody(current);
    std::string answer;
    appendStatusLine(answer, response.status);
    appendField(answer, "Content-Type", response.contentType);
    appendField(answer, "Content-Length", static_cast<int64_t>(response.body.size()));
    if (mustClose(current))
        appendField(answer, "Connection", "close");
    answer += "\r\n";
    if (!current.isHead)
        answer += response.body;
    co_return co_await send(current, response.status, answer);
}

Async<ClientConnection::WholeBody> ClientConnection::readWhole(Current& current, std::string& body, size_t maximum)
{
    Reactor& reactor = m_worker.reactor();
    const SteadyMilliseconds deadline = reactor.now() + limits::bodyTimeout;
    InputBuffer& input = m_exchange->fromClient;
    current.body = MessageBody(current.bodyLength, MessageBody::Chunks::Unwrapped);
    for (;;) {
        const MessageBody::Piece piece = current.body.take(input.view());
        body += piece.bytes;
        input.used(piece.consumed);
        if (current.body.bad())
            co_return WholeBody::Malformed;
        if (body.size() > maximum)
            co_return WholeBody::TooLarge;
        if (current.body.done())
            co_return WholeBody::Read;
        if (piece.consumed > 0)
            continue;
        input.makeSpace();
        const ssize_t got = m_socket.is(Readable) ? m_socket.read(input.space(), input.spaceSize()) : -EAGAIN;
        if (got > 0) {
            input.added(static_cast<size_t>(got));
            continue;
        }
        if (got != -EAGAIN)
            co_return WholeBody::ClientLost;
        if (co_await reactor.wait(deadline, m_socket, Readable) == Woken::TimedOut)
            co_return WholeBody::TimedOut;
    }
}

} // namespace gatereeve::gateway
