#include "core/engine/sessiondifference.h"

#include "core/engine/reasonwords.h"
#include "core/units.h"

#include <algorithm>
#include <set>

namespace gatereeve
{

namespace
{

using Texts = std::vector<std::string>;
using MethodsByUrl = std::map<std::string_view, std::set<std::string_view>>;

const std::string NotGranted = "not granted", None = "none";

bool sameRate(const Limit& a, const Limit& b)
{
    return (a.rate <= 0 && b.rate <= 0) || (a.rate == b.rate && a.per == b.per);
}

bool sameQuota(const Limit& a, const Limit& b)
{
    if (a.quotaMax <= 0 || b.quotaMax <= 0)
        return a.quotaMax <= 0 && b.quotaMax <= 0;
    const bool neverRenewed = a.quotaRenewalRate <= 0 && b.quotaRenewalRate <= 0;
    return a.quotaMax == b.quotaMax && (neverRenewed || a.quotaRenewalRate == b.quotaRenewalRate);
}

bool sameThrottling(const Limit& a, const Limit& b)
{
    const bool none = a.throttleRetryLimit <= 0 && b.throttleRetryLimit <= 0;
    return none || (a.throttleRetryLimit == b.throttleRetryLimit && a.throttleInterval == b.throttleInterval);
}

bool sameSmoothing(const std::optional<Smoothing>& a, const std::optional<Smoothing>& b)
{
    const bool none = !(a && a->enabled) && !(b && b->enabled);
    return none || a == b;
}

template <typename T>
std::string shownCount(const std::vector<T>& list)
{
    return countText(list.size());
}

std::string shownCount(const CallLists& lists)
{
    return countText(lists.allowed.size(), lists.blocked.size());
}

bool isLimited(const AccessRight& right)
{
    return right.limit && (right.limit->rate > 0 || right.limit->quotaMax > 0);
}

using TextSet = std::set<std::string_view>;

TextSet setOf(const Texts& texts)
{
    return {texts.begin(), texts.end()};
}

bool sameSet(const Texts& a, const Texts& b)
{
    return a == b || setOf(a) == setOf(b);
}

std::string sortedText(const Texts& texts)
{
    const TextSet sorted = setOf(texts);
    return sorted.empty() ? None : listText({sorted.begin(), sorted.end()});
}

MethodsByUrl methodsByUrl(const std::vector<AllowedUrl>& rules)
{
    MethodsByUrl methods;
    for (const AllowedUrl& rule : rules)
        methods[rule.url].insert(rule.methods.begin(), rule.methods.end());
    return methods;
}

std::string methodsText(const MethodsByUrl& rules, std::string_view url)
{
    const auto found = rules.find(url);
    if (found == rules.end())
        return NotGranted;
    return found->second.empty() ? None : listText({found->second.begin(), found->second.end()});
}

// Calls `visit` with each key of the two maps, in order, and what stands under it (null: nothing).
template <typename Map, typename Visit>
void walk(const Map& here, const Map& there, const Visit& visit)
{
    auto a = here.begin();
    auto b = there.begin();
    while (a != here.end() || b != there.end()) {
        if (b == there.end() || (a != here.end() && a->first < b->first)) {
            visit(a->first, &a->second, static_cast<decltype(&b->second)>(nullptr));
            ++a;
        } else if (a == here.end() || b->first < a->first) {
            visit(b->first, static_cast<decltype(&a->second)>(nullptr), &b->second);
            ++b;
        } else {
            visit(a->first, &a->second, &b->second);
            ++a;
            ++b;
        }
    }
}

// One comparison under way; each function looks at one part of the sessions.
class Comparison
{
public:
    Comparison(const EffectiveSession& here, const EffectiveSession& there) : m_here(here), m_there(there) {}

    std::vector<Difference> take()
    {
        if (m_here.ok() != m_there.ok())
            add({}, "apply_policies", m_here.ok() ? "applied" : "refused", m_there.ok() ? "applied" : "refused");
        if (!m_here.ok() || !m_there.ok())
            return std::move(m_found);
        compareLimits({}, m_here.session.rootLimit(), m_there.session.rootLimit());
        compareRights();
        compareScopes();
        compareTags();
        compareMetaData();
        compareFlags();
        comparePostExpiry();
        return std::move(m_found);
    }

private:
    // The field is `right`, "access_rights.orders" or nothing, and what is below it.
    void add(const std::string& right, std::string_view below, std::string here, std::string there, Texts broader = {})
    {
        m_found.push_back(
            {right + std::string(below), std::move(here), std::move(there), std::move(broader), right.size()});
    }

