#include "core/engine/guide/reasons.h"

#include "core/engine/reasonwords.h"

namespace gatereeve::guide
{

namespace
{

Source first(const std::vector<std::string>& names)
{
    return names.empty() ? Source::key() : Source::ofPolicy(names.front());
}

} // namespace

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
    Message why{"why.tags", "the tags of the key and of %1, each once", {policies(givers)}};
    if (givers.empty())
        why = {"why.tags-own", "the key's own tags", {}};
    else if (run.key.tags.empty())
        why = {"why.tags-policies", "the tags of %1, each once", {policies(givers)}};
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
                reason.why = {"why.meta",
                              "policy %1 sets it; a policy beats the key, and the name that sorts first beats others",
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
                               : Message{"why.flag", "%2 is set by %1; one is enough", {policies(names), field}};
    run.why->push_back({field, "true", keyHas ? Source::key() : first(names), "guide 9", {}, why});
}

} // namespace gatereeve::guide
