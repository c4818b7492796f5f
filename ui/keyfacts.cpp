#include "ui/keyfacts.h"

#include "core/units.h"
#include "models/keystate.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"

#include <QCoreApplication>

#include <map>

namespace gatereeve::ui
{

namespace
{

class Words
{
    Q_DECLARE_TR_FUNCTIONS(KeyFacts)

public:
    static QString sentence(const KeyFacts& facts, const models::KeyState& state, int64_t now)
    {
        if (facts.quotaMaximum <= 0 || state.kind != models::KeyState::Kind::Works)
            return state.text;
        const QString left = tr("%1 of %2 calls left")
                                 .arg(models::toQString(groupedNumber(facts.quotaLeft)),
                                      models::toQString(groupedNumber(facts.quotaMaximum)));
        if (facts.quotaEnds == 0)
            return tr("%1; %2").arg(state.text, left);
        return tr("%1; %2, renewed %3").arg(state.text, left, models::relativeTime(toSeconds(facts.quotaEnds), now));
    }
};

} // namespace

KeyFacts factsOf(const StoredKey& key, const models::Workspace& workspace, const GatewayControl& gateway)
{
    KeyFacts facts;
    facts.effective = applyPolicies(key.session, {workspace.policies(), std::nullopt, workspace.profile()}, &facts.why);
    facts.ends = key.session.expires > 0 ? key.session.expires : 0;

    const Session& session = facts.effective.session;
    std::map<std::string, QuotaRule> scopes;
    for (const auto& [apiId, right] : session.accessRights) {
        if (right.limit)
            scopes[right.allowanceScope] = quotaRule(right.limit->quotaMax, right.limit->quotaRenewalRate);
    }
    for (const auto& [scope, rule] : scopes) {
        if (!rule.limited())
            continue;
        const CountedSince used = gateway.quotaUsed(models::toQString(key.name), models::toQString(scope));
        const int64_t left = quotaRemaining(rule, used, gateway.now());
        if (facts.quotaMaximum > 0 && left >= facts.quotaLeft)
            continue;
        facts.quotaMaximum = rule.maximum;
        facts.quotaLeft = left;
        const Nanoseconds ends = used.start + rule.period;
        facts.quotaEnds = used.start > 0 && rule.period > 0 && ends > gateway.now() ? ends : 0;
    }
    const int64_t now = toSeconds(gateway.now());
    facts.sentence = Words::sentence(facts, models::keyState(key, workspace, now), now);
    return facts;
}

} // namespace gatereeve::ui
