// Any bytes as a policies file (policy-semantics.md 3; profiles.md, guide 5): a broken one keeps what was in force, and
// a policy with a fault is unusable or kept as it was, never taken with zeros in its place.

#include "core/reading/policyset.h"

#include <cstdlib>

using namespace gatereeve;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const PolicySet former =
        loadPoliciesText(R"({"gold": {"rate": 5, "per": 1}})", "former.json", {}, Profile::Guide).policies;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const PolicyLoad load = loadPoliciesText(text, "policies.json", former, Profile::Guide);
    if (load.previousKept)
        require(load.policies == former && !load.problems.empty());
    for (const auto& [name, entry] : load.policies) {
        require(entry != nullptr);
        require(!entry->keptFormer || name == "gold");
    }
    for (const Finding& finding : load.problems)
        require(!finding.message.english().empty());
    return 0;
}
