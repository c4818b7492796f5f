#include "core/engine/decisionwords.h"

#include "core/units.h"

namespace gatereeve
{

namespace
{

std::string text(std::string_view view)
{
    return std::string(view);
}

std::string ordinal(int64_t number)
{
    const int64_t tens = number % 100, ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const char* ending = teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    return groupedNumber(number) + ending;
}

std::string policyOf(const Decision& decision)
{
    return text(decision.policy.view());
}

const CompiledApi* apiOf(const Decision& decision, const Snapshot* snapshot)
{
    if (!snapshot || snapshot->generation != decision.generation || decision.apiIndex >= snapshot->apis.size())
        return nullptr;
    return &snapshot->apis[decision.apiIndex];
}

// Why it was stopped, one sentence for each cause.
Message reasonOf(const Decision& d)
{
    switch (d.cause) {
    case Cause::None:
        return {"decision.passed", "passed", {}};
    case Cause::NoListenPath:
        return {"decision.no-listen-path", "no API listens at %1", {text(d.path.view())}};
    case Cause::NoToken:
        return {"decision.no-token", "no token was sent", {}};
    case Cause::TokenTooShort:
        return {"decision.token-too-short", "the token is too short to be a key", {}};
    case Cause::UnknownKey:
        return {"decision.unknown-key", "no key of that text is stored", {}};
    case Cause::PolicyMissing:
        return {"decision.policy-missing", "the key names policy %1, which is not loaded", {policyOf(d)}};
    case Cause::PolicyUnusable:
        return {"decision.policy-unusable", "policy %1 of the key can't be used", {policyOf(d)}};
    case Cause::ForeignOrganisation:
        return {
            "decision.foreign-organisation", "policy %1 belongs to another organisation than the API", {policyOf(d)}};
    case Cause::KeyUnusable:
        return {"decision.key-unusable", "a limit of the key can't be enforced, so it is refused", {}};
    case Cause::KeyInactive:
        return {"decision.key-inactive", "the key is inactive", {}};
    case Cause::PolicyInactive:
        return {"decision.policy-inactive", "policy %1 denies its keys (is_inactive)", {policyOf(d)}};
    case Cause::KeyExpired:
        return {"decision.key-expired", "the key ended at %1 UTC", {utcText(d.expires)}};
    case Cause::NoRights:
        return {"decision.no-rights", "the key has no access rights at all", {}};
    case Cause::ApiNotGranted:
        return {"decision.api-not-granted", "the key has no right to this API", {}};
    case Cause::VersionNotGranted:
        return {"decision.version-not-granted", "the key has no right to version %1", {text(d.version.view())}};
    case Cause::UrlNotAllowed:
        return {
            "decision.url-not-allowed", "no allowed URL covers %1 %2", {text(d.method.view()), text(d.path.view())}};
    case Cause::RateExceeded:
        return {"decision.rate-exceeded",
                "%1 call within %2, allowed %3",
                {ordinal(d.rateCount + 1), shortDurationText(d.rateWindow), groupedNumber(d.rateMaximum)}};
    case Cause::QuotaExceeded:
        if (d.quotaEnds == 0)
            return {"decision.quota-exceeded-forever",
                    "all %1 calls are used, and they are never renewed",
                    {groupedNumber(d.quotaMaximum)}};
        return {"decision.quota-exceeded",
                "all %1 calls are used until %2 UTC",
                {groupedNumber(d.quotaMaximum), utcText(toSeconds(d.quotaEnds))}};
    case Cause::ApiRateExceeded:
        return {"decision.api-rate-exceeded", "the rate limit of the whole API is used up", {}};
    case Cause::ConnectFailed:
        return {"decision.connect-failed", "the upstream can't be reached", {}};
    case Cause::ResolveFailed:
        return {"decision.resolve-failed", "the name of the upstream does not resolve", {}};
    case Cause::UpstreamBroken:
        return {"decision.upstream-broken", "the upstream broke off, or answered something that is no HTTP", {}};
    case Cause::UpstreamTimeout:
        return {"decision.upstream-timeout", "the upstream did not answer in time", {}};
    case Cause::Overloaded:
        return {"decision.overloaded", "the gateway has as many connections as it may have", {}};
    case Cause::AddressOverloaded:
        return {"decision.address-overloaded", "the caller's address has as many connections as it may have", {}};
    case Cause::UpstreamOverloaded:
        return {
            "decision.upstream-overloaded", "the upstream has as many requests as it may have, and too many wait", {}};
    case Cause::HeadSlow:
        return {"decision.head-slow", "the client sent the head of its request too slowly", {}};
    case Cause::ClientHandshakeFailed:
        return {"decision.client-handshake-failed", "the client and the gateway agreed on no TLS", {}};
    case Cause::ClientSlow:
        return {"decision.client-slow", "the client sent its body too slowly", {}};
    case Cause::ClientGone:
        return {"decision.client-gone", "the client went away", {}};
    case Cause::AuthenticationKindNotSupported:
        return {"decision.authentication-kind",
                "the API asks for a kind of authentication that is not in this version yet",
                {}};
    case Cause::NoVersion:
        return {"decision.no-version", "the request names no version, and the API has no default", {}};
    case Cause::UnknownVersion:
        return {"decision.unknown-version", "the API has no version %1", {text(d.version.view())}};
    case Cause::VersionExpired:
        return {"decision.version-expired", "version %1 of the API has expired", {text(d.version.view())}};
    case Cause::PathForbidden:
        return {"decision.path-forbidden",
                "the path lists of the API forbid %1 %2",
                {text(d.method.view()), text(d.path.view())}};
    case Cause::Malformed:
        return {"decision.malformed", "the request is no proper HTTP message", {}};
    case Cause::TooLarge:
        return {"decision.too-large", "the request is too large", {}};
    case Cause::StoreFailed:
        return {"decision.store-failed", "the key store could not be asked", {}};
    case Cause::AddressNotAllowed:
        return {"decision.address", "the address lists of the API forbid the caller", {}};
    case Cause::LengthMissing:
        return {
            "decision.length-missing", "the API limits the size of requests, and this one does not say its own", {}};
    case Cause::HandshakeFailed:
        return {"decision.handshake-failed", "the upstream speaks no TLS, or none that is safe enough", {}};
    case Cause::CertificateUntrusted:
        return {"decision.certificate-untrusted",
                "the certificate of the upstream comes from nobody whom this system trusts",
                {}};
    case Cause::CertificateOfOtherHost:
        return {"decision.certificate-of-other-host",
                "the certificate of the upstream is for another name than its own",
                {}};
    case Cause::CertificateOutOfDate:
        return {
            "decision.certificate-out-of-date", "the certificate of the upstream has expired, or is not valid yet", {}};
    }
    return {"decision.unknown", "refused", {}};
}

// The stop in the trace, with the policy whose limit it is: "… (trial · rate)".
Message stoppedText(const Decision& d)
{
    Message message = reasonOf(d);
    const bool rate = d.cause == Cause::RateExceeded;
    if (d.policy.length == 0 || (!rate && d.cause != Cause::QuotaExceeded))
        return message;
    message.arguments.push_back(policyOf(d));
    message.id += ".of-policy";
    message.pattern += " (%" + std::to_string(message.arguments.size()) + (rate ? " · rate)" : " · quota)");
    return message;
}

// An expiry may lie further away than nanoseconds can say.
Message expiryText(const Decision& d)
{
    if (d.expires < 1)
        return {"trace.never-ends", "never ends", {}};
    constexpr int64_t Century = int64_t{100} * 365 * 86'400;
    if (d.expires > toSeconds(d.time) + Century)
        return {"trace.ends-at", "ends at %1 UTC", {utcText(d.expires)}};
    return {"trace.ends", "ends in %1", {shortDurationText(d.expires * NanosecondsPerSecond - d.time)}};
}

Message passedText(const Decision& d, Check check, const CompiledApi* api, std::string_view keyLabel)
{
    switch (check) {
    case Check::Route:
        if (!api)
            return {"trace.route-unnamed", "%1", {text(d.path.view())}};
        return {"trace.route",
                "%1 → %2 (listen path %3)",
                {text(d.path.view()), api->definition.name, api->definition.listenPath}};
    case Check::Version:
        return {"trace.version", "version %1", {text(d.version.view())}};
    case Check::Session:
        return keyLabel.empty()
                   ? Message{"trace.key", "key …%1", {text(d.keyTail.view())}}
                   : Message{"trace.key-named", "key …%1 \"%2\"", {text(d.keyTail.view()), text(keyLabel)}};
    case Check::Policies:
        return {"trace.policies", "effective session (generation %1)", {std::to_string(d.generation)}};
    case Check::Expiry:
        return expiryText(d);
    case Check::Rights:
        return api ? Message{"trace.rights", "the key has a right to %1", {api->definition.name}}
                   : Message{"trace.rights-unnamed", "the key has a right to this API", {}};
    case Check::Urls:
        return d.urlRule < 0 ? Message{"trace.urls-all", "everything is allowed", {}}
                             : Message{"trace.urls", "allowed URL %1", {std::to_string(d.urlRule + 1)}};
    case Check::Rate:
        if (d.rateMaximum == 0)
            return {"trace.rate-unlimited", "not limited", {}};
        return {"trace.rate",
                "%1 of %2 within %3",
                {groupedNumber(d.rateCount), groupedNumber(d.rateMaximum), shortDurationText(d.rateWindow)}};
    case Check::Quota:
        if (d.quotaMaximum == 0)
            return {"trace.quota-unlimited", "not limited", {}};
        return {"trace.quota", "%1 of %2", {groupedNumber(d.quotaCount), groupedNumber(d.quotaMaximum)}};
    case Check::Upstream:
        return {"trace.upstream",
                "answered with %1 after %2",
                {std::to_string(d.status), shortDurationText(int64_t{d.durationMicroseconds} * 1000)}};
    default:
        return {"trace.passed", "passed", {}};
    }
}

// The checks that have something to tell, in their order.
bool isShown(const Decision& d, Check check)
{
    switch (check) {
    case Check::Version:
        return d.version.length > 0;
    case Check::Session:
    case Check::Policies:
    case Check::Expiry:
    case Check::Rights:
    case Check::Urls:
    case Check::Rate:
    case Check::Quota:
        return d.key.length > 0; // an open API asks for none of these
    case Check::Route:
    case Check::Upstream:
        return true;
    default:
        return false;
    }
}

} // namespace

Trace traceOf(const Decision& decision, const Snapshot* snapshot, const Caller& caller)
{
    Trace trace;
    const CompiledApi* api = apiOf(decision, snapshot);
    for (auto index = static_cast<uint8_t>(Check::Framing); index < static_cast<uint8_t>(Check::None); ++index) {
        const auto check = static_cast<Check>(index);
        if (check == decision.stoppedAt) {
            trace.steps.push_back({check, TraceStep::Mark::Stopped, stoppedText(decision)});
            break;
        }
        if (isShown(decision, check))
            trace.steps.push_back({check, TraceStep::Mark::Passed, passedText(decision, check, api, caller.label)});
    }
    if (decision.overlay)
        trace.steps.push_back(
            {Check::None, TraceStep::Mark::Note, {"trace.overlay", "time was not real: nothing of this is kept", {}}});
    trace.wouldPass = nearestChanges(decision, snapshot, caller.key);
    return trace;
}

Message summaryOf(const Decision& decision)
{
    return reasonOf(decision);
}

std::string_view outcomeWord(const Decision& decision)
{
    if (decision.passed())
        return "passed";
    if (decision.cause == Cause::RateExceeded || decision.cause == Cause::ApiRateExceeded)
        return "limited";
    return decision.stoppedAt == Check::Upstream ? "failed" : "refused";
}

} // namespace gatereeve
