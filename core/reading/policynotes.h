#pragma once

// What a well-formed policy means that its author may not expect, by profile (profiles.md, guide 2, 6, 8, 13, 14;
// policy-semantics.md 6.3, 11.1, 12). Pure.

#include "core/json/document.h"
#include "core/policy.h"
#include "core/reading/finding.h"

#include <optional>

namespace gatereeve
{

// guide: why a policy whose members all have the right type must not be applied, or nothing.
std::optional<Message> whyUnusable(const Policy& policy);

struct NamedPolicy {
    const std::string& name;
    const Policy& policy;
    const json::Value& value; // that it was read from
    const Place& place;
};

// Kinds: active-absent, unlimited, no-rights, rights-ignored.
Findings guideNotes(const NamedPolicy& named);
// Besides: active-ignored, unusable; under 2.9 complexity-ignored.
Findings tyk29Notes(const NamedPolicy& named);
Findings tyk5Notes(const NamedPolicy& named);

// In a file the member `id` is another thing than the name: 2.9 calls counters by it, 5 puts the name in its place
// (3.1, 9.2, 11.2). `named.policy` as it was read. Kinds: id-absent, id-differs, id-replaced.
Findings tyk29IdNotes(const NamedPolicy& named);
Findings tyk5IdNotes(const NamedPolicy& named);

} // namespace gatereeve
