#include "models/usedby.h"

#include "core/json/document.h"
#include "core/keys/keytext.h"
#include "models/text.h"

#include <QByteArray>
#include <QSet>

#include <algorithm>

namespace gatereeve::models
{

UsedBy::UsedBy(const KeyList& keys, const ApiList& apis)
{
    addKeys(keys);
    for (int row = 0; row < apis.rowCount(); ++row) {
        if (const auto& definition = apis.at(row).definition)
            addApi(*definition);
    }
}

void UsedBy::addKeys(const KeyList& keys)
{
    for (const auto& key : keys.keys()) {
        const QString alias = toQString(key.session.alias);
        const QString label = alias.isEmpty() ? toQString(maskedKey(key.text.empty() ? key.name : key.text)) : alias;
        for (const auto& policy : key.session.policyNames())
            m_uses[toQString(policy)].push_back({PolicyUse::Kind::Key, toQString(key.name), label, {}});
    }
}

void UsedBy::addApi(const ApiDefinition& api)
{
    const auto document = json::Document::parse(api.text);
    if (!document || !document->root().isObject())
        return;
    const json::Value root = document->root();
    const auto add = [&](const json::Value& policy, PolicyUse::Kind kind, const std::string& detail) {
        if (policy.isString())
            m_uses[toQString(policy.string())].push_back(
                {kind, toQString(api.apiId), toQString(api.name), toQString(detail)});
    };
    if (const auto defaults = root.memberIgnoringCase("jwt_default_policies"); defaults && defaults->isArray()) {
        for (const json::Value policy : *defaults)
            add(policy, PolicyUse::Kind::JwtDefault, {});
    }
    if (const auto scopes = root.memberIgnoringCase("jwt_scope_to_policy_mapping"); scopes && scopes->isObject()) {
        for (const json::Value policy : *scopes)
            add(policy, PolicyUse::Kind::JwtScope, policy.name());
    }
    const auto openId = root.memberIgnoringCase("openid_options");
    const auto providers = openId ? openId->memberIgnoringCase("providers") : std::nullopt;
    if (!providers || !providers->isArray())
        return;
    for (const json::Value provider : *providers) {
        const auto clients = provider.memberIgnoringCase("client_ids");
        if (!clients || !clients->isObject())
            continue;
        for (const json::Value policy : *clients) {
            const QByteArray client = QByteArray::fromBase64(QByteArray::fromStdString(policy.name()));
            add(policy, PolicyUse::Kind::OpenIdClient, client.toStdString());
        }
    }
}

const std::vector<PolicyUse>& UsedBy::usesOf(const QString& policyId) const
{
    static const std::vector<PolicyUse> none;
    const auto found = m_uses.find(policyId);
    return found == m_uses.end() ? none : found->second;
}

int UsedBy::keysOf(const QString& policyId) const
{
    return keysOf(QStringList{policyId});
}

int UsedBy::keysOf(const QStringList& policyIds) const
{
    QSet<QString> keys;
    for (const auto& id : policyIds) {
        for (const auto& use : usesOf(id)) {
            if (use.kind == PolicyUse::Kind::Key)
                keys.insert(use.name);
        }
    }
    return static_cast<int>(keys.size());
}

} // namespace gatereeve::models
