#include "core/reading/policyexport.h"

#include "core/reading/deliveredpolicies.h"

namespace gatereeve
{

namespace
{

Finding notDelivered(const PolicyFile& file)
{
    const Error& error = file.document.error();
    const std::string kind = file.isOpened ? "malformed" : "missing-file";
    return {kind,
            Severity::Error,
            {"export." + kind, "the policies in this file can't be read: %1. They are left out", {error.text}},
            file.isOpened ? error.place : Place{.file = file.path}};
}

} // namespace

PolicyLoad loadPolicyExport(const std::vector<PolicyFile>& files, const PolicySet& previous, Profile profile,
                            bool allowExplicitId)
{
    const LoadRules& rules = loadRulesFor(profile);
    PolicyIntake intake(rules, rules.service, rules.inReply, previous,
                        {.file = files.empty() ? std::string() : files.front().path});
    DeliveredPolicies delivered(rules, intake, allowExplicitId);
    for (const PolicyFile& file : files) {
        if (!file.document) {
            intake.warn(notDelivered(file));
            continue;
        }
        for (const PolicyPlace& place : policyPlaces(*file.document, PolicyForm::Export))
            delivered.take(intake.read(place.value, place.value.place()));
    }
    if (!intake.takesNothing())
        delivered.warnOfDuplicates();
    return intake.finish();
}

} // namespace gatereeve
