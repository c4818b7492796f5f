#include "models/keyissuing.h"

#include "core/keys/ownvalues.h"
#include "models/text.h"

#include <QCoreApplication>

#include <algorithm>

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
    preview.effective = applyPolicies(session, {workspace.policies(), std::nullopt, workspace.profile()}, &preview.why);
    const int64_t trial = trialEnd(session.applyPolicies, workspace.policies(), workspace.clock().nowSeconds());
    preview.isTrial = trial > 0;
    preview.expires = preview.isTrial ? trial : order.expires;
    return preview;
}

QString whyNot(const KeyOrder& order, const Workspace& workspace)
{
    if (order.policies.isEmpty())
        return tr("Choose at least one policy.");
    if (order.count < 1 || order.count > MostKeysAtOnce)
        return tr("Between 1 and %1 keys can be issued at once.").arg(MostKeysAtOnce);
    const KeyPreview preview = previewOf(order, workspace);
    if (!preview.effective.ok())
        return sentence(preview.effective.refusal->why);
    if (preview.effective.session.accessRights.empty() && !workspace.settings().allowMasterKeys)
        return tr("These policies grant no API, so the key could not be used. Add a policy with access rights.");
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
    if (const QString reason = whyNot(order, workspace); !reason.isEmpty()) {
        result.error = Error{toUtf8(reason), {}};
        return result;
    }
    const KeyRules rules = keyRules(workspace, randomId);
    const Session session = sessionOf(order, workspace);
    for (int number = 1; number <= order.count; ++number) {
        Session own = session;
        if (order.count > 1 && !own.alias.empty())
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
