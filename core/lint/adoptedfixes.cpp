#include "core/lint/adoptedfixes.h"

#include "core/json/writer.h"

#include <algorithm>

namespace gatereeve::lint
{

namespace
{

// Before the first of these that the policy has, so that a flag stands among flags; else at the end.
json::Edit insertBefore(const json::Value& object, std::string_view name, std::string_view json,
                        std::initializer_list<const char*> followers)
{
    for (const char* follower : followers) {
        if (const auto before = memberOf(object, follower))
            return json::insertMember(object, name, json, &*before);
    }
    return json::insertMember(object, name, json);
}

// What the guide wants to be said; without it a policy is loaded all the same, everywhere.
std::optional<Fix> sayActive(const json::Value& policy)
{
    if (!policy.isObject())
        return std::nullopt;
    return Fix{{"lint.fix.active", "add \"active\": true", {}},
               {insertBefore(policy, "active", "true", {"is_inactive", "tags", "key_expires_in"})},
               true};
}

// Counters of keys with several policies start anew under another name (policy-semantics.md 9.2), so it is only
// offered.
std::optional<Fix> sayId(const json::Value& policy)
{
    if (!policy.isObject() || !policy.hasName())
        return std::nullopt;
    const std::string id = json::quoted(policy.name());
    const auto first = policy.firstChild();
    const json::Edit edit = memberOf(policy, "id") ? json::setMember(policy, "id", id)
                                                   : json::insertMember(policy, "id", id, first ? &*first : nullptr);
    return Fix{{"lint.fix.id", "add \"id\": %1", {id}}, {edit}, false};
}

std::optional<Fix> sameId(const json::Value& policy, Profile profile)
{
    const auto id = memberOf(policy, "id");
    if (!id || !policy.hasName())
        return std::nullopt;
    const std::string name = json::quoted(policy.name());
    // 5 does it by itself; under 2.9 it names counters.
    return Fix{
        {"lint.fix.same-id", "set \"id\" to %1", {name}}, {json::replaceValue(*id, name)}, profile == Profile::Tyk5};
}

// A label: the right itself stands under its name.
std::optional<Fix> fileSpelling(const json::Value& label)
{
    const auto right = label.parent();
    if (!right || !label.hasName())
        return std::nullopt;
    const bool isId = json::isSameName(label.name(), "apiid");
    const char* name = isId ? "api_id" : "api_name";
    if ((!isId && !json::isSameName(label.name(), "apiname")) || memberOf(*right, name))
        return std::nullopt;
    return Fix{{"lint.fix.spelling", "call it \"%1\"", {name}}, {json::renameMember(label, name)}, true};
}

// "10" for a number, "true" for a flag: what was meant is plain, but it changes what is enforced.
std::optional<Fix> withoutQuotes(const json::Value& value, const Message& message)
{
    if (!value.isString())
        return std::nullopt;
    const std::string text = value.string();
    const auto document = json::Document::parse(text);
    if (!document)
        return std::nullopt;
    const json::Value meant = document->root();
    const bool wantsFlag = message.id.find("-for-flag.") != std::string::npos;
    const bool wantsWhole = message.id.find("-for-whole-number.") != std::string::npos;
    const bool wantsNumber = message.id.find("-for-number.") != std::string::npos;
    const bool fits = (wantsFlag && meant.isBool()) || (wantsWhole && meant.isNumber() && meant.integer()) ||
                      (wantsNumber && meant.isNumber() && meant.real());
    if (!fits)
        return std::nullopt;
    return Fix{{"lint.fix.quotes", "write %1 without quotes", {std::string(meant.raw())}},
               {json::replaceValue(value, meant.raw())},
               false};
}

std::optional<Fix> fixFor(const LintFinding& found, const json::Value& value, Profile profile)
{
    const std::string_view rule = found.rule->id;
    if (rule == "active-absent")
        return sayActive(value);
    if (rule == "id-absent")
        return sayId(value);
    if (rule == "id-differs")
        return sameId(value, profile);
    if (rule == "service-spelling")
        return fileSpelling(value);
    if (rule == "wrong-type")
        return withoutQuotes(value, found.finding.message);
    return std::nullopt;
}

} // namespace

void addFixes(const Subjects& subjects, LintFindings& findings)
{
    for (LintFinding& found : findings) {
        const json::Document* document = subjects.document(found.finding.place.file);
        if (document && found.length > 0 && found.rule->fix != FixKind::None)
            found.fix = fixFor(found, document->innermostAt(found.offset), subjects.profile);
    }
}

} // namespace gatereeve::lint
