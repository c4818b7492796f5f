#include "app/admin/remoteadmin.h"

#include "core/engine/target.h"

#include <algorithm>

namespace gatereeve::app
{

namespace
{

constexpr size_t LargestAnswer = 256u << 20; // bytes; a list of a million keys is a third of it

bool isPrintable(const std::string& text)
{
    return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

} // namespace

RemoteAdmin::RemoteAdmin(std::string url, BlockingClient client, std::string secret)
    : m_url(std::move(url)),
      m_secret(std::move(secret)),
      m_client(std::move(client))
{
}

Result<std::unique_ptr<AdminChannel>> RemoteAdmin::connect(const std::string& url, const std::string& secret, Peer peer)
{
    if (!isPrintable(secret))
        return Error{"the secret must be one line of text", {}};
    const auto target = parseTarget(url);
    if (!target)
        return target.error();
    BlockingClient client(target->host, target->port, LargestAnswer);
    if (target->tls)
        client.protect(peer);
    return std::unique_ptr<AdminChannel>(new RemoteAdmin(url, std::move(client), secret));
}

Result<AdminAnswer> RemoteAdmin::call(const std::string& method, const std::string& target, const std::string& body)
{
    const auto answer = m_client.send({method, target, {{"X-Tyk-Authorization", m_secret}}, body});
    if (!answer)
        return Error{m_url + ": " + answer.error().describe() + "; is the gateway running there?", {}};
    if (answer->bodyCut)
        return Error{m_url + ": the answer is too large; ask for less (--filter)", {}};
    return AdminAnswer{answer->status, answer->body};
}

} // namespace gatereeve::app
