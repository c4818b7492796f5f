#include "core/lint/adopted.h"

#include "core/engine/snapshot.h"
#include "core/lint/members.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace gatereeve::lint
{

namespace
{

struct Adopted {
    std::string_view kind, rule; // no rule: left out
};

// Of kinds that several readers use, the id of the message tells them apart (ruleFor).
constexpr Adopted Kinds[] = {
    {"malformed", "syntax"},
    {"unreadable", "missing-file"},
    {"missing-file", "missing-file"},
    {"missing-folder", "missing-folder"},
    {"wrong-type", "wrong-type"},
    {"bad-object-id", "bad-object-id"},
    {"duplicate-id", "duplicate-policy"},
    {"repeated-member", "repeated-member"},
    {"trailing-text", "trailing-text"},
    {"bare-policy", "bare-policy"},
    {"null-policy", "null-policy"},
    {"no-id", "policy-without-id"},
    {"not-a-definition", "no-definition"},
    {"no-policies", "no-policies"},
    {"no-apis", "no-policies"},
    {"policies-elsewhere", "no-policies"},
    {"policy-folder", "policy-folder"},
    {"newer-member", "newer-member"},
    {"label-ignored", "service-spelling"},
    {"complexity-ignored", "complexity-alone"},
    {"active-absent", "active-absent"},
    {"active-ignored", "active-ignored"},
    {"not-active", "inactive-policy"},
    {"no-rights", "policy-without-rights"},
    {"rights-ignored", "rights-ignored"},
    {"id-absent", "id-absent"},
    {"id-differs", "id-differs"},
    {"id-replaced", "id-differs"},
    {"bad-listen-path", "bad-listen-path"},
    {"duplicate-listen-path", "duplicate-api"},
    {"bad-target", "bad-target"},
    {"invalid-pattern", "invalid-pattern"},
    // Told by rules of ours.
    {"unlimited", ""},                  // unlimited-rate, unlimited-quota
    {"unusable", ""},                   // per-api-with-partitions, rate-without-period
    {"unknown-member", ""},             // misspelt-member, unknown-member
    {"empty-set", ""},                  // isOfGateway
    {"not-loaded", ""},                 // follows from bad-object-id
    {"unsupported-authentication", ""}, // isOfGateway
};

std::string_view ruleFor(const Finding& finding)
{
    if (finding.message.id == "snapshot.duplicate")
        return "duplicate-api";
    const auto known = std::ranges::find(Kinds, finding.kind, &Adopted::kind);
    return known == std::end(Kinds) ? std::string_view("reading") : known->rule;
}

struct Step {
    json::Value value;
    std::string_view rest; // of the path
};

// "[2].x": the element, and ".x".
std::optional<Step> elementStep(const json::Value& list, std::string_view path)
{
    size_t index = 0;
    const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
    const auto element = error == std::errc() ? list.element(index) : std::nullopt;
    const size_t used = static_cast<size_t>(end - path.data()) + 1; // with the bracket
    return element && used <= path.size() ? std::optional(Step{*element, path.substr(used)}) : std::nullopt;
}

// Names of versions may hold dots: the longest name that fits is taken.
std::optional<Step> memberStep(const json::Value& object, std::string_view path)
{
    for (size_t end = path.size(); end != std::string_view::npos && end > 0; end = path.find_last_of(".[", end - 1)) {
        if (const auto member = object.memberIgnoringCase(path.substr(0, end)))
            return Step{*member, path.substr(end)};
    }
    return std::nullopt;
}

// "version_data.versions.v1.extended_paths.ignored[2]" from the root of a definition; nothing where it leads nowhere.
std::optional<json::Value> follow(json::Value at, std::string_view path)
{
    while (!path.empty()) {
        const auto step = at.isArray() && path.starts_with('[') ? elementStep(at, path)
                          : at.isObject()                       ? memberStep(at, path)
                                                                : std::nullopt;
        if (!step)
            return std::nullopt;
        at = step->value;
        path = step->rest.starts_with('.') ? step->rest.substr(1) : step->rest;
    }
    return at;
}

// Where an OpenAPI document has what findings call by its classic path.
std::string_view oasPath(std::string_view path)
{
    if (path == "proxy.target_url")
        return "x-tyk-api-gateway.upstream.url";
    return path == "proxy.listen_path" ? std::string_view("x-tyk-api-gateway.server.listenPath.value") : path;
}

void findPlace(Finding& finding, const Subjects& subjects)
{
    const json::Document* document = subjects.document(finding.place.file);
    if (!document || finding.place.line > 0)
        return;
    const json::Value root = memberOf(document->root(), "api_definition").value_or(document->root());
    auto at = follow(root, finding.place.path);
    if (!at)
        at = follow(root, oasPath(finding.place.path));
    finding.place = at.value_or(root).place();
}

// Targets that a gateway fills in itself: none at all (the API answers by other means), another API of its own, and,
// since 5, values kept elsewhere.
bool isFilledIn(std::string_view target, Profile profile)
{
    constexpr std::string_view Kept[] = {"env://", "secrets://", "consul://", "vault://"};
    if (target.empty() || target.starts_with("tyk://"))
        return true;
    return profile != Profile::Tyk29 &&
           std::ranges::any_of(Kept, [&](std::string_view scheme) { return target.starts_with(scheme); });
}

// What is missing in a policy that nobody wrote as one: a wrapper, or a member of a file that is one policy itself.
bool isOfNoPolicy(const Finding& finding, const Subjects& subjects)
{
    constexpr std::string_view Missing[] = {"active-absent", "no-rights", "id-absent"};
    const json::Document* document = subjects.document(finding.place.file);
    if (!document || finding.place.line == 0 || std::ranges::count(Missing, finding.kind) == 0)
        return false;
    return !saysAnything(document->innermostAt(document->offsetOf(finding.place)));
}

bool isOfNoAccount(const Finding& finding, const Subjects& subjects)
{
    if (finding.kind == "bad-target" && !finding.message.arguments.empty())
        return isFilledIn(finding.message.arguments.front(), subjects.profile);
    return isOfNoPolicy(finding, subjects);
}

} // namespace

bool isOfGateway(const Finding& finding)
{
    return finding.kind == "empty-set" || finding.kind == "unsupported-authentication";
}

Findings compiledFindings(const Subjects& subjects)
{
    SnapshotInput input;
    input.profile = subjects.profile;
    input.settings = subjects.settings;
    for (const LintedApi& api : subjects.apis)
        input.apis.push_back(api.definition);
    return SnapshotCompiler::compile(std::move(input))->findings;
}

void adoptFindings(Findings findings, Report& report)
{
    for (Finding& finding : findings)
        findPlace(finding, report.subjects());
    const auto order = [](const Finding& a, const Finding& b) {
        return std::tie(a.place.file, a.place.line, a.place.column, a.kind, a.message.arguments) <
               std::tie(b.place.file, b.place.line, b.place.column, b.kind, b.message.arguments);
    };
    std::ranges::stable_sort(findings, order);
    // A file may have been read twice, by its layout and for the rules.
    const auto doubled = std::ranges::unique(findings);
    findings.erase(doubled.begin(), doubled.end());
    for (Finding& finding : findings) {
        const std::string_view rule = ruleFor(finding);
        if (!rule.empty() && !isOfNoAccount(finding, report.subjects()))
            report.adopt(ruleOf(rule), std::move(finding));
    }
}

} // namespace gatereeve::lint
