#pragma once

// Who uses which policy: keys, and the API definitions that name policies for JWT and OpenID.

#include "models/workspace.h"

#include <map>
#include <set>

namespace gatereeve::models
{

struct PolicyUse {
    enum class Kind { Key, JwtDefault, JwtScope, OpenIdClient };
    Kind kind = Kind::Key;
    QString name;   // stored name of the key, or API id
    QString label;  // alias or masked key, or name of the API
    QString detail; // scope or client; empty otherwise

    bool operator==(const PolicyUse&) const = default;
};

// Made at once for these policies, or without any for all; stays as it is when the workspace changes.
class UsedBy
{
public:
    UsedBy(const KeyList& keys, const ApiList& apis, const QStringList& policyIds = {});
    const std::vector<PolicyUse>& usesOf(const QString& policyId) const;
    int keysOf(const QString& policyId) const;
    int keysOf(const QStringList& policyIds) const; // each key once

private:
    void addKeys(const KeyList& keys);
    void addApi(const ApiDefinition& api);
    bool isAskedFor(const std::string& policy) const { return m_only.empty() || m_only.contains(policy); }
    std::set<std::string> m_only;
    std::map<QString, std::vector<PolicyUse>> m_uses;
};

} // namespace gatereeve::models
