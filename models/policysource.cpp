#include "models/policysource.h"

namespace gatereeve::models
{

namespace
{

PolicyLoad loadedFromFile(const JsonFile& file, const PolicySet& previous, Profile profile)
{
    if (file.document())
        return loadPolicies(*file.document(), previous, profile);
    if (file.exists() && file.isEditable())
        return loadPoliciesText(file.text(), file.path(), previous, profile);
    return policiesFileMissing(file.path(), file.error()->text, previous);
}

PolicyFile policyFileOf(const JsonFile& file)
{
    if (file.lastGood())
        return readPolicyFile(*file.lastGood());
    return {file.path(), *file.error(), file.exists() && file.isEditable()};
}

} // namespace

PolicyLoad loadedFrom(const std::vector<JsonFile*>& files, const Layout& layout, const PolicySet& previous,
                      Profile profile)
{
    if (policyFormOf(layout, profile) == PolicyForm::ById)
        return files.empty() ? PolicyLoad() : loadedFromFile(*files.front(), previous, profile);
    std::vector<PolicyFile> parsed;
    Findings broken;
    for (const JsonFile* file : files) {
        if (file->isGone())
            continue;
        parsed.push_back(policyFileOf(*file));
        if (file->error() && file->lastGood())
            broken.push_back(unusableFile(*file));
    }
    PolicyLoad load = loadPolicyFiles(parsed, layout, previous, profile);
    load.problems.insert(load.problems.end(), broken.begin(), broken.end());
    return load;
}

std::vector<PolicyPlace> placesIn(const std::vector<JsonFile*>& files, const Layout& layout, Profile profile)
{
    const PolicyForm form = policyFormOf(layout, profile);
    const NameRule rule = nameRuleOf(layout, profile);
    std::vector<PolicyPlace> places;
    for (const JsonFile* file : files) {
        if (!file->lastGood() || file->isGone())
            continue;
        for (PolicyPlace& place : policyPlaces(*file->lastGood(), form, rule)) {
            if (form == PolicyForm::ById || !place.name.empty())
                places.push_back(std::move(place));
        }
    }
    return countingPlaces(std::move(places), form);
}

} // namespace gatereeve::models