    // `right` empty: the root.
    void compareLimits(const std::string& right, const Limit& here, const Limit& there)
    {
        const auto below = [&](const char* part) { return (right.empty() ? "" : ".") + std::string(part); };
        if (!sameRate(here, there))
            add(right, below("rate"), rateText(here.rate, here.per), rateText(there.rate, there.per));
        if (!sameQuota(here, there))
            add(right, below("quota"), quotaText(here.quotaMax, here.quotaRenewalRate),
                quotaText(there.quotaMax, there.quotaRenewalRate));
        if (!sameThrottling(here, there))
            add(right, below("throttling"), throttlingText(here.throttleInterval, here.throttleRetryLimit),
                throttlingText(there.throttleInterval, there.throttleRetryLimit), {right + below("rate")});
        if (!sameSmoothing(here.smoothing, there.smoothing))
            add(right, below("smoothing"), smoothingText(here.smoothing), smoothingText(there.smoothing),
                {right + below("rate")});
        if (depthText(here.maxQueryDepth) != depthText(there.maxQueryDepth))
            add(right, below("max_query_depth"), depthText(here.maxQueryDepth), depthText(there.maxQueryDepth));
    }

    void compareRights()
    {
        walk(m_here.session.accessRights, m_there.session.accessRights,
             [this](const std::string& api, const AccessRight* here, const AccessRight* there) {
                 const std::string right = "access_rights." + api;
                 if (!here || !there) {
                     add(right, {}, here ? "granted" : NotGranted, there ? "granted" : NotGranted);
                     return;
                 }
                 compareVersions(right, here->versions, there->versions);
                 compareUrls(right, here->allowedUrls, there->allowedUrls);
                 if (here->newer != there->newer)
                     compareNewer(right, here->newer, there->newer);
                 compareLimits(right, here->limit.value_or(m_here.session.rootLimit()),
                               there->limit.value_or(m_there.session.rootLimit()));
             });
    }

    void compareVersions(const std::string& right, const Texts& here, const Texts& there)
    {
        if (sameSet(here, there))
            return;
        const TextSet hereSet = setOf(here), thereSet = setOf(there);
        const auto shown = [](const TextSet& set, std::string_view version) {
            return set.contains(version) ? std::string("granted") : NotGranted;
        };
        TextSet all = hereSet;
        all.insert(thereSet.begin(), thereSet.end());
        for (const std::string_view version : all) {
            if (hereSet.contains(version) != thereSet.contains(version))
                add(right, ".versions." + std::string(version), shown(hereSet, version), shown(thereSet, version),
                    {right + ".versions", right});
        }
    }

    void compareUrls(const std::string& right, const std::vector<AllowedUrl>& here,
                     const std::vector<AllowedUrl>& there)
    {
        if (here == there)
            return;
        const std::string field = right + ".allowed_urls";
        if (here.empty() || there.empty()) {
            add(right, ".allowed_urls", urlsText(here), urlsText(there), {right});
            return;
        }
        const MethodsByUrl hereMethods = methodsByUrl(here), thereMethods = methodsByUrl(there);
        walk(hereMethods, thereMethods, [&](std::string_view url, const auto* own, const auto* other) {
            if (own && other && *own == *other)
                return;
            add(right, ".allowed_urls." + std::string(url), methodsText(hereMethods, url),
                methodsText(thereMethods, url), {field, right});
        });
    }

    // What only 5 gives; the lists may be long, so that only their lengths are shown.
    void compareNewer(const std::string& right, const NewerRights& here, const NewerRights& there)
    {
        const auto compare = [&](const char* name, auto NewerRights::*member) {
            if (here.*member != there.*member)
                add(right, "." + std::string(name), shownCount(here.*member), shownCount(there.*member));
        };
        compare("restricted_types", &NewerRights::restrictedTypes);
        compare("allowed_types", &NewerRights::allowedTypes);
        compare("field_access_rights", &NewerRights::fieldRights);
        compare("endpoints", &NewerRights::endpoints);
        compare("json_rpc_methods", &NewerRights::rpcMethods);
        compare("json_rpc_methods_access_rights", &NewerRights::rpcLists);
        compare("mcp_primitives", &NewerRights::mcpPrimitives);
        compare("mcp_access_rights.tools", &NewerRights::mcpTools);
        compare("mcp_access_rights.resources", &NewerRights::mcpResources);
        compare("mcp_access_rights.prompts", &NewerRights::mcpPrompts);
        if (here.disableIntrospection != there.disableIntrospection)
            add(right, ".disable_introspection", here.disableIntrospection ? "true" : "false",
                there.disableIntrospection ? "true" : "false");
    }

