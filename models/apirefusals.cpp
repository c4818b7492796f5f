#include "models/apirefusals.h"

#include "models/text.h"

namespace gatereeve::models
{

namespace
{

// What the APIs of one organisation answer.
struct Answer {
    std::optional<ApplyRefusal> refusal;
    Reason reason;
};

Answer answerOf(const std::string& organisation, const Session& key, const Workspace& workspace)
{
    Provenance why;
    EffectiveSession there = applyPolicies(key, {workspace.policies(), organisation, workspace.profile()});
    if (there.ok())
        return {};
    (void)applyPolicies(key, {workspace.policies(), organisation, workspace.profile()}, &why);
    return {std::move(there.refusal), std::move(why.front())};
}

} // namespace

ApiRefusals apiRefusals(const Session& key, const AccessRights& rights, const Workspace& workspace)
{
    ApiRefusals result;
    std::map<std::string, Answer> answers; // by organisation
    bool isSomewhereAccepted = false;
    for (const auto& [apiId, right] : rights) {
        const ApiDefinition* api = workspace.apiList().find(toQString(apiId));
        if (!api)
            continue;
        const auto [place, isNew] = answers.try_emplace(api->orgId);
        if (isNew)
            place->second = answerOf(api->orgId, key, workspace);
        const Answer& answer = place->second;
        isSomewhereAccepted = isSomewhereAccepted || !answer.refusal;
        if (answer.refusal)
            result.byApi.emplace(apiId, answer.reason);
    }
    if (!isSomewhereAccepted && !result.byApi.empty())
        result.ofAll = answers.begin()->second.refusal;
    return result;
}

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

EffectiveSession effectiveSession(const Session& key, const Workspace& workspace, Provenance* why)
{
    EffectiveSession effective = applyPolicies(key, {workspace.policies(), std::nullopt, workspace.profile()}, why);
    if (!effective.ok())
        return effective;
    const ApiRefusals refusals = apiRefusals(key, effective.session.accessRights, workspace);
    effective.refusal = refusals.ofAll;
    if (why)
        tellRefusals(*why, refusals);
    return effective;
}

} // namespace gatereeve::models
