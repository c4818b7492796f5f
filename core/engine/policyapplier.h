#pragma once

// A stored key + its policies → the session in effect (profiles.md, guide 6–13; policy-semantics.md 6 for 2.9, 11.1
// for 5; profilerules.cpp has the rules as a table). One pass yields the result and, if asked, the reasons. Inputs are
// never changed. Pure; any thread.

#include "core/engine/provenance.h"
#include "core/reading/policyset.h"
#include "core/session.h"

#include <optional>

namespace gatereeve
{

// Why a run is refused. `text` is Tyk's (admin answers and golden vectors print it), `why` names policy and reason.
struct ApplyRefusal {
    enum class Kind : uint8_t { PolicyMissing, PolicyUnusable, ForeignOrganisation, KeyUnusable };
    Kind kind = Kind::PolicyMissing;
    std::string policy; // name; empty for KeyUnusable
    std::string text;
    Message why;

    bool operator==(const ApplyRefusal&) const = default;
};

// Whose rate and quota hold for an API: the names of policies, empty for the key's own.
struct LimitPolicies {
    std::string rate, quota;

    bool operator==(const LimitPolicies&) const = default;
};

struct EffectiveSession {
    // guide: on success every right has its `limit` filled in and `allowanceScope` set: APIs with equal scope share one
    // rate window and one quota ("" is the key's own); on refusal the session as it came. 2.9, 5: a right without a
    // limit uses the root; on refusal what earlier policies did stays done (policy-semantics.md 6.3).
    Session session;
    std::optional<ApplyRefusal> refusal;
    // The policies that were applied, in the key's order, each once.
    std::vector<std::string> applied;
    // Whose is_inactive made the session inactive: nothing when it is not, or when the key's own flag is set. Several:
    // the name that sorts first.
    std::optional<std::string> inactivePolicy;
    std::map<std::string, LimitPolicies> limitPolicies; // by API id, for every right of the session

    bool ok() const { return !refusal; }
};

struct ApplyContext {
    const PolicySet& policies;
    // Organisation of the API the key is used for. Absent: no API is involved and none is compared; an empty text is an
    // organisation like any other.
    std::optional<std::string> apiOrgId;
    Profile profile = Profile::Guide;
};

// `why` is replaced by the reasons of this run; a refused run has none but its refusal.
EffectiveSession applyPolicies(const Session& key, const ApplyContext& context, Provenance* why = nullptr);

// policy-semantics.md 1.6: to Tyk a session without access rights means every API; guide 12: no access.
bool emptyRightsMeanEveryApi(Profile profile);

} // namespace gatereeve
