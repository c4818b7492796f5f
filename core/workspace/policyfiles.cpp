#include "core/workspace/policyfiles.h"

#include "core/reading/loadrules.h"
#include "core/reading/policyfolder.h"

namespace gatereeve
{

namespace
{

PolicyLoad loadFolder(const std::string& folder, const FileSystem& files, const PolicySet& previous)
{
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return policiesFileMissing(folder, names.error().text, previous);
    std::vector<PolicyFile> policies;
    for (const std::string& name : *names) {
        if (name.ends_with(".json"))
            policies.push_back({folder + '/' + name, files.read(folder + '/' + name, LargestFile)});
    }
    return loadPolicyFolder(policies, previous);
}

} // namespace

const std::string& policiesPath(const Layout& layout, Profile profile)
{
    return loadRulesFor(profile).readsFolder && !layout.policyFolder.empty() ? layout.policyFolder
                                                                             : layout.policiesFile;
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
