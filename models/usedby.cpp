#include "models/usedby.h"

#include "core/reading/policyreferences.h"
#include "models/text.h"

#include <QSet>

#include <algorithm>

namespace gatereeve::models
{

namespace
{

PolicyUse::Kind kindOf(PolicyReference::Kind kind)
{
    switch (kind) {
    case PolicyReference::Kind::JwtDefault:
        return PolicyUse::Kind::JwtDefault;
    case PolicyReference::Kind::Scope:
        return PolicyUse::Kind::JwtScope;
    case PolicyReference::Kind::OpenIdClient:
        return PolicyUse::Kind::OpenIdClient;
    }
    return PolicyUse::Kind::JwtDefault;
}

} // namespace

UsedBy::UsedBy(const KeyList& keys, const ApiList& apis, const QStringList& policyIds)
{
    for (const QString& id : policyIds)
        m_only.insert(toUtf8(id));
    addKeys(keys);
    for (int row = 0; row < apis.rowCount(); ++row) {
        if (const auto& definition = apis.at(row).definition)
            addApi(*definition);
    }
}

void UsedBy::addKeys(const KeyList& keys)
{
    const auto concerns = [this](const Session& session) { // without a copy of the names: there may be very many keys
        return session.applyPolicies.empty()
                   ? !session.applyPolicyId.empty() && isAskedFor(session.applyPolicyId)
                   : std::ranges::any_of(session.applyPolicies, [this](const auto& name) { return isAskedFor(name); });
    };
    for (const auto& key : keys.keys()) {
        if (!concerns(key.session))
            continue;
        for (const auto& policy : key.session.policyNames()) {
            if (isAskedFor(policy))
                m_uses[toQString(policy)].push_back({PolicyUse::Kind::Key, toQString(key.name), labelOf(key), {}});
        }
    }
}

void UsedBy::addApi(const ApiDefinition& api)
{
    const auto document = json::Document::parse(api.text);
    if (!document)
        return;
    for (const PolicyReference& reference : policyReferences(document->root())) {
        if (isAskedFor(reference.policy.string()))
            m_uses[toQString(reference.policy.string())].push_back(
                {kindOf(reference.kind), toQString(api.apiId), toQString(api.name), toQString(reference.detail)});
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
