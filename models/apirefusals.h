#pragma once

// Which APIs refuse a key although its policies grant them: the gateway compares the organisation of each policy with
// that of the API that is asked for (policy-semantics.md 6.3), and a run that no API takes part in compares nothing.

#include "core/engine/policyapplier.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct ApiRefusals {
    std::map<std::string, Reason> byApi; // by id: the reason of the refusal; APIs that are not loaded are left out
    std::optional<ApplyRefusal> ofAll;   // every API that is loaded refuses, and at least one does

    bool operator==(const ApiRefusals&) const = default;
};

// `rights` are those in effect. Some microseconds for each organisation.
ApiRefusals apiRefusals(const Session& key, const AccessRights& rights, const Workspace& workspace);

// Says it where the reasons say that the API is granted.
void tellRefusals(Provenance& why, const ApiRefusals& refusals);

// A run of the key's policies under the workspace's rules that knows of its APIs: refused when all of them refuse.
EffectiveSession effectiveSession(const Session& key, const Workspace& workspace, Provenance* why = nullptr);

} // namespace gatereeve::models
