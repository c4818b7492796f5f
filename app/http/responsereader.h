#pragma once

// Bytes of an answer → the answer, with the gateway's own strict parser. No socket.

#include "core/result.h"
#include "gateway/http/responsehead.h"
#include "gateway/proxy/messagebody.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatereeve::app
{

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; // as much of it as the reader keeps
    bool bodyCut = false;
    bool keepsAlive = false;

    // Value of the first header of that name (letter case ignored), or empty.
    std::string header(std::string_view name) const;
};

class ResponseReader
{
public:
    static constexpr size_t KeptBody = 256 * 1024; // bytes

    explicit ResponseReader(bool answersHead, size_t keptBody = KeptBody)
        : m_answersHead(answersHead),
          m_keptBody(keptBody)
    {
    }

    // Nothing: more is needed. The error says what is wrong with the answer.
    std::optional<Result<HttpAnswer>> add(std::string_view bytes);
    // The connection has ended.
    Result<HttpAnswer> end();

private:
    std::optional<Result<HttpAnswer>> readHead();
    std::optional<Result<HttpAnswer>> readBody();

    const bool m_answersHead;
    const size_t m_keptBody;
    std::string m_bytes; // not used yet
    bool m_headRead = false;
    HttpAnswer m_answer;
    gateway::MessageBody m_body;
};

} // namespace gatereeve::app
