#include "core/engine/limitrules.h"
#include "core/engine/listenpath.h"
#include "core/engine/pathpattern.h"
#include "core/engine/patterncheck.h"
#include "core/engine/servingrules.h"
#include "core/engine/snapshot.h"

#include <algorithm>
#include <numeric>

namespace gatereeve
{

namespace
{

Finding errorIn(const ApiDefinition& api, std::string kind, Message message, std::string path)
{
    return {std::move(kind), Severity::Error, std::move(message), Place{api.fileName, 0, 0, std::move(path)}};
}

void dontServe(CompiledApi& api, Message why)
{
    api.served = false;
    api.whyNotServed = std::move(why);
}

std::string lowerCase(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return text;
}

// gateway-behaviour.md 9: parameter and cookie are named like the header unless they have a name of their own.
void findTokenPlaces(CompiledApi& api)
{
    const AuthSettings& auth = api.definition.auth;
    const std::string header = auth.headerName.empty() ? "Authorization" : auth.headerName;
    api.tokenHeader = lowerCase(header);
    if (auth.useParam || !auth.paramName.empty())
        api.tokenParam = auth.paramName.empty() ? header : auth.paramName;
    if (auth.useCookie || !auth.cookieName.empty())
        api.tokenCookie = auth.cookieName.empty() ? header : auth.cookieName;
}

std::optional<Target> targetOf(const ApiDefinition& api, const std::string& url, std::string path, Findings& findings)
{
    auto target = parseTarget(url);
    if (target)
        return std::move(target).value();
    findings.push_back(errorIn(
        api, "bad-target", {"snapshot.bad-target", "the target \"%1\" can't be used: %2", {url, target.error().text}},
        std::move(path)));
    return std::nullopt;
}

void findTargets(CompiledApi& api, bool skipsVerifying, Findings& findings)
{
    const ApiDefinition& definition = api.definition;
    if (definition.enableLoadBalancing && !definition.targetList.empty()) {
        for (size_t i = 0; i < definition.targetList.size(); ++i) {
            std::string path = "proxy.target_list[" + std::to_string(i) + ']';
            if (auto target = targetOf(definition, definition.targetList[i], std::move(path), findings))
                api.targets.push_back(std::move(*target));
        }
    } else if (auto target = targetOf(definition, definition.targetUrl, "proxy.target_url", findings)) {
        api.targets.push_back(std::move(*target));
    }
    for (const auto& [name, version] : definition.versions) {
        if (version.overrideTarget.empty())
            continue;
        std::string path = "version_data.versions." + name + ".override_target";
        if (auto target = targetOf(definition, version.overrideTarget, std::move(path), findings))
            api.versionTargets.emplace(name, std::move(*target));
    }
    if (skipsVerifying || definition.sslInsecureSkipVerify) {
        for (Target& target : api.targets)
            target.trustAnybody();
        for (auto& [name, target] : api.versionTargets)
            target.trustAnybody();
    }
    if (api.targets.empty())
        dontServe(api, {"snapshot.no-target", "none of its targets can be used", {}});
}

std::optional<Message> patternProblem(const std::string& listenPath)
{
    const auto expression = listenPathExpression(listenPath);
    if (!expression)
        return Message{"snapshot.listen-path-brace", "a brace in its listen path \"%1\" is not closed", {listenPath}};
    if (const auto compiled = PathPattern::compile(*expression); !compiled)
        return Message{"snapshot.listen-path-pattern",
                       "its listen path \"%1\" can't be used: %2",
                       {listenPath, compiled.error().text}};
    return std::nullopt;
}

void checkListenPath(CompiledApi& api, Findings& findings)
{
    const std::string& listenPath = api.definition.listenPath;
    auto problem = api.definition.isOas && listenPath.empty()
                       ? Message{"snapshot.oas", "it is an OpenAPI document without a listen path of its own", {}}
                       : listenPathProblem(listenPath);
    if (!problem && isListenPattern(listenPath))
        problem = patternProblem(listenPath);
    if (!problem)
        return;
    findings.push_back(errorIn(api.definition, "bad-listen-path",
                               {"snapshot.bad-listen-path", "this API is not served: %1", {problem->english()}},
                               "proxy.listen_path"));
    dontServe(api, std::move(*problem));
}

void checkAuthentication(const CompiledApi& api, Findings& findings)
{
    const ApiDefinition& definition = api.definition;
    if (definition.usesToken() || (definition.useKeyless && !definition.useMutualTls))
        return;
    Finding finding =
        errorIn(definition, "unsupported-authentication",
                {"snapshot.unsupported-authentication",
                 "this API asks for a kind of authentication that is not supported; all its requests are refused",
                 {}},
                {});
    finding.severity = Severity::Note;
    findings.push_back(std::move(finding));
}

// What can't be read names nobody: in a list of the allowed that denies; in one of the forbidden it would let in, so
// the API is not served then.
AddressList addressesOf(CompiledApi& api, const std::vector<std::string>& texts, const std::string& path,
                        bool forbidden, Findings& findings)
{
    AddressList list;
    for (size_t i = 0; i < texts.size(); ++i) {
        if (list.add(texts[i]))
            continue;
        const Message why{"snapshot.bad-address", "\"%1\" is neither an address nor a network", {texts[i]}};
        findings.push_back(errorIn(api.definition, "bad-address", why, path + '[' + std::to_string(i) + ']'));
        if (forbidden)
            dontServe(api, why);
    }
    return list;
}

// gateway-behaviour.md 18: a list that is empty is off.
void findAddresses(CompiledApi& api, Findings& findings)
{
    const ApiDefinition& definition = api.definition;
    if (definition.enableIpWhitelisting && !definition.allowedIps.empty())
        api.allowedAddresses = addressesOf(api, definition.allowedIps, "allowed_ips", false, findings);
    if (definition.enableIpBlacklisting && !definition.blacklistedIps.empty())
        api.forbiddenAddresses = addressesOf(api, definition.blacklistedIps, "blacklisted_ips", true, findings);
}

// gateway-behaviour.md 11: one window for the whole API. What can't be enforced refuses everything.
void findGlobalRate(CompiledApi& api, const GatewaySettings& settings, Profile profile)
{
    const ApiDefinition& definition = api.definition;
    if (definition.disableRateLimit || !(definition.globalRate > 0))
        return;
    const RateRuleOf ruleOf = rateRuleOf(limitRulesFor(profile), limiterOf(settings));
    const auto rule = ruleOf(definition.globalRate, definition.globalPer);
    if (rule && rule->window <= 0)
        return; // policy-semantics.md 9.1: a window of no length refuses nothing
    api.globalRate = rule.value_or(RateRule{0, INT64_MAX});
}

bool namesMetaData(const ApiDefinition& definition)
{
    const auto inAny = [](const std::map<std::string, std::string>& headers) {
        return std::any_of(headers.begin(), headers.end(),
                           [](const auto& header) { return header.second.find("$tyk_meta.") != std::string::npos; });
    };
    return std::any_of(definition.versions.begin(), definition.versions.end(), [&](const auto& version) {
        const auto& ofPaths = version.second.transformHeaders;
        return inAny(version.second.globalHeaders) ||
               std::any_of(ofPaths.begin(), ofPaths.end(), [&](const auto& entry) { return inAny(entry.addHeaders); });
    });
}

bool hasHardTimeouts(const ApiDefinition& definition)
{
    return std::any_of(definition.versions.begin(), definition.versions.end(),
                       [](const auto& version) { return !version.second.hardTimeouts.empty(); });
}

CompiledApi compileApi(ApiDefinition definition, size_t index, const SnapshotInput& input, Findings& findings)
{
    const ServingRules& rules = servingRulesFor(input.profile);
    CompiledApi api;
    api.definition = std::move(definition);
    api.index = index;
    findTokenPlaces(api);
    findTargets(api, input.settings.proxySslInsecureSkipVerify, findings);
    checkListenPath(api, findings);
    checkAuthentication(api, findings);
    findAddresses(api, findings);
    findGlobalRate(api, input.settings, input.profile);
    api.namesMetaData = namesMetaData(api.definition);
    if (rules.firstTimeoutStays && hasHardTimeouts(api.definition))
        api.firstTimeout = std::make_shared<std::atomic<int64_t>>(0);
    if (api.definition.internal)
        dontServe(api, {"snapshot.internal", "it is internal", {}});
    if (rules.looksAtActive && api.definition.active == false) // profiles.md, quirks
        dontServe(api, {"snapshot.inactive", "its \"active\" is false", {}});
    if (api.definition.unusable)
        dontServe(api, *api.definition.unusable);
    return api;
}

// The order of file names decides which of two equal listen paths or ids counts, whatever order the folder was read in.
std::vector<size_t> orderByFileName(const std::vector<ApiDefinition>& apis)
{
    std::vector<size_t> order(apis.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return apis[a].fileName < apis[b].fileName; });
    return order;
}

void refuseDuplicate(CompiledApi& api, const CompiledApi& first, const std::string& what, const std::string& value,
                     Finding finding, Findings& findings)
{
    const Message why{"snapshot.duplicate",
                      "%1 and %2 have the same %3 \"%4\"; only the first is served, change one",
                      {first.definition.fileName, api.definition.fileName, what, value}};
    finding.message = why;
    findings.push_back(std::move(finding));
    dontServe(api, why);
}

} // namespace

