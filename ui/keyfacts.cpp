#include "ui/keyfacts.h"

#include "core/units.h"
#include "models/effectivesession.h"
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
    static void complete(KeyFacts& facts, int64_t now)
    {
        using Kind = models::KeyState::Kind;
        facts.sentence = sentenceOf(facts.state);
        if (facts.quotaMaximum <= 0 || facts.state.kind != Kind::Works)
            return;
        const QString until = facts.quotaEnds == 0 ? QString() : models::shortTime(toSeconds(facts.quotaEnds), now);
        QString left = tr("%1 of %2 calls left")
                           .arg(models::toQString(groupedNumber(facts.quotaLeft)),
                                models::toQString(groupedNumber(facts.quotaMaximum)));
        if (!facts.quotaApis.isEmpty())
            left = tr("%1 for %2").arg(left, named(facts.quotaApis));
        if (facts.quotaLeft == 0) {
            facts.state.kind = Kind::QuotaUsed;
            left = facts.quotaApis.isEmpty() ? tr("%1, so it is refused").arg(left)
                                             : tr("%1, so it is refused there").arg(left);
            if (!until.isEmpty())
                left = tr("%1 until %2").arg(left, until);
        } else if (!until.isEmpty()) {
            left = tr("%1 until %2").arg(left, until);
        }
        facts.sentence = tr("%1; %2").arg(facts.state.text, left);
    }

private:
    static QString named(QStringList apis)
    {
        constexpr qsizetype Most = 3;
        const qsizetype more = apis.size() - Most;
        if (more > 0)
            apis = apis.first(Most) << tr("%n more APIs", nullptr, int(more));
        return apis.join(tr(", "));
    }
};

// A scope with a limit, and the APIs that count in it.
struct Scope {
    QuotaRule rule;
    QStringList apis;
};

std::map<std::string, Scope> limitedScopes(const Session& session, const models::Workspace& workspace)
{
    std::map<std::string, Scope> scopes;
    for (const auto& [apiId, right] : session.accessRights) {
        if (!right.limit)
            continue;
        const QuotaRule rule = quotaRule(right.limit->quotaMax, right.limit->quotaRenewalRate);
        if (!rule.limited())
            continue;
        const ApiDefinition* api = workspace.apiList().find(models::toQString(apiId));
        Scope& scope = scopes[right.allowanceScope];
        scope.rule = rule;
        scope.apis.append(models::toQString(api && !api->name.empty() ? api->name : apiId));
    }
    return scopes;
}

} // namespace

KeyFacts factsOf(const StoredKey& key, const models::Workspace& workspace, const GatewayControl& gateway)
{
    return factsOf(key, models::effectiveSession(key.session, workspace), workspace, gateway);
}

KeyFacts factsOf(const StoredKey& key, const EffectiveSession& effective, const models::Workspace& workspace,
                 const GatewayControl& gateway)
{
    KeyFacts facts;
    facts.ends = key.session.expires > 0 ? key.session.expires : 0;
    const auto scopes = limitedScopes(effective.session, workspace);
    for (const auto& [name, scope] : scopes) {
        const CountedSince used = gateway.quotaUsed(models::toQString(key.name), models::toQString(name));
        const int64_t left = quotaRemaining(scope.rule, used, gateway.now());
        if (facts.quotaMaximum > 0 && left >= facts.quotaLeft)
            continue;
        facts.quotaMaximum = scope.rule.maximum;
        facts.quotaLeft = left;
        const bool isForAll = scope.apis.size() == qsizetype(effective.session.accessRights.size());
        facts.quotaApis = isForAll ? QStringList() : scope.apis;
        const Nanoseconds ends = used.start + scope.rule.period;
        facts.quotaEnds = used.start > 0 && scope.rule.period > 0 && ends > gateway.now() ? ends : 0;
    }
    const int64_t now = toSeconds(gateway.now());
    facts.state = models::keyState(effective, workspace, now);
    Words::complete(facts, now);
    return facts;
}

} // namespace gatereeve::ui
