#include "core/engine/guide/reasons.h"
#include "core/engine/guide/rules.h"

#include <algorithm>
#include <set>

namespace gatereeve::guide
{

// The key's own in their order, then what policies add, sorted: no order of policies shows.
std::optional<ApplyRefusal> uniteTags(ApplyRun& run)
{
    std::vector<std::string> tags;
    for (const std::string& tag : run.key.tags) {
        if (std::find(tags.begin(), tags.end(), tag) == tags.end())
            tags.push_back(tag);
    }
    std::set<std::string> added;
    for (const SelectedPolicy& selected : run.policies)
        added.insert(selected.policy->tags.begin(), selected.policy->tags.end());
    for (const std::string& tag : added) {
        if (std::find(tags.begin(), tags.end(), tag) == tags.end())
            tags.push_back(tag);
    }
    run.session.tags = std::move(tags);
    if (run.why)
        explainTags(run);
    return std::nullopt;
}

// Union; a policy beats the key, and among policies the one whose name sorts first.
std::optional<ApplyRefusal> uniteMetaData(ApplyRun& run)
{
    std::map<std::string, std::string> united;
    for (const SelectedPolicy& selected : run.policies)
        united.insert(selected.policy->metaData.begin(), selected.policy->metaData.end());
    united.insert(run.key.metaData.begin(), run.key.metaData.end());
    run.session.metaData = std::move(united);
    if (run.why)
        explainMetaData(run);
    return std::nullopt;
}

} // namespace gatereeve::guide
