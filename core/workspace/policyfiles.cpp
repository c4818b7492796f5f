#include "core/workspace/policyfiles.h"

#include "core/reading/deliveredpolicies.h"
#include "core/reading/policyexport.h"

namespace gatereeve
{

namespace
{

std::vector<PolicyFile> parsedFiles(const std::vector<std::string>& paths, const FileSystem& files)
{
    std::vector<PolicyFile> parsed;
    parsed.reserve(paths.size());
    for (const std::string& path : paths)
        parsed.push_back(parsedPolicyFile(path, files.read(path, LargestFile)));
    return parsed;
}

PolicyLoad loadFolder(const std::string& folder, const FileSystem& files, const PolicySet& previous)
{
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return policiesFileMissing(folder, names.error().text, previous);
    std::vector<std::string> paths;
    for (const std::string& name : *names) {
        if (name.ends_with(".json"))
            paths.push_back(folder + '/' + name);
    }
    return loadPolicyFolder(parsedFiles(paths, files), previous);
}

PolicyLoad nothingRead(const Layout& layout, Profile profile)
{
    PolicyLoad load;
    if (auto finding = unreadFolder(layout, profile))
        load.problems.push_back(*std::move(finding));
    return load;
}

} // namespace

PolicyForm policyFormOf(const Layout& layout, Profile profile)
{
    if (layout.isExport)
        return PolicyForm::Export;
    const bool goesFirst = loadRulesFor(profile).readsFolder || layout.policiesFile.empty();
    return !layout.policyFolder.empty() && goesFirst ? PolicyForm::Folder : PolicyForm::ById;
}

bool namesPolicies(const Layout& layout, Profile profile)
{
    return policyFormOf(layout, profile) != PolicyForm::ById || !layout.policiesFile.empty();
}

bool allowsExplicitId(const Layout& layout)
{
    return layout.confFile.empty() || layout.settings.allowExplicitPolicyId;
}

NameRule nameRuleOf(const Layout& layout, Profile profile)
{
    return layout.isExport ? deliveredNameRule(loadRulesFor(profile), allowsExplicitId(layout)) : NameRule::IdFirst;
}

std::optional<Finding> unreadFolder(const Layout& layout, Profile profile)
{
    if (policyFormOf(layout, profile) != PolicyForm::Folder || loadRulesFor(profile).readsFolder)
        return std::nullopt;
    return Finding{"policy-folder",
                   Severity::Warning,
                   {"layout.policyFolder",
                    "\"policy_path\" (a folder with one policy a file) is read by Tyk 5 only, so none of its policies "
                    "is in force; choose the rules of 5, or name one file in \"policy_record_name\"",
                    {}},
                   {layout.confFile, 0, 0, "policies"}};
}

PolicyLoad loadPolicyFiles(const std::vector<PolicyFile>& parsed, const Layout& layout, const PolicySet& previous,
                           Profile profile)
{
    if (layout.isExport)
        return loadPolicyExport(parsed, previous, profile, allowsExplicitId(layout));
    return loadRulesFor(profile).readsFolder ? loadPolicyFolder(parsed, previous) : nothingRead(layout, profile);
}

PolicyLoad loadPoliciesOf(const Layout& layout, const FileSystem& files, const PolicySet& previous, Profile profile)
{
    switch (policyFormOf(layout, profile)) {
    case PolicyForm::ById:
        return layout.policiesFile.empty() ? PolicyLoad()
                                           : loadPoliciesFrom(layout.policiesFile, files, previous, profile);
    case PolicyForm::Folder:
        return loadRulesFor(profile).readsFolder ? loadFolder(layout.policyFolder, files, previous)
                                                 : nothingRead(layout, profile);
    case PolicyForm::Export:
        return loadPolicyFiles(parsedFiles(policyFilesNow(layout, files), files), layout, previous, profile);
    }
    return {};
}

PolicyLoad loadPoliciesFrom(const std::string& path, const FileSystem& files, const PolicySet& previous,
                            Profile profile)
{
    if (loadRulesFor(profile).readsFolder && files.info(path).isDirectory)
        return loadFolder(path, files, previous);
    const Result<std::string> text = files.read(path, LargestFile);
    return text ? loadPoliciesText(*text, path, previous, profile)
                : policiesFileMissing(path, text.error().text, previous);
}

} // namespace gatereeve
