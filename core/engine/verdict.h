#pragma once

// Whether the gateway lets a key in at all, before a request says for which API: the checks from policies to rights, in
// their order (profiles.md). Pure; any thread.

#include "core/engine/policyapplier.h"

namespace gatereeve
{

struct Verdict {
    enum class Kind : uint8_t {
        Works,
        EveryApi, // works, and without any access rights
        PoliciesRefused,
        Inactive,
        Ended,
        NoRights
    };
    Kind kind = Kind::Works;
    Source by;        // who refuses
    int64_t ends = 0; // Unix seconds; 0: never

    bool operator==(const Verdict&) const = default;
    bool works() const { return kind == Kind::Works || kind == Kind::EveryApi; }
};

struct VerdictRules {
    Profile profile = Profile::Guide;
    int64_t nowSeconds = 0;
    bool allowMasterKeys = false; // of tyk.conf
};

Verdict verdictOf(const EffectiveSession& effective, const VerdictRules& rules);

// "works", "policies refused", "inactive", "ended", "no rights": a stable word; both kinds of working are "works".
std::string_view nameOf(Verdict::Kind kind);

} // namespace gatereeve