    // An API counts together with all of the same scope. Only APIs that both sessions grant are compared, and only
    // those that a limit makes count at all.
    void compareScopes()
    {
        struct Pair {
            const std::string* api;
            const std::string *here, *there; // scopes
        };
        std::vector<Pair> common;
        bool haveSameNames = true;
        walk(m_here.session.accessRights, m_there.session.accessRights,
             [&](const std::string& api, const AccessRight* here, const AccessRight* there) {
                 if (!here || !there || (!isLimited(*here) && !isLimited(*there)))
                     return;
                 common.push_back({&api, &here->allowanceScope, &there->allowanceScope});
                 haveSameNames = haveSameNames && here->allowanceScope == there->allowanceScope;
             });
        if (haveSameNames)
            return;
        std::map<std::string_view, Texts> hereApis, thereApis; // by scope, sorted
        for (const Pair& pair : common) {
            hereApis[*pair.here].push_back(*pair.api);
            thereApis[*pair.there].push_back(*pair.api);
        }
        // Looked at once for each pair of scopes: thousands of APIs may be in the same two.
        std::map<std::pair<std::string_view, std::string_view>, ScopePair> pairs;
        for (const Pair& pair : common) {
            const auto [place, isNew] = pairs.try_emplace({*pair.here, *pair.there});
            if (isNew)
                place->second = compareScope(hereApis.at(*pair.here), thereApis.at(*pair.there));
            if (const ScopePair& scopes = place->second; !scopes.isSame)
                add("access_rights." + *pair.api, ".allowance_scope", scopeText(scopes.here, *pair.api),
                    scopeText(scopes.there, *pair.api));
        }
    }

    // The APIs of a scope as a sentence names them: those that the other side's scope has not come first.
    struct Scope {
        Texts first;
        size_t size = 0;
    };
    struct ScopePair {
        bool isSame = true;
        Scope here, there;
    };

    static constexpr size_t MostNamed = 4;

    static ScopePair compareScope(const Texts& here, const Texts& there)
    {
        if (here == there)
            return {};
        return {false, {namedFirst(here, there), here.size()}, {namedFirst(there, here), there.size()}};
    }

    // One more than are named, since the API itself is not.
    static Texts namedFirst(const Texts& apis, const Texts& otherApis)
    {
        Texts first, common;
        for (const std::string& api : apis) {
            Texts& part = std::ranges::binary_search(otherApis, api) ? common : first;
            if (part.size() <= MostNamed)
                part.push_back(api);
            if (first.size() > MostNamed)
                return first;
        }
        first.insert(first.end(), common.begin(), common.end());
        first.resize(std::min(first.size(), MostNamed + 1));
        return first;
    }

    static std::string scopeText(const Scope& scope, const std::string& api)
    {
        if (scope.size == 1)
            return "counted by itself";
        Texts others;
        for (const std::string& other : scope.first) {
            if (other != api && others.size() < MostNamed)
                others.push_back(other);
        }
        if (const size_t more = scope.size - 1 - others.size(); more > 0)
            others.push_back(groupedNumber(static_cast<int64_t>(more)) + (more == 1 ? " other" : " others"));
        return "counted together with " + listText(others);
    }

    void compareTags()
    {
        if (!sameSet(m_here.session.tags, m_there.session.tags))
            add({}, "tags", sortedText(m_here.session.tags), sortedText(m_there.session.tags));
    }

    void compareMetaData()
    {
        walk(m_here.session.metaData, m_there.session.metaData,
             [this](const std::string& name, const std::string* here, const std::string* there) {
                 if (!here || !there || *here != *there)
                     add({}, "meta_data." + name, here ? *here : None, there ? *there : None);
             });
    }

    void compareFlags()
    {
        const auto flag = [this](const char* name, bool Session::*member) {
            if (m_here.session.*member != m_there.session.*member)
                add({}, name, m_here.session.*member ? "true" : "false", m_there.session.*member ? "true" : "false");
        };
        flag("is_inactive", &Session::isInactive);
        flag("hmac_enabled", &Session::hmacEnabled);
        flag("enable_http_signature_validation", &Session::httpSignatureEnabled);
    }

    void comparePostExpiry()
    {
        const Session &here = m_here.session, &there = m_there.session;
        const auto action = [](const Session& session) {
            return session.postExpiryAction.empty() ? None : session.postExpiryAction;
        };
        if (action(here) != action(there))
            add({}, "post_expiry_action", action(here), action(there));
        if (here.postExpiryGracePeriod != there.postExpiryGracePeriod)
            add({}, "post_expiry_grace_period", gracePeriodText(here.postExpiryGracePeriod),
                gracePeriodText(there.postExpiryGracePeriod));
    }

    const EffectiveSession& m_here;
    const EffectiveSession& m_there;
    std::vector<Difference> m_found;
};

} // namespace

std::vector<Difference> differencesOf(const EffectiveSession& here, const EffectiveSession& there)
{
    return Comparison(here, there).take();
}

} // namespace gatereeve