void SnapshotCompiler::index(Snapshot& snapshot)
{
    std::unordered_map<std::string_view, size_t> patterns;
    for (CompiledApi& api : snapshot.apis) {
        const ApiDefinition& definition = api.definition;
        // Rights are granted by id: two APIs under one id would share them without anybody having said so.
        const auto [sameId, isNewId] = snapshot.m_byApiId.try_emplace(definition.apiId, api.index);
        if (!isNewId && !snapshot.apis[sameId->second].served)
            sameId->second = api.index; // what is not served has no claim to the id
        else if (!isNewId && api.served)
            refuseDuplicate(api, snapshot.apis[sameId->second], "api_id", definition.apiId,
                            errorIn(definition, "duplicate-id", {}, "api_id"), snapshot.findings);
        if (!api.served)
            continue;
        auto& byListenPath = isListenPattern(definition.listenPath) ? patterns : snapshot.m_byListenPath;
        const auto [samePath, isNewPath] = byListenPath.try_emplace(definition.listenPath, api.index);
        if (!isNewPath)
            refuseDuplicate(api, snapshot.apis[samePath->second], "listen path", definition.listenPath,
                            errorIn(definition, "duplicate-listen-path", {}, "proxy.listen_path"), snapshot.findings);
        else if (isListenPattern(definition.listenPath))
            snapshot.listenPatterns.push_back(
                {*listenPathExpression(definition.listenPath), definition.listenPath.size(), api.index});
        else
            snapshot.m_listenPathLengths.push_back(definition.listenPath.size());
    }
    auto& lengths = snapshot.m_listenPathLengths;
    std::sort(lengths.begin(), lengths.end(), std::greater<>());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    std::stable_sort(snapshot.listenPatterns.begin(), snapshot.listenPatterns.end(),
                     [](const ListenPattern& a, const ListenPattern& b) { return a.writtenLength > b.writtenLength; });
}

std::shared_ptr<const Snapshot> SnapshotCompiler::compile(SnapshotInput input, const Snapshot* former)
{
    const auto snapshot = std::make_shared<Snapshot>();
    snapshot->generation = input.generation;
    snapshot->profile = input.profile;
    snapshot->settings = input.settings;
    snapshot->policies = std::move(input.policies);
    snapshot->errorPages = std::move(input.errorPages);

    PatternCheck patterns(snapshot->findings, snapshot->profile);
    patterns.checkPolicies(*snapshot, former, input.placeOfPolicy);
    snapshot->apis.reserve(input.apis.size());
    for (const size_t i : orderByFileName(input.apis)) {
        snapshot->apis.push_back(
            compileApi(std::move(input.apis[i]), snapshot->apis.size(), input, snapshot->findings));
        patterns.checkPathLists(snapshot->apis.back().definition);
    }
    if (const auto settle = servingRulesFor(input.profile).equalPaths)
        settle(snapshot->apis, former, snapshot->findings);
    index(*snapshot);
    return snapshot;
}

} // namespace gatereeve
