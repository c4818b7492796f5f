#include "models/keyissuing.h"

#include "core/keys/ownvalues.h"
#include "core/units.h"
#include "models/effectivesession.h"
#include "models/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace gatereeve::models
{

namespace
{

constexpr int MostKeysAtOnce = 10'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("KeyIssuing", text);
}

// The organisation of the first policy that has one: part of the key's text, and what the policies compare with.
std::string organisationOf(const KeyOrder& order, const Workspace& workspace)
{
    for (const std::string& name : toUtf8(order.policies)) {
        const auto found = workspace.policies().find(name);
        if (found != workspace.policies().end() && !found->second->policy.orgId.empty())
            return found->second->policy.orgId;
    }
    return {};
}

int keysIn(const KeyOrder& order)
{
    return order.aliases.isEmpty() ? order.count : int(order.aliases.size());
}

// When the key will end, as one more field of what it gives: the only one that the order of policies decides under all
// rules.
Reason endReason(const KeyPreview& preview, const KeyOrder& order)
{
    Reason reason{.field = "expires", .rule = "guide 4"};
    if (preview.isTrial) {
        reason.value = durationText(preview.trial.period) + " from now";
        reason.winner = Source::ofPolicy(preview.trial.policy);
        reason.why = {"reason.trial",
                      "%1 fixes the end of each key when it is issued; of several such policies the last listed counts",
                      {preview.trial.policy}};
    } else if (order.expires > 0) {
        reason.value = "as asked for";
        reason.why = {"reason.end-asked-for", "no policy fixes the end, so what was asked for counts", {}};
    } else {
        reason.value = "never";
        reason.why = {"reason.never-ends", "no policy fixes an end, and none was asked for", {}};
    }
    return reason;
}

} // namespace

Session sessionOf(const KeyOrder& order, const Workspace& workspace)
{
    Session session;
    session.orgId = organisationOf(order, workspace);
    session.applyPolicies = toUtf8(order.policies);
    session.alias = toUtf8(order.alias);
    session.tags = toUtf8(order.tags);
    session.expires = order.expires;
    return order.writeOwnValues ? withOwnValues(session, workspace.policies(), workspace.profile()) : session;
}

KeyPreview previewOf(const KeyOrder& order, const Workspace& workspace)
{
    KeyPreview preview;
    const Session session = sessionOf(order, workspace);
    preview.effective = effectiveSession(session, workspace, &preview.why);
    preview.trial = trialOf(session.applyPolicies, workspace.policies(), workspace.clock().nowSeconds());
    preview.isTrial = preview.trial.ends > 0;
    preview.expires = preview.isTrial ? preview.trial.ends : order.expires;
    if (!preview.effective.ok()) {
        preview.why.clear();
    } else {
        std::erase_if(preview.why, [](const Reason& reason) { return reason.field == "expires"; });
        preview.why.insert(preview.why.begin(), endReason(preview, order));
    }
    return preview;
}

QString whyNot(const KeyOrder& order, const KeyPreview& preview, const Workspace& workspace)
{
    if (order.policies.isEmpty())
        return tr("Choose at least one policy.");
    if (keysIn(order) < 1 || keysIn(order) > MostKeysAtOnce)
        return tr("Between 1 and %1 keys can be issued at once.").arg(MostKeysAtOnce);
    if (!preview.effective.ok())
        return sentence(preview.effective.refusal->why);
    if (preview.effective.session.accessRights.empty() && !workspace.settings().allowMasterKeys)
        return emptyRightsMeanEveryApi(workspace.profile())
                   ? tr("These policies grant no API, and under these rules such a key opens every API. Add a policy "
                        "with access rights.")
                   : tr("These policies grant no API, so the key could not be used. Add a policy with access rights.");
    if (preview.expires > 0 && preview.expires < workspace.clock().nowSeconds())
        return tr("The key would have ended already. Choose a later end.");
    return {};
}

KeyRules keyRules(const Workspace& workspace, const std::function<std::string()>& randomId)
{
    KeyRules rules{workspace.policies(), workspace.settings(), {}};
    rules.findApi = [&workspace](const std::string& apiId) { return workspace.apiList().find(toQString(apiId)); };
    rules.profile = workspace.profile();
    rules.now = workspace.clock().now();
    rules.randomId = randomId;
    return rules;
}

IssuedKeys issueKeys(const KeyOrder& order, Workspace& workspace, const std::function<std::string()>& randomId)
{
    IssuedKeys result;
    if (const QString reason = whyNot(order, previewOf(order, workspace), workspace); !reason.isEmpty()) {
        result.error = Error{toUtf8(reason), {}};
        return result;
    }
    const KeyRules rules = keyRules(workspace, randomId);
    const Session session = sessionOf(order, workspace);
    for (int number = 1; number <= keysIn(order); ++number) {
        Session own = session;
        if (!order.aliases.isEmpty())
            own.alias = toUtf8(order.aliases[number - 1]);
        else if (order.count > 1 && !own.alias.empty())
            own.alias += ' ' + std::to_string(number);
        auto made = createKey(std::move(own), {}, rules);
        if (const auto* refusal = std::get_if<KeyRefusal>(&made)) {
            result.error = Error{refusal->message, {}};
            break;
        }
        auto& key = std::get<StoredKey>(made);
        workspace.keyList().keepText(key.name, key.text); // before put: whoever hears of the key can send it
        if (const auto stored = workspace.keyList().put(storable(key, workspace.settings())); !stored) {
            result.error = stored.error();
            break;
        }
        result.issued.push_back(std::move(key));
    }
    return result;
}

} // namespace gatereeve::models
