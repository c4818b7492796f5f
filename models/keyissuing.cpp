#include "models/keyissuing.h"

#include "core/keys/ownvalues.h"
#include "models/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatereeve::models
{
namespace
{

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
        return QCoreApplication::translate("KeyIssuing", "Choose at least one policy.");
    const KeyPreview preview = previewOf(order, workspace);
    if (!preview.effective.ok())
        return sentence(preview.effective.refusal->why);
    if (preview.effective.session.accessRights.empty() && !workspace.settings().allowMasterKeys)
        return QCoreApplication::translate(
            "KeyIssuing", "These policies grant no API, so the key could not be used. Add a policy with access rights.");
    if (order.count < 1)
        return QCoreApplication::translate("KeyIssuing", "At least one key has to be issued.");
    return {};
}

IssuedKeys issueKeys(const KeyOrder& order, Workspace& workspace, const std::function<std::string()>& randomId)
{
    IssuedKeys result;
    KeyRules rules{workspace.policies(), workspace.settings(), {}};
    rules.findApi = [&workspace](const std::string& apiId) { return workspace.apiList().find(toQString(apiId)); };
    rules.profile = workspace.profile();
    rules.now = workspace.clock().now();
    rules.randomId = randomId;
    for (int i = 0; i < order.count; ++i) {
        Session session = sessionOf(order, workspace);
        if (order.count > 1 && !session.alias.empty())
            session.alias += ' ' + std::to_string(i + 1);
        auto made = createKey(std::move(session), {}, rules);
        if (const auto* refusal = std::get_if<KeyRefusal>(&made)) {
            result.error = Error{refusal->message, {}};
            break;
        }
        const StoredKey& key = std::get<StoredKey>(made);
        if (const auto stored = workspace.keyList().put(storable(key, workspace.settings())); !stored) {
            result.error = stored.error();
            break;
        }
        result.issued.push_back(key);
    }
    return result;
}

} // namespace gatereeve::models
