#pragma once

// Which APIs refuse a key although its policies grant them. The gateway compares the organisation of each policy with
// that of the API that is asked for (policy-semantics.md 6.3), and a run that no API takes part in compares nothing;
// and an API that asks for tokens of another kind is not opened by a key alone (gateway-behaviour.md 2, 17). Pure; any
// thread.

#include "core/apidefinition.h"
#include "core/engine/policyapplier.h"

#include <functional>

namespace gatereeve
{

// By id; null: not loaded, so nobody knows.
using FindApi = std::function<const ApiDefinition*(const std::string& apiId)>;

struct ApiRefusals {
    std::map<std::string, Reason> byApi; // by id: the reason of the refusal; APIs that are not loaded are left out
    std::optional<ApplyRefusal> ofAll;   // every API that is loaded refuses, and at least one does

    bool operator==(const ApiRefusals&) const = default;
};

// `rights` are those in effect; `context` without an organisation. Some microseconds for each organisation.
ApiRefusals apiRefusals(const Session& key, const AccessRights& rights, const ApplyContext& context,
                        const FindApi& apis);

// applyPolicies() that knows of the APIs: refused when all of them refuse, and where one refuses the reasons say so.
EffectiveSession applyForApis(const Session& key, const ApplyContext& context, const FindApi& apis,
                              Provenance* why = nullptr);

} // namespace gatereeve
