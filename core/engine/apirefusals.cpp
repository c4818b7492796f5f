#include "core/engine/apirefusals.h"

namespace gatereeve
{

namespace
{

struct Answer {
    std::optional<ApplyRefusal> refusal;
    Reason reason;
};

// What the APIs of one organisation answer.
Answer answerOf(const std::string& organisation, const Session& key, const ApplyContext& context)
{
    const ApplyContext there{context.policies, organisation, context.profile};
    EffectiveSession effective = applyPolicies(key, there);
    if (effective.ok())
        return {};
    Provenance why;
    (void)applyPolicies(key, there, &why);
    return {std::move(effective.refusal), std::move(why.front())};
}

// A stored key serves web tokens only by the secret that it holds for them (gateway-behaviour.md 17).
bool asksForOtherTokens(const ApiDefinition& api, const Session& key)
{
    return !api.useKeyless && (api.useOpenId || (api.enableJwt && key.jwtSecret.empty()));
}

Answer otherTokens(const ApiDefinition& api)
{
    Message why{"api.other-tokens",
                "API %1 takes %2; a key by itself is refused there",
                {api.name.empty() ? api.apiId : api.name, api.enableJwt ? "JSON web tokens" : "OpenID tokens"}};
    Reason reason{.field = {}, .value = "refused", .winner = Source::rule(), .rule = {}, .losers = {}, .why = why};
    std::string text = why.english();
    return {ApplyRefusal{ApplyRefusal::Kind::KeyUnusable, {}, std::move(text), std::move(why)}, std::move(reason)};
}

// Says it where the reasons say that the API is granted.
void tellRefusals(Provenance& why, const ApiRefusals& refusals)
{
    if (refusals.byApi.empty())
        return;
    constexpr size_t Prefix = std::string_view("access_rights.").size();
    for (Reason& reason : why) {
        if (reason.apiLength == 0 || reason.field.size() != reason.apiLength || reason.value != "granted")
            continue;
        const auto refused = refusals.byApi.find(reason.field.substr(Prefix));
        if (refused == refusals.byApi.end())
            continue;
        reason.losers.insert(reason.losers.begin(), {reason.winner, reason.value});
        reason.value = refused->second.value; // "refused"
        reason.winner = refused->second.winner;
        reason.rule = refused->second.rule;
        reason.why = refused->second.why;
    }
}

} // namespace

ApiRefusals apiRefusals(const Session& key, const AccessRights& rights, const ApplyContext& context,
                        const FindApi& apis)
{
    ApiRefusals result;
    std::optional<ApplyRefusal> first;
    std::map<std::string, Answer> answers; // by organisation
    bool isSomewhereAccepted = false;
    for (const auto& [apiId, right] : rights) {
        const ApiDefinition* api = apis(apiId);
        if (!api)
            continue;
        const auto [place, isNew] = answers.try_emplace(api->orgId);
        if (isNew)
            place->second = answerOf(api->orgId, key, context);
        const Answer& answer =
            place->second.refusal || !asksForOtherTokens(*api, key) ? place->second : otherTokens(*api);
        isSomewhereAccepted = isSomewhereAccepted || !answer.refusal;
        if (!answer.refusal)
            continue;
        result.byApi.emplace(apiId, answer.reason);
        if (!first)
            first = answer.refusal;
    }
    if (!isSomewhereAccepted)
        result.ofAll = std::move(first);
    return result;
}

EffectiveSession applyForApis(const Session& key, const ApplyContext& context, const FindApi& apis, Provenance* why)
{
    EffectiveSession effective = applyPolicies(key, context, why);
    if (!effective.ok())
        return effective;
    ApiRefusals refusals = apiRefusals(key, effective.session.accessRights, context, apis);
    if (why)
        tellRefusals(*why, refusals);
    effective.refusal = std::move(refusals.ofAll);
    return effective;
}

} // namespace gatereeve
