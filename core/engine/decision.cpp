#include "core/engine/decision.h"

#include <cassert>

namespace gatereeve
{

std::string_view nameOf(Check check)
{
    switch (check) {
    case Check::Framing:
        return "framing";
    case Check::Route:
        return "route";
    case Check::Version:
        return "version";
    case Check::PathList:
        return "path list";
    case Check::IpList:
        return "IP list";
    case Check::Organisation:
        return "organisation";
    case Check::Size:
        return "size";
    case Check::Token:
        return "token";
    case Check::Session:
        return "session";
    case Check::Policies:
        return "policies";
    case Check::Inactive:
        return "inactive";
    case Check::Expiry:
        return "expiry";
    case Check::Rights:
        return "rights";
    case Check::Urls:
        return "URLs";
    case Check::Rate:
        return "rate";
    case Check::Quota:
        return "quota";
    case Check::ApiRate:
        return "API rate";
    case Check::Upstream:
        return "upstream";
    case Check::None:
        return "none";
    }
    assert(false);
    return {};
}

} // namespace gatereeve
