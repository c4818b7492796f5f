#include "gateway/proxy/refusals.h"

namespace gatereeve::gateway
{

Refusal refusalFor(Cause cause)
{
    switch (cause) {
    case Cause::NoToken:
        return Refusal::TokenMissing;
    case Cause::TokenTooShort:
    case Cause::UnknownKey:
    case Cause::PolicyMissing:
    case Cause::PolicyUnusable:
    case Cause::ForeignOrganisation:
    case Cause::KeyUnusable:
    case Cause::NoRights:
    case Cause::ApiNotGranted:
    case Cause::VersionNotGranted:
    case Cause::StoreFailed:
        return Refusal::AccessDisallowed;
    case Cause::KeyInactive:
    case Cause::PolicyInactive:
        return Refusal::KeyInactive;
    case Cause::KeyExpired:
        return Refusal::KeyExpired;
    case Cause::UrlNotAllowed:
        return Refusal::ResourceDisallowed;
    case Cause::RateExceeded:
        return Refusal::RateExceeded;
    case Cause::QuotaExceeded:
        return Refusal::QuotaExceeded;
    case Cause::ApiRateExceeded:
        return Refusal::ApiRateExceeded;
    case Cause::AuthenticationKindNotSupported:
        return Refusal::SessionMissing;
    case Cause::NoVersion:
        return Refusal::VersionMissing;
    case Cause::UnknownVersion:
        return Refusal::VersionUnknown;
    case Cause::VersionExpired:
        return Refusal::VersionExpired;
    case Cause::PathForbidden:
        return Refusal::EndpointForbidden;
    case Cause::ResolveFailed:
        return Refusal::UpstreamLookupFailed;
    case Cause::ConnectFailed:
    case Cause::UpstreamBroken:
    case Cause::HandshakeFailed:
    case Cause::CertificateUntrusted:
    case Cause::CertificateOfOtherHost:
    case Cause::CertificateOutOfDate:
        return Refusal::UpstreamFailed;
    case Cause::UpstreamTimeout:
        return Refusal::UpstreamTimeout;
    case Cause::ClientGone:
        return Refusal::ClientClosed;
    case Cause::Overloaded:
    case Cause::AddressOverloaded:
    case Cause::UpstreamOverloaded:
        return Refusal::Overloaded;
    case Cause::ClientSlow:
    case Cause::HeadSlow:
        return Refusal::RequestTimeout;
    case Cause::Malformed:
        return Refusal::Malformed;
    case Cause::TooLarge:
        return Refusal::SizeExceeded;
    case Cause::AddressNotAllowed:
        return Refusal::AddressDisallowed;
    case Cause::LengthMissing:
        return Refusal::LengthRequired;
    case Cause::None:
    case Cause::NoListenPath:
    case Cause::ClientHandshakeFailed: // nobody could read an answer
        break;
    }
    return Refusal::Internal;
}

std::optional<ErrorTemplate> errorTemplate(const std::map<std::string, ErrorPage>& pages, int status,
                                           ErrorFormat format)
{
    if (pages.empty())
        return std::nullopt;
    const char* const ending = format == ErrorFormat::Json ? ".json" : ".xml";
    auto found = pages.find("error_" + std::to_string(status) + ending);
    if (found == pages.end())
        found = pages.find(std::string("error") + ending);
    if (found == pages.end())
        return std::nullopt;
    return ErrorTemplate{found->second.before, found->second.after, found->second.hasMessage};
}

const OverrideMessage* overrideFor(Cause cause, const GatewaySettings& settings)
{
    if (settings.overrideMessages.empty())
        return nullptr;
    const char* name = nullptr;
    if (cause == Cause::NoToken)
        name = "auth.auth_field_missing";
    else if (cause == Cause::UnknownKey || cause == Cause::TokenTooShort)
        name = "auth.key_not_found";
    if (!name)
        return nullptr;
    const auto found = settings.overrideMessages.find(name);
    return found == settings.overrideMessages.end() ? nullptr : &found->second;
}

} // namespace gatereeve::gateway
