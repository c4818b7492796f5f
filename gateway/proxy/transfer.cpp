#include "gateway/proxy/transfer.h"

#include <cerrno>
#include <utility>

namespace gatereeve::gateway
{
namespace
{

constexpr size_t ShortBody = 512; // bytes

iovec partOf(std::string_view bytes)
{
    return {const_cast<char*>(bytes.data()), bytes.size()};
}

// Takes `written` bytes off the front of both.
void advance(std::string_view& first, std::string_view& second, size_t written)
{
    const size_t ofFirst = std::min(written, first.size());
    first.remove_prefix(ofFirst);
    second.remove_prefix(written - ofFirst);
}

ssize_t writeBoth(Socket& socket, std::string_view first, std::string_view second)
{
    const iovec parts[] = {partOf(first), partOf(second)};
    return socket.write(parts, 2);
}

} // namespace

Transfer::Transfer(Exchange& exchange, Socket& client, UpstreamConnection& upstream, const Request& request)
    : m_exchange(exchange),
      m_client(client),
      m_upstream(upstream),
      m_request(request),
      m_headUp(exchange.requestOut)
{
    m_exchange.fromUpstream.clear();
    m_exchange.response.progress = {}; // an earlier answer may have broken off within its head
    // What has come of the body goes out together with the head.
    const MessageBody::Piece piece = m_request.body.take(m_exchange.fromClient.view());
    m_exchange.fromClient.used(piece.consumed);
    m_bodyUp = piece.bytes;
    if (m_request.body.bad())
        m_end = TransferEnd::ClientBroken;
}

bool Transfer::step()
{
    const bool up = !m_end && stepUpload();
    const bool down = !m_end && stepDownload();
    return up || down;
}

bool Transfer::stepUpload()
{
    if (m_uploadDone)
        return false;
    if (!m_headUp.empty() || !m_bodyUp.empty())
        return writeUp();
    if (m_request.body.done()) {
        m_uploadDone = true;
        return true;
    }
    return readFromClient();
}

bool Transfer::writeUp()
{
    if (!m_upstream.socket.is(Writable))
        return false;
    const bool alone = m_bodyUp.empty() && !m_request.atOnce;
    const ssize_t written =
        alone ? m_upstream.socket.writeSoon(m_headUp) : writeBoth(m_upstream.socket, m_headUp, m_bodyUp);
    if (written == -EAGAIN)
        return false;
    if (written < 0) {
        // An upstream may answer before it has read everything, and close: look for that answer.
        m_uploadDone = m_uploadBroken = true;
        return true;
    }
    advance(m_headUp, m_bodyUp, static_cast<size_t>(written));
    if (m_headUp.empty() && m_bodyUp.empty() && m_request.body.done())
        m_uploadDone = true;
    return true;
}

bool Transfer::readFromClient()
{
    InputBuffer& input = m_exchange.fromClient;
    if (input.isEmpty()) {
        input.clear();
        if (!m_client.is(Readable))
            return false;
        const ssize_t got = m_client.read(input.space(), input.spaceSize());
        if (got == -EAGAIN)
            return false;
        if (got <= 0) {
            m_end = TransferEnd::ClientLost;
            return false;
        }
        m_uploaded += static_cast<uint64_t>(got);
        input.added(static_cast<size_t>(got));
    }
    const MessageBody::Piece piece = m_request.body.take(input.view());
    input.used(piece.consumed);
    m_bodyUp = piece.bytes;
    if (m_request.body.bad()) {
        m_end = answerBegun() ? TransferEnd::TornAnswer : TransferEnd::ClientBroken;
        return false;
    }
    return true;
}

bool Transfer::stepDownload()
{
    if (!m_headDown.empty() || !m_bodyDown.empty())
        return writeDown();
    if (m_headTaken) {
        if (m_answer.done()) {
            m_end = TransferEnd::Answered;
            return true;
        }
        if (!m_exchange.fromUpstream.isEmpty()) {
            nextAnswerPiece();
            return true;
        }
        m_exchange.fromUpstream.clear();
    } else if (!m_exchange.fromUpstream.isEmpty() && std::exchange(m_interimPassed, false)) {
        takeAnswerHead(); // what came behind an interim one
        return true;
    }
    return readFromUpstream();
}

bool Transfer::writeDown()
{
    if (!m_client.is(Writable))
        return false;
    const ssize_t written =
        m_bodyDown.empty() ? m_client.writeSoon(m_headDown) : writeBoth(m_client, m_headDown, m_bodyDown);
    if (written == -EAGAIN)
        return false;
    if (written < 0) {
        m_end = TransferEnd::ClientLost;
        return false;
    }
    m_downloaded += static_cast<uint64_t>(written);
    advance(m_headDown, m_bodyDown, static_cast<size_t>(written));
    if (m_headTaken && m_headDown.empty() && m_bodyDown.empty() && m_answer.done())
        m_end = m_upgraded ? TransferEnd::Upgraded : TransferEnd::Answered;
    return true;
}

bool Transfer::readFromUpstream()
{
    if (!m_upstream.socket.is(Readable))
        return false;
    InputBuffer& input = m_exchange.fromUpstream;
    if (!m_headTaken)
        input.makeSpace(); // interim heads that were passed on
    const ssize_t got = m_upstream.socket.read(input.space(), input.spaceSize());
    if (got == -EAGAIN)
        return false;
    if (got > 0) {
        m_anythingReceived = true;
        input.added(static_cast<size_t>(got));
        if (!m_headTaken)
            takeAnswerHead();
        return true;
    }
    if (m_headTaken)
        m_end = got == 0 && m_answer.endOfStream() ? TransferEnd::Answered : TransferEnd::TornAnswer;
    else
        m_end = m_upstream.reused && !m_anythingReceived ? TransferEnd::Stale : TransferEnd::Failed;
    return false;
}

void Transfer::takeAnswerHead()
{
    InputBuffer& input = m_exchange.fromUpstream;
    for (;;) {
        const HeadStatus status = parseResponseHead(input.view(), m_exchange.response);
        if (status.isIncomplete()) {
            input.makeSpace();
            if (input.spaceSize() > 0)
                return;
        }
        if (!status.isComplete()) {
            m_end = TransferEnd::Failed;
            return;
        }
        input.used(status.consumed);
        if (!m_exchange.response.isInterim())
            break;
        if (m_exchange.response.status == 101)
            return switchProtocols();
        // 100 was said by us, and HTTP/1.0 knows no others.
        if (m_exchange.response.status != 100 && m_request.clientVersion == HttpVersion::Http11)
            return passInterimHead();
    }
    const BodyLength length = bodyLengthOf(m_exchange.response, m_request.isHead);
    if (length.isBad()) {
        m_end = TransferEnd::Failed;
        return;
    }
    writeAnswerHead(length);
    nextAnswerPiece();
    if (m_end) {
        m_end = TransferEnd::Failed; // broken at once: nothing of it has gone to the client
    } else if (m_bodyDown.size() <= ShortBody) {
        // Copied, a short body goes out cheaper than as a part of its own.
        m_exchange.answerOut.append(std::exchange(m_bodyDown, {}));
        m_headDown = m_exchange.answerOut;
    }
}

// RFC 9110 15.2: a proxy passes on what it did not ask for itself.
void Transfer::passInterimHead()
{
    m_exchange.answerOut.clear();
    appendAnswerHead(m_exchange.answerOut, m_exchange.response, {}, {});
    m_headDown = m_exchange.answerOut;
    m_interimPassed = true;
}

// RFC 9110 7.8: only to the one protocol that was asked for, and only if it was.
void Transfer::switchProtocols()
{
    const ResponseHead& response = m_exchange.response;
    const auto protocol = response.fields.find(KnownField::Upgrade);
    if (!m_request.upgrade || !m_uploadDone || !response.connection.upgrade ||
        response.fields.count(KnownField::Upgrade) != 1 || !equalsIgnoringCase(*protocol, "websocket")) {
        m_end = TransferEnd::Failed;
        return;
    }
    AnswerRules rules;
    rules.rate = m_request.rate ? &*m_request.rate : nullptr;
    rules.ownFields = m_request.ownFields;
    rules.connection = AnswerRules::Connection::Upgrade;
    m_exchange.answerOut.clear();
    appendAnswerHead(m_exchange.answerOut, response, {}, rules);
    m_headDown = m_exchange.answerOut;
    m_status = response.status;
    m_headTaken = m_upgraded = true;
}

void Transfer::writeAnswerHead(const BodyLength& length)
{
    const bool unwrap = length.kind == BodyLength::Kind::Chunked && m_request.clientVersion == HttpVersion::Http10;
    m_answer = MessageBody(length, unwrap ? MessageBody::Chunks::Unwrapped : MessageBody::Chunks::Raw);
    m_endsWithClose = unwrap || length.kind == BodyLength::Kind::UntilClose;
    m_upstreamKeeps = m_exchange.response.keepsAlive() && length.kind != BodyLength::Kind::UntilClose;
    m_status = m_exchange.response.status;

    AnswerRules rules;
    rules.rate = m_request.rate ? &*m_request.rate : nullptr;
    rules.ownFields = m_request.ownFields;
    rules.clientVersion = m_request.clientVersion;
    // An answer before the end of the request: the rest of the request will not be read.
    if (m_closeClient || m_endsWithClose || !m_request.body.done())
        rules.connection = AnswerRules::Connection::Close;
    else if (m_request.sayKeepAlive)
        rules.connection = AnswerRules::Connection::KeepAlive;
    m_endsWithClose = m_endsWithClose || rules.connection == AnswerRules::Connection::Close;
    m_exchange.answerOut.clear();
    appendAnswerHead(m_exchange.answerOut, m_exchange.response, length, rules);
    m_headDown = m_exchange.answerOut;
    m_headTaken = true;
}

void Transfer::nextAnswerPiece()
{
    InputBuffer& input = m_exchange.fromUpstream;
    const MessageBody::Piece piece = m_answer.take(input.view());
    input.used(piece.consumed);
    m_bodyDown = piece.bytes;
    if (m_answer.bad() || (piece.consumed == 0 && !m_answer.done() && !input.isEmpty()))
        m_end = TransferEnd::TornAnswer;
}

Transfer::Interests Transfer::interests() const
{
    Interests interests;
    interests.client = Gone;
    if (!m_uploadDone) {
        if (!m_headUp.empty() || !m_bodyUp.empty())
            interests.upstream |= Writable;
        else
            interests.client |= Readable;
    }
    if (!m_headDown.empty() || !m_bodyDown.empty())
        interests.client |= Writable;
    else
        interests.upstream |= Readable;
    return interests;
}

bool Transfer::upstreamReusable() const
{
    return m_upstreamKeeps && m_uploadDone && !m_uploadBroken && m_exchange.fromUpstream.isEmpty();
}

bool Transfer::clientReusable() const
{
    return !m_endsWithClose && m_request.body.done() && m_uploadDone && !m_uploadBroken;
}

} // namespace gatereeve::gateway
