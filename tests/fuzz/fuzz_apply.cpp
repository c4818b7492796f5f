// An object of policies and a session, as in golden/README.md, under every profile: no crash, and the reasons say what
// the result is.

#include "core/reading/readers.h"
#include "tests/support/reasonscheck.h"

#include <cstdio>
#include <cstdlib>

using namespace gatereeve;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto document = json::Document::parse(std::string(reinterpret_cast<const char*>(data), size));
    if (!document || !document->root().isObject())
        return 0;
    const auto policies = document->root().member("policies"), session = document->root().member("session");
    if (!policies || !session)
        return 0;
    const auto organisation = document->root().member("api_org_id");
    std::optional<std::string> apiOrgId;
    if (organisation && organisation->isString())
        apiOrgId = organisation->string();
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        Findings findings;
        const PolicyLoad load = loadPoliciesText(std::string(policies->raw()), "policies", {}, profile);
        const Session key = readSession(*session, findings, dialectOf(profile));
        Provenance why;
        const ApplyContext context{load.policies, apiOrgId, profile};
        const EffectiveSession effective = applyPolicies(key, context, &why);
        std::string wrong = testing::disagreement(effective, why);
        if (wrong.empty() && !(applyPolicies(key, context).session == effective.session))
            wrong = "asking for reasons changes the result";
        if (!wrong.empty()) {
            std::fprintf(stderr, "%s: %s\n", std::string(nameOf(profile)).c_str(), wrong.c_str());
            std::abort();
        }
    }
    return 0;
}
