#pragma once

// What a well-formed policy means that its author may not expect (profiles.md, guide 2, 6, 8, 13, 14). Pure.

#include "core/policy.h"
#include "core/reading/finding.h"

#include <optional>

namespace gatereeve
{

// Why a policy whose members all have the right type must not be applied, or nothing.
std::optional<Message> whyUnusable(const Policy& policy);

// Kinds: active-absent, unlimited, no-rights, rights-ignored.
Findings policyNotes(const std::string& name, const Policy& policy, const Place& place);

} // namespace gatereeve
