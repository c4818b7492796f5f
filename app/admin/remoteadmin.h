#pragma once

// The admin API of a running gateway, over HTTP.

#include "app/admin/adminchannel.h"
#include "app/http/blockingclient.h"

namespace gatereeve::app
{

class RemoteAdmin final : public AdminChannel
{
public:
    // `url`: http://host:port or https://host:port. A secret is one line of printable text.
    static Result<std::unique_ptr<AdminChannel>> connect(const std::string& url, const std::string& secret,
                                                         Peer peer = Peer::Proven);
    Result<AdminAnswer> call(const std::string& method, const std::string& target, const std::string& body) override;

private:
    RemoteAdmin(std::string url, BlockingClient client, std::string secret);
    const std::string m_url;
    const std::string m_secret;
    BlockingClient m_client;
};

} // namespace gatereeve::app
