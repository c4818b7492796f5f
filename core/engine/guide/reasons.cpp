#include "core/engine/guide/reasons.h"

#include "core/engine/guide/words.h"

#include <algorithm>

namespace gatereeve::guide
{

namespace
{

Source first(const std::vector<std::string>& names)
{
    return names.empty() ? Source::key() : Source::ofPolicy(names.front());
}

std::vector<std::string> grantersOf(const ApplyRun& run, const std::string& apiId)
{
    std::vector<std::string> names;
    for (const SelectedPolicy& selected : run.policies) {
        if (selected.givesRights && selected.policy->accessRights.contains(apiId))
            names.emplace_back(selected.name);
    }
    return names;
}

bool someGivesRights(const ApplyRun& run)
{
    return std::any_of(run.policies.begin(), run.policies.end(), [](const SelectedPolicy& s) { return s.givesRights; });
}

std::string urlsText(const std::vector<AllowedUrl>& urls)
{
    if (urls.empty())
        return "everything";
    std::string text;
    for (const AllowedUrl& rule : urls) {
        text += text.empty() ? "" : "; ";
        for (const std::string& method : rule.methods)
            text += method + ' ';
        text += rule.url;
    }
    return text;
}

void explainVersions(ApplyRun& run, const std::string& apiId, const AccessRight& right)
{
    for (const std::string& version : right.versions) {
        std::vector<std::string> names;
        for (const SelectedPolicy& selected : run.policies) {
            if (!selected.givesRights)
                continue;
            const auto granted = selected.policy->accessRights.find(apiId);
            if (granted == selected.policy->accessRights.end())
                continue;
            const auto& versions = granted->second.versions;
            if (std::find(versions.begin(), versions.end(), version) != versions.end())
                names.emplace_back(selected.name);
        }
        const Message why = names.empty() ? Message{"why.version-own", "the key's own right lists version %1", {version}}
                                          : Message{"why.version", "%1 lists version %2", {policies(names), version}};
        run.why->push_back({"access_rights." + apiId + ".versions." + version, version, first(names), "guide 9", {}, why});
    }
}

void explainUrls(ApplyRun& run, const std::string& apiId, const AccessRight& right, const std::vector<std::string>& granters)
{
    Reason reason{"access_rights." + apiId + ".allowed_urls", urlsText(right.allowedUrls), first(granters), "guide 9", {}, {}};
    std::vector<std::string> free;
    for (const SelectedPolicy& selected : run.policies) {
        const auto granted = selected.policy->accessRights.find(apiId);
        if (!selected.givesRights || granted == selected.policy->accessRights.end())
            continue;
        if (granted->second.allowedUrls.empty())
            free.emplace_back(selected.name);
        else if (urlsText(granted->second.allowedUrls) != reason.value)
            reason.losers.push_back({Source::ofPolicy(std::string(selected.name)), urlsText(granted->second.allowedUrls)});
    }
    if (granters.empty()) {
        reason.why = {"why.urls-own", "no policy gives rights, so the key's own hold: %1", {reason.value}};
    } else if (!free.empty()) {
        reason.winner = first(free);
        reason.why = {"why.urls-free", "%1 grants %2 without allowed URLs, which makes it unrestricted", {policies(free), apiId}};
    } else {
        const bool united = granters.size() > 1 && reason.losers.size() == granters.size();
        if (united)
            reason.winner = Source::rule();
        reason.why = {"why.urls", "%1 allows %2%3",
                      {policies(granters), reason.value, united ? std::string(NoSinglePolicy) : std::string()}};
    }
    run.why->push_back(std::move(reason));
}

} // namespace

void explainRights(ApplyRun& run)
{
    const bool given = someGivesRights(run);
    for (const auto& [apiId, right] : run.session.accessRights) {
        const std::vector<std::string> granters = grantersOf(run, apiId);
        const Message why = granters.empty()
                                ? Message{"why.right-own", "no policy gives rights, so the key's own right to %1 holds", {apiId}}
                                : Message{"why.right", "%1 grants %2", {policies(granters), apiId}};
        run.why->push_back({"access_rights." + apiId, "granted", first(granters), "guide 9", {}, why});
        explainVersions(run, apiId, right);
        explainUrls(run, apiId, right, granters);
    }
    if (!given)
        return;
    for (const auto& [apiId, right] : run.key.accessRights) {
        if (!run.session.accessRights.contains(apiId))
            run.why->push_back({"access_rights." + apiId,
                                "not granted",
                                Source::rule(),
                                "guide 6",
                                {{Source::key(), "granted"}},
                                {"why.right-replaced", "policies give the rights, so the key's own right to %1 is overridden", {apiId}}});
    }
}

void explainTags(ApplyRun& run)
{
    std::vector<std::string> givers;
    for (const SelectedPolicy& selected : run.policies) {
        if (!selected.policy->tags.empty())
            givers.emplace_back(selected.name);
    }
    if (run.session.tags.empty())
        return;
    std::string value;
    for (const std::string& tag : run.session.tags)
        value += (value.empty() ? "" : ", ") + tag;
    const Message why = givers.empty() ? Message{"why.tags-own", "the key's own tags", {}}
                                       : Message{"why.tags", "the tags of the key and of %1, each once", {policies(givers)}};
    run.why->push_back({"tags", value, givers.empty() ? Source::key() : Source::rule(), "guide 9", {}, why});
}

void explainMetaData(ApplyRun& run)
{
    for (const auto& [name, value] : run.session.metaData) {
        Reason reason{"meta_data." + name, value, Source::key(), "guide 9", {}, {"why.meta-own", "the key's own", {}}};
        bool found = false;
        for (const SelectedPolicy& selected : run.policies) {
            const auto own = selected.policy->metaData.find(name);
            if (own == selected.policy->metaData.end())
                continue;
            const Source source = Source::ofPolicy(std::string(selected.name));
            if (!found) {
                reason.winner = source;
                reason.why = {"why.meta", "policy %1 sets it; a policy beats the key, and the name that sorts first beats others",
                              {std::string(selected.name)}};
                found = true;
            } else {
                reason.losers.push_back({source, own->second});
            }
        }
        if (const auto own = run.key.metaData.find(name); found && own != run.key.metaData.end())
            reason.losers.push_back({Source::key(), own->second});
        run.why->push_back(std::move(reason));
    }
}

void explainFlag(ApplyRun& run, const std::string& field, bool keyHas, bool Policy::*flag)
{
    std::vector<std::string> names;
    for (const SelectedPolicy& selected : run.policies) {
        if (selected.policy->*flag)
            names.emplace_back(selected.name);
    }
    if (names.empty() && !keyHas)
        return;
    const Message why = keyHas ? Message{"why.flag-own", "the key itself has %1", {field}}
                               : Message{"why.flag", "%1 has %2; one is enough", {policies(names), field}};
    run.why->push_back({field, "true", keyHas ? Source::key() : first(names), "guide 9", {}, why});
}

} // namespace gatereeve::guide
