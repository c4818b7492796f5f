// Any bytes as a policies file, as a service's reply and as a file of a folder, under every profile
// (policy-semantics.md 3, 4, 11.2; profiles.md, guide 5): what is loaded is in force, what is kept was there before,
// and under guide a policy with a fault is unusable or kept as it was, never taken with zeros in its place.

#include "core/reading/policyexport.h"
#include "core/reading/servicereply.h"

#include <algorithm>
#include <cstdlib>

using namespace gatereeve;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const PolicySet& former()
{
    static const PolicySet policies =
        loadPoliciesText(R"({"gold": {"rate": 5, "per": 1}})", "former.json", {}, Profile::Guide).policies;
    return policies;
}

bool isFormer(const PolicySet& policies)
{
    return std::ranges::equal(policies, former(), [](const auto& a, const auto& b) {
        return a.first == b.first && a.second->policy == b.second->policy;
    });
}

void requireSound(const PolicyLoad& load)
{
    for (const std::string& name : load.loaded)
        require(load.policies.contains(name));
    if (load.previousKept)
        require(isFormer(load.policies) && load.loaded.empty());
    for (const auto& [name, entry] : load.policies) {
        require(entry != nullptr);
        require(!entry->keptFormer || (name == "gold" && entry->policy.rate == 5));
    }
    for (const Findings* findings : {&load.problems, &load.notes}) {
        for (const Finding& finding : *findings)
            require(!finding.kind.empty() && !finding.message.english().empty());
    }
}

void requireNoZeros(const PolicyLoad& load)
{
    for (const auto& [name, entry] : load.policies)
        require(load.loaded.contains(name) || entry->unusable || entry->keptFormer || load.previousKept);
}

void playFile(const std::string& text, Profile profile)
{
    const PolicyLoad load = loadPoliciesText(text, "policies.json", former(), profile);
    requireSound(load);
    if (profile == Profile::Guide)
        requireNoZeros(load);
    if (profile == Profile::Tyk5 && !load.problems.empty())
        require(load.previousKept);
    if (profile == Profile::Tyk29)
        require(load.previousKept == load.loaded.empty());
}

void playReply(const std::string& text, Profile profile)
{
    for (const int64_t status : {200, 403, 500}) {
        const ServiceLoad result =
            loadServiceReply(ServiceReply{status, text, "reply"}, {former(), "n-1", true}, profile);
        requireSound(result.load);
        const bool failed = std::ranges::any_of(
            result.load.problems, [](const Finding& problem) { return problem.severity == Severity::Error; });
        if (failed && profile != Profile::Guide)
            require(result.load.previousKept && result.nonce == "n-1");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::vector<PolicyFile> files{parsedPolicyFile("a.json", text), parsedPolicyFile("b.json", text),
                                        parsedPolicyFile("c.json", Error{"gone", {}})};
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        playFile(text, profile);
        playReply(text, profile);
        requireSound(loadPolicyExport(files, former(), profile, true));
    }
    requireSound(loadPolicyFolder(files, former()));
    return 0;
}
