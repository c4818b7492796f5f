#include "app/http/responsereader.h"

namespace gatereeve::app
{

std::string HttpAnswer::header(std::string_view name) const
{
    for (const auto& [known, value] : headers) {
        if (gateway::equalsIgnoringCase(known, name))
            return value;
    }
    return {};
}

std::optional<Result<HttpAnswer>> ResponseReader::add(std::string_view bytes)
{
    m_bytes += bytes;
    if (!m_headRead) {
        if (auto failed = readHead())
            return failed;
        if (!m_headRead)
            return std::nullopt;
    }
    return readBody();
}

std::optional<Result<HttpAnswer>> ResponseReader::readHead()
{
    gateway::ResponseHead head;
    const gateway::HeadStatus status = parseResponseHead(m_bytes, head);
    if (status.isIncomplete())
        return std::nullopt;
    const gateway::BodyLength length = status.isBad() ? gateway::BodyLength{} : bodyLengthOf(head, m_answersHead);
    if (status.isBad() || length.isBad())
        return Result<HttpAnswer>(Error{"the answer is no proper HTTP message", {}});
    if (!head.isInterim()) {
        m_answer.status = head.status;
        m_answer.keepsAlive = head.keepsAlive() && length.kind != gateway::BodyLength::Kind::UntilClose;
        for (const gateway::HeaderField field : head.fields)
            m_answer.headers.emplace_back(field.name, field.value);
        m_body = gateway::MessageBody(length, gateway::MessageBody::Chunks::Unwrapped);
        m_headRead = true;
    }
    m_bytes.erase(0, status.consumed);
    return m_headRead || m_bytes.empty() ? std::nullopt : readHead();
}

std::optional<Result<HttpAnswer>> ResponseReader::readBody()
{
    std::string_view rest = m_bytes;
    for (;;) {
        const gateway::MessageBody::Piece piece = m_body.take(rest);
        rest.remove_prefix(piece.consumed);
        const size_t room = m_keptBody - m_answer.body.size();
        m_answer.body += piece.bytes.substr(0, room);
        m_answer.bodyCut = m_answer.bodyCut || piece.bytes.size() > room;
        if (m_body.bad())
            return Result<HttpAnswer>(Error{"the body of the answer is broken", {}});
        if (m_body.done())
            return Result<HttpAnswer>(m_answer);
        if (piece.consumed == 0)
            break;
    }
    m_bytes.erase(0, m_bytes.size() - rest.size());
    return std::nullopt;
}

Result<HttpAnswer> ResponseReader::end()
{
    if (m_headRead && m_body.endOfStream())
        return m_answer;
    return Error{m_headRead ? "the answer broke off" : "the connection was closed without an answer", {}};
}

} // namespace gatereeve::app
