#include "core/engine/tyk/newerreasons.h"

#include "core/engine/reasonwords.h"
#include "core/engine/tyk/reasons.h"
#include "core/units.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace gatereeve::tyk
{

namespace
{

using Names = std::vector<std::string>;
using Givers = std::vector<Giver>;
// What a right has under a name, as shown; nothing: it does not have it.
using Shown = std::optional<std::string>;

template <typename Has>
Names having(const Givers& givers, const Has& has)
{
    Names names;
    for (const Giver& giver : givers) {
        if (has(giver.given))
            names.push_back(giver.name);
    }
    return names;
}

// Tells about one right. `below` is what follows the API in the field.
class Teller
{
public:
    Teller(ApplyRun& run, const NewerRight& right) : m_run(run), m_right(right) {}

    // A list that is the union of what the policies list.
    void united(const std::string& below, std::string value, const Names& names)
    {
        Message why{"reason.newer.united", "the lists of %1, united", {policies(names)}};
        if (m_right.isKeys)
            why = {"reason.right.own", "the key's own", {}};
        else if (names.size() == 1)
            why = {"reason.newer.listed", "listed by %1", {policies(names)}};
        add(below, std::move(value), names.size() == 1 ? firstOf(names) : Source::rule(), std::move(why), {});
    }

    // A flag that stays once one of them has it.
    void flag(const std::string& below, const Names& names)
    {
        Message why{"reason.newer.flag", "set by %1; one is enough", {policies(names)}};
        if (m_right.isKeys)
            why = {"reason.right.own", "the key's own", {}};
        add(below, "true", firstOf(names), std::move(why), {});
    }

    // A number of which the greatest or fastest holds. `of` shows what a right says.
    template <typename Of>
    void best(const std::string& below, const Givers& givers, const Of& of)
    {
        const std::string value = of(m_right.result).value_or(std::string());
        Names winners, others;
        std::vector<Candidate> losers;
        for (const Giver& giver : givers) {
            const Shown shown = of(giver.given);
            if (shown && *shown == value)
                winners.push_back(giver.name);
            if (!shown || *shown == value)
                continue;
            losers.push_back({Source::ofPolicy(giver.name), *shown});
            others.push_back(saidLimit(*shown) + " of policy " + giver.name);
        }
        Message why{"reason.newer.best", "set by %1: %2", {policies(winners), saidLimit(value), listText(others)}};
        if (!others.empty()) {
            why.id += ".greater";
            why.pattern += ", which goes before %3";
        }
        if (m_right.isKeys)
            why = {"reason.right.own", "the key's own", {}};
        add(below, value, firstOf(winners), std::move(why), std::move(losers));
    }

    void notEnforced(const std::string& below, const Names& names)
    {
        add(below, "none", Source::rule(),
            {"reason.newer.not-enforced",
             "limits for calls are listed by %1 without a say in rates, so they are dropped",
             {policies(names)}},
            {});
    }

private:
    static Source firstOf(const Names& names)
    {
        return names.empty() ? Source::rule() : Source::ofPolicy(names.front());
    }

    // Once: the key's own right may list something twice.
    void add(const std::string& below, std::string value, Source from, Message why, std::vector<Candidate> losers)
    {
        if (!m_told.insert(below).second)
            return;
        if (m_right.isKeys)
            from = Source::key();
        const std::string& api = m_right.api;
        m_run.why->push_back({api + '.' + below, std::move(value), std::move(from), ruleName(m_run, "11.1"),
                              std::move(losers), std::move(why), api.size()});
    }

    ApplyRun& m_run;
    const NewerRight& m_right;
    std::set<std::string> m_told;
};

Shown fieldsOf(const std::vector<GraphQlType>& types, const std::string& name)
{
    const auto found = std::ranges::find(types, name, &GraphQlType::name);
    return found == types.end() ? Shown() : Shown(listText(found->fields));
}

void explainTypes(Teller& teller, const NewerRight& right, const char* member,
                  std::vector<GraphQlType> NewerRights::*types)
{
    const auto& result = right.result.*types;
    if (result.empty())
        return;
    teller.united(member, countText(result.size()),
                  having(right.granting, [&](const NewerRights& given) { return !(given.*types).empty(); }));
    for (const GraphQlType& type : result) {
        const auto has = [&](const NewerRights& given) { return fieldsOf(given.*types, type.name).has_value(); };
        teller.united(std::string(member) + '.' + type.name, listText(type.fields), having(right.granting, has));
    }
}

void explainFields(Teller& teller, const NewerRight& right)
{
    const auto& result = right.result.fieldRights;
    if (result.empty())
        return;
    constexpr const char* Member = "field_access_rights";
    teller.united(Member, countText(result.size()),
                  having(right.granting, [](const NewerRights& given) { return !given.fieldRights.empty(); }));
    for (const GraphQlField& field : result) {
        const auto depth = [&](const NewerRights& given) {
            const auto found = std::ranges::find_if(given.fieldRights, [&](const GraphQlField& one) {
                return one.typeName == field.typeName && one.fieldName == field.fieldName;
            });
            return found == given.fieldRights.end() ? Shown() : Shown(depthText(found->maxQueryDepth));
        };
        teller.best(Member + ('.' + field.typeName) + '.' + field.fieldName, right.granting, depth);
    }
}

void explainLists(Teller& teller, const NewerRight& right, const char* member, CallLists NewerRights::*lists)
{
    const CallLists& result = right.result.*lists;
    if (result == CallLists{})
        return;
    const auto tell = [&](const char* below, Names CallLists::*list) {
        if (!(result.*list).empty())
            teller.united(std::string(member) + below, listText(result.*list),
                          having(right.granting, [&](const auto& given) { return !(given.*lists.*list).empty(); }));
    };
    teller.united(member, countText(result.allowed.size(), result.blocked.size()),
                  having(right.granting, [&](const auto& given) { return given.*lists != CallLists{}; }));
    tell(".allowed", &CallLists::allowed);
    tell(".blocked", &CallLists::blocked);
}

Shown rateOf(const std::vector<CallRate>& rates, const CallRate& call)
{
    const auto found = std::ranges::find_if(
        rates, [&](const CallRate& one) { return one.type == call.type && one.name == call.name; });
    return found == rates.end() ? Shown() : Shown(rateText(found->rate, found->per));
}

// False: nothing is limited, and there is nothing more to tell.
template <typename Calls>
bool explainMember(Teller& teller, const NewerRight& right, const char* member, Calls NewerRights::*calls)
{
    const auto has = [&](const NewerRights& given) { return !(given.*calls).empty(); };
    const auto& result = right.result.*calls;
    if (!result.empty())
        teller.united(member, countText(result.size()), having(right.limiting, has));
    else if (const Names silent = having(right.silent, has); !silent.empty())
        teller.notEnforced(member, silent);
    return !result.empty();
}

void explainRates(Teller& teller, const NewerRight& right, const char* member,
                  std::vector<CallRate> NewerRights::*calls)
{
    if (!explainMember(teller, right, member, calls))
        return;
    for (const CallRate& call : right.result.*calls) {
        const std::string name = (call.type.empty() ? "" : call.type + '.') + call.name;
        teller.best(std::string(member) + '.' + name, right.limiting,
                    [&](const NewerRights& given) { return rateOf(given.*calls, call); });
    }
}

void explainEndpoints(Teller& teller, const NewerRight& right)
{
    if (!explainMember(teller, right, "endpoints", &NewerRights::endpoints))
        return;
    for (const Endpoint& endpoint : right.result.endpoints) {
        for (const CallRate& method : endpoint.methods) {
            const auto rate = [&](const NewerRights& given) {
                const auto found = std::ranges::find(given.endpoints, endpoint.path, &Endpoint::path);
                return found == given.endpoints.end() ? Shown() : rateOf(found->methods, method);
            };
            teller.best("endpoints." + endpoint.path + '.' + method.name, right.limiting, rate);
        }
    }
}

struct Said {
    std::string_view policy;
    std::string value;
};

// The last policy that says something wins; `of` is empty for who says nothing.
template <typename Of>
void explainLast(ApplyRun& run, const char* field, const std::string& keys, const Of& of)
{
    std::vector<Said> said;
    for (const SelectedPolicy& selected : run.policies) {
        if (std::string value = of(*selected.policy); !value.empty())
            said.push_back({selected.name, std::move(value)});
    }
    if (said.empty() && keys.empty())
        return;
    std::vector<Candidate> losers;
    for (size_t i = 0; i + 1 < said.size(); ++i) {
        if (said[i].policy != said.back().policy)
            losers.push_back({Source::ofPolicy(std::string(said[i].policy)), said[i].value});
    }
    if (!said.empty() && !keys.empty())
        losers.push_back({Source::key(), keys});
    const bool isKeys = said.empty();
    Message why = isKeys ? Message{"reason.right.own", "the key's own", {}}
                         : Message{"reason.newer.last",
                                   "policy %1 sets it; a policy beats the key, and the last one listed beats others",
                                   {std::string(said.back().policy)}};
    run.why->push_back({field, isKeys ? keys : said.back().value,
                        isKeys ? Source::key() : Source::ofPolicy(std::string(said.back().policy)),
                        ruleName(run, "11.1"), std::move(losers), std::move(why)});
}

} // namespace

void explainNewer(ApplyRun& run, const NewerRight& right)
{
    Teller teller(run, right);
    explainTypes(teller, right, "restricted_types", &NewerRights::restrictedTypes);
    explainTypes(teller, right, "allowed_types", &NewerRights::allowedTypes);
    explainFields(teller, right);
    if (right.result.disableIntrospection)
        teller.flag("disable_introspection",
                    having(right.granting, [](const NewerRights& given) { return given.disableIntrospection; }));
    explainEndpoints(teller, right);
    explainRates(teller, right, "json_rpc_methods", &NewerRights::rpcMethods);
    explainLists(teller, right, "json_rpc_methods_access_rights", &NewerRights::rpcLists);
    explainRates(teller, right, "mcp_primitives", &NewerRights::mcpPrimitives);
    explainLists(teller, right, "mcp_access_rights.tools", &NewerRights::mcpTools);
    explainLists(teller, right, "mcp_access_rights.resources", &NewerRights::mcpResources);
    explainLists(teller, right, "mcp_access_rights.prompts", &NewerRights::mcpPrompts);
}

void explainPostExpiry(ApplyRun& run)
{
    const auto period = [](int64_t seconds) { return seconds == 0 ? std::string() : gracePeriodText(seconds); };
    explainLast(run, "post_expiry_action", run.key.postExpiryAction,
                [](const Policy& policy) { return policy.postExpiryAction; });
    explainLast(run, "post_expiry_grace_period", period(run.key.postExpiryGracePeriod),
                [&](const Policy& policy) { return period(policy.postExpiryGracePeriod); });
}

} // namespace gatereeve::tyk
