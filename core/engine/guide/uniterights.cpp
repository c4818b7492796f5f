#include "core/engine/guide/reasons.h"
#include "core/engine/guide/rules.h"

#include <algorithm>

namespace gatereeve::guide
{

namespace
{

void addMissing(std::vector<std::string>& list, const std::vector<std::string>& more)
{
    for (const std::string& item : more) {
        if (std::find(list.begin(), list.end(), item) == list.end())
            list.push_back(item);
    }
}

void addUrls(std::vector<AllowedUrl>& list, const std::vector<AllowedUrl>& more)
{
    for (const AllowedUrl& rule : more) {
        auto same =
            std::find_if(list.begin(), list.end(), [&](const AllowedUrl& known) { return known.url == rule.url; });
        if (same == list.end())
            same = list.insert(list.end(), AllowedUrl{rule.url, {}});
        addMissing(same->methods, rule.methods);
    }
}

AccessRight firstGrant(const AccessRight& granted)
{
    AccessRight right;
    right.apiName = granted.apiName;
    right.apiId = granted.apiId;
    right.unknown = granted.unknown;
    addMissing(right.versions, granted.versions);
    addUrls(right.allowedUrls, granted.allowedUrls);
    return right;
}

void unite(AccessRight& right, const AccessRight& more)
{
    addMissing(right.versions, more.versions);
    if (more.allowedUrls.empty())
        right.allowedUrls.clear(); // one that grants without allowed URLs makes the API unrestricted
    else if (!right.allowedUrls.empty())
        addUrls(right.allowedUrls, more.allowedUrls);
    right.unknown.insert(more.unknown.begin(), more.unknown.end());
}

} // namespace

std::optional<ApplyRefusal> uniteRights(ApplyRun& run)
{
    AccessRights united;
    for (const SelectedPolicy& selected : run.policies) {
        if (!selected.givesRights)
            continue;
        for (const auto& [apiId, granted] : selected.policy->accessRights) {
            const auto known = united.find(apiId);
            if (known == united.end())
                united.emplace(apiId, firstGrant(granted));
            else
                unite(known->second, granted);
        }
    }
    if (!united.empty())
        run.session.accessRights = std::move(united);
    if (run.why)
        explainRights(run);
    return std::nullopt;
}

} // namespace gatereeve::guide
