#pragma once

// Policies and keys written as the files have them, and what the applier makes of them under the profile guide.

#include "core/engine/policyapplier.h"
#include "core/reading/readers.h"

#include <QtTest>

#include <algorithm>

namespace gatereeve::testing
{

inline PolicySet policiesOf(const std::string& text)
{
    PolicyLoad load = loadPoliciesText(text, "policies.json", {}, Profile::Guide);
    Q_ASSERT(!load.previousKept);
    return std::move(load.policies);
}

inline Session sessionOf(const std::string& text)
{
    const auto document = json::Document::parse(text);
    Q_ASSERT(document.ok());
    Findings findings;
    Session session = readSession(document->root(), findings, Dialect::Guide);
    Q_ASSERT(findings.empty());
    return session;
}

inline EffectiveSession applied(const std::string& key, const std::string& policies,
                                std::optional<std::string> apiOrgId = std::nullopt)
{
    const PolicySet set = policiesOf(policies);
    return applyPolicies(sessionOf(key), {set, std::move(apiOrgId)});
}

// The same with its reasons.
inline Provenance reasonsOf(const std::string& key, const std::string& policies)
{
    const PolicySet set = policiesOf(policies);
    Provenance why;
    applyPolicies(sessionOf(key), {set, std::nullopt}, &why);
    return why;
}

inline const Reason& reasonFor(const Provenance& why, const std::string& field)
{
    const auto found =
        std::find_if(why.begin(), why.end(), [&](const Reason& reason) { return reason.field == field; });
    Q_ASSERT(found != why.end());
    return *found;
}

using Texts = std::vector<std::string>;

inline Texts namesOf(const AccessRights& rights)
{
    Texts names;
    for (const auto& [apiId, right] : rights)
        names.push_back(apiId);
    return names;
}

inline const std::string TwoPolicies = R"("apply_policies": ["a", "b"])";

} // namespace gatereeve::testing
