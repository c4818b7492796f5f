#include "core/compare/words.h"

#include "core/json/writer.h"
#include "core/units.h"

#include <algorithm>
#include <array>

namespace gatereeve::compare
{

namespace
{

using json::Value;
using Texts = std::vector<std::string>;

constexpr const char* NotSet = "not set";

double realOf(const MaybeValue& value)
{
    return value && value->isNumber() ? value->real().value_or(0) : 0;
}

int64_t wholeOf(const MaybeValue& value)
{
    return value && value->isNumber() ? value->integer().value_or(0) : 0;
}

bool flagOf(const MaybeValue& value)
{
    return value && value->isBool() && value->boolean();
}

// What a gateway would read as a number.
bool isNumberOrNothing(const MaybeValue& value, bool whole)
{
    if (!value || value->isNull())
        return true;
    return value->isNumber() && (whole ? value->integer().has_value() : value->real().has_value());
}

std::string numberOr0(const MaybeValue& value)
{
    return value && !value->isNull() ? std::string(value->raw()) : "0";
}

// Two numbers that are one value. `names`: how the members are called, for what has no words.
struct Pair {
    const char* id;
    const char* title;
    std::array<const char*, 2> names;
    std::array<bool, 2> whole;
    std::string (*text)(const MaybeValue (&values)[2]);
};

std::string rateOf(const MaybeValue (&values)[2])
{
    return rateText(realOf(values[0]), realOf(values[1]));
}

std::string quotaOf(const MaybeValue (&values)[2])
{
    return quotaText(wholeOf(values[0]), wholeOf(values[1]));
}

std::string throttlingOf(const MaybeValue (&values)[2])
{
    return throttlingText(realOf(values[0]), wholeOf(values[1]));
}

constexpr Pair Rate{"rate", "rate", {"rate", "per"}, {false, false}, rateOf};
constexpr Pair Quota{"quota", "quota", {"quota_max", "quota_renewal_rate"}, {true, true}, quotaOf};
constexpr Pair Throttling{
    "throttling", "throttling", {"throttle_interval", "throttle_retry_limit"}, {false, true}, throttlingOf};

std::string written(const Pair& pair, const MaybeValue (&values)[2])
{
    return std::string(pair.names[0]) + ' ' + numberOr0(values[0]) + ", " + pair.names[1] + ' ' + numberOr0(values[1]);
}

Message pairWords(const Scope& scope, const Pair& pair, const MaybeValue (&before)[2], const MaybeValue (&after)[2])
{
    const std::string id = std::string("compare.") + pair.id;
    for (size_t i = 0; i < 2; ++i) {
        if (!isNumberOrNothing(before[i], pair.whole[i]) || !isNumberOrNothing(after[i], pair.whole[i]))
            return scope.say(id + ".odd", std::string(pair.title) + ": %1 \u2192 %2",
                             {written(pair, before), written(pair, after)});
    }
    const std::string was = pair.text(before), is = pair.text(after);
    if (was == is)
        return scope.say(id + ".same", std::string(pair.title) + " %1 either way, written %2 \u2192 %3",
                         {is, written(pair, before), written(pair, after)});
    return scope.say(id, std::string(pair.title) + " %1 \u2192 %2", {was, is});
}

struct FlagWords {
    std::string_view name;
    const char* on;
    const char* off;
};

constexpr FlagWords Flags[] = {
    {"is_inactive", "keys that use it are refused from now on (is_inactive)",
     "keys that use it are no longer refused (is_inactive)"},
    {"hmac_enabled", "HMAC switched on", "HMAC switched off"},
    {"enable_http_signature_validation", "HTTP signatures switched on", "HTTP signatures switched off"},
    {"use_keyless", "open to everybody, without a key (use_keyless)", "no longer open without a key (use_keyless)"},
    {"disable_rate_limit", "rate limits switched off (disable_rate_limit)",
     "rate limits switched on (disable_rate_limit)"},
    {"disable_quota", "quotas switched off (disable_quota)", "quotas switched on (disable_quota)"},
    {"allow_master_keys", "keys without access rights are let into every API (allow_master_keys)",
     "keys without access rights are refused (allow_master_keys)"},
};

std::optional<Message> flagWords(const Scope& scope, std::string_view name, const MaybeValue& before,
                                 const MaybeValue& after)
{
    const auto isFlag = [](const MaybeValue& value) { return !value || value->isNull() || value->isBool(); };
    const auto words =
        std::find_if(std::begin(Flags), std::end(Flags), [&](const FlagWords& one) { return one.name == name; });
    if (words == std::end(Flags) || !isFlag(before) || !isFlag(after))
        return std::nullopt;
    return scope.say("compare." + std::string(name) + (flagOf(after) ? ".on" : ".off"),
                     flagOf(after) ? words->on : words->off, {});
}

std::optional<Message> activeWords(const Scope& scope, const MaybeValue& before, const MaybeValue& after)
{
    const auto isOff = [](const MaybeValue& value) { return value && value->isBool() && !value->boolean(); };
    if (isOff(after))
        return scope.say("compare.active.off", "no longer active", {});
    if (isOff(before))
        return scope.say("compare.active.on", "active again", {});
    return std::nullopt;
}

std::optional<Message> expiryWords(const Scope& scope, const MaybeValue& before, const MaybeValue& after)
{
    if (!isNumberOrNothing(before, true) || !isNumberOrNothing(after, true))
        return std::nullopt;
    const int64_t was = wholeOf(before), is = wholeOf(after);
    if (was <= 0 && is > 0)
        return scope.say("compare.expiry.on", "new keys end after %1 (never before)", {durationText(is)});
    if (was > 0 && is <= 0)
        return scope.say("compare.expiry.off", "new keys never end (after %1 before)", {durationText(was)});
    if (was > 0)
        return scope.say("compare.expiry", "new keys end after %1 \u2192 %2", {durationText(was), durationText(is)});
    return std::nullopt;
}

std::string partitionsText(const MaybeValue& partitions)
{
    const Shape* shape = nullptr;
    for (const MemberShape& member : PolicyShape.members)
        shape = member.name == "partitions" ? member.shape : shape;
    const auto has = [&](std::string_view name) { return flagOf(memberOf(partitions, *shape, name)); };
    Texts parts;
    for (const auto& [name, words] :
         {std::pair("rate_limit", "rate limit"), std::pair("quota", "quota"), std::pair("acl", "access rights")}) {
        if (has(name))
            parts.emplace_back(words);
    }
    const bool whole = parts.empty() || parts.size() == 3;
    if (whole)
        parts = {"the whole policy"};
    for (const auto& [name, words] : {std::pair("per_api", "limits per API"), std::pair("complexity", "query depth")}) {
        if (!has(name))
            continue;
        if (whole && parts.front() == "the whole policy" && name == std::string_view("per_api"))
            parts.clear();
        parts.emplace_back(words);
    }
    return listText(parts);
}

std::string limitText(const MaybeValue& limit)
{
    const Members members(limit, LimitShape);
    const MaybeValue rate[2] = {members.at(0), members.at(1)}, quota[2] = {members.at(2), members.at(3)},
                     throttling[2] = {members.at(4), members.at(5)};
    std::string text = "rate " + rateOf(rate) + ", quota " + quotaOf(quota);
    if (wholeOf(throttling[1]) > 0)
        text += ", throttling " + throttlingOf(throttling);
    return text;
}

Texts textsOf(const MaybeValue& list)
{
    Texts texts;
    if (list && list->isArray()) {
        for (const Value element : *list)
            texts.push_back(plainText(element));
    }
    return texts;
}

std::string textOf(const MaybeValue& object, std::string_view name)
{
    const MaybeValue member = object && object->isObject() ? object->memberIgnoringCase(name) : std::nullopt;
    return member && member->isString() ? member->string() : std::string();
}

// At most a few, so that a sentence stays one.
std::string shortList(Texts items)
{
    constexpr size_t Most = 5;
    if (items.size() > Most + 1) {
        const size_t more = items.size() - Most;
        items.resize(Most);
        items.push_back(groupedNumber(static_cast<int64_t>(more)) + " more");
    }
    return listText(items);
}

} // namespace

Message Scope::say(std::string id, std::string pattern, std::vector<std::string> arguments) const
{
    if (api.empty())
        return {std::move(id), std::move(pattern), std::move(arguments)};
    arguments.push_back(api);
    return {id + ".of", '%' + std::to_string(arguments.size()) + ": " + pattern, std::move(arguments)};
}

std::string excerpt(const MaybeValue& value)
{
    constexpr size_t Longest = 70; // bytes
    if (!value)
        return NotSet;
    std::string text = json::compacted(value->raw());
    if (text.size() <= Longest)
        return text;
    size_t end = Longest - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // never half a character
    return text.substr(0, end) + "\u2026";
}

std::string plainText(const Value& value)
{
    return value.isString() && value.length() > 2 ? value.string() : excerpt(value);
}

Message unitWords(Unit unit, const Scope& scope, const MaybeValue (&before)[2], const MaybeValue (&after)[2])
{
    return pairWords(scope, unit == Unit::Rate ? Rate : unit == Unit::Quota ? Quota : Throttling, before, after);
}

std::string unitText(Unit unit, const MaybeValue (&values)[2])
{
    switch (unit) {
    case Unit::Rate:
        return rateOf(values);
    case Unit::Quota:
        return quotaOf(values);
    case Unit::Throttling:
        return throttlingOf(values);
    case Unit::Own:
        return excerpt(values[0]);
    }
    return {};
}

std::optional<Message> memberWords(const Scope& scope, std::string_view name, const MaybeValue& before,
                                   const MaybeValue& after)
{
    if (name == "active")
        return activeWords(scope, before, after);
    if (name == "key_expires_in")
        return expiryWords(scope, before, after);
    return flagWords(scope, name, before, after);
}

bool isSecret(std::string_view label)
{
    const std::string_view name = label.substr(label.rfind('.') + 1);
    return name == "secret" || name == "node_secret" || name == "password" || name == "hmac_string";
}

Message leafWords(const Scope& scope, const std::string& label, const MaybeValue& before, const MaybeValue& after)
{
    if (isSecret(label))
        return scope.say("compare.secret", "%1 is another one", {label});
    return scope.say("compare.value", "%1 %2 \u2192 %3", {label, excerpt(before), excerpt(after)});
}

Message setWords(const Scope& scope, const std::string& label, const Texts& added, const Texts& removed)
{
    if (removed.empty())
        return scope.say("compare.set.added", "%1: also %2", {label, shortList(added)});
    if (added.empty())
        return scope.say("compare.set.removed", "%1: no longer %2", {label, shortList(removed)});
    return scope.say("compare.set", "%1: no longer %2, but %3", {label, shortList(removed), shortList(added)});
}

Message partitionWords(const MaybeValue& before, const MaybeValue& after)
{
    const std::string was = partitionsText(before), is = partitionsText(after);
    if (was == is)
        return leafWords({}, "partitions", before, after);
    return {"compare.partitions", "enforces %1 \u2192 %2", {was, is}};
}

Message limitWords(const Scope& scope, const MaybeValue& before, const MaybeValue& after)
{
    const auto isSet = [](const MaybeValue& limit) { return limit && limit->isObject(); };
    if (isSet(after))
        return scope.say("compare.limit.on", "has a limit of its own: %1", {limitText(after)});
    if (isSet(before))
        return scope.say("compare.limit.off", "no limit of its own any more (was %1)", {limitText(before)});
    return leafWords(scope, "limit", before, after);
}

std::string ruleText(const Texts& methods, const std::string& url)
{
    return (methods.empty() ? "no method of" : listText(methods)) + ' ' + url;
}

Texts methodsOf(const Value& rule)
{
    return rule.isObject() ? textsOf(rule.memberIgnoringCase("methods")) : Texts{};
}

std::string ruleText(const Value& rule)
{
    return rule.isObject() ? ruleText(methodsOf(rule), textOf(rule, "url")) : excerpt(rule);
}

std::string rightLabel(const std::string& apiId, const MaybeValue& before, const MaybeValue& after)
{
    std::string name;
    for (const MaybeValue& right : {after, before}) {
        for (const std::string_view spelling : {"api_name", "apiname"})
            name = name.empty() ? textOf(right, spelling) : name;
    }
    return name.empty() || name == apiId ? apiId : name + " (" + apiId + ')';
}

std::string rightText(const Value& right)
{
    if (!right.isObject())
        return excerpt(right);
    const Texts versions = textsOf(right.memberIgnoringCase("versions"));
    std::string text = versions.empty()       ? "no version"
                       : versions.size() == 1 ? "version " + versions.front()
                                              : "versions " + shortList(versions);
    Texts rules;
    if (const MaybeValue urls = right.memberIgnoringCase("allowed_urls"); urls && urls->isArray()) {
        for (const Value rule : *urls)
            rules.push_back(ruleText(rule));
    }
    if (!rules.empty())
        text += ", only " + shortList(rules);
    const MaybeValue limit = right.memberIgnoringCase("limit");
    if (limit && limit->isObject())
        text += ", with a limit of its own: " + limitText(limit);
    return text;
}

std::string policyText(const Value& policy)
{
    if (!policy.isObject())
        return excerpt(policy);
    const MaybeValue partitions = policy.memberIgnoringCase("partitions");
    std::string text = limitText(policy);
    Texts apis;
    if (const MaybeValue rights = policy.memberIgnoringCase("access_rights"); rights && rights->isObject()) {
        for (const auto& [id, right] : entriesOf(rights, AnyShape))
            apis.push_back(rightLabel(id, right, right));
    }
    text += apis.empty() ? ", grants no API" : ", grants " + shortList(apis);
    if (const int64_t seconds = wholeOf(policy.memberIgnoringCase("key_expires_in")); seconds > 0)
        text += ", keys end after " + durationText(seconds);
    if (const std::string parts = partitionsText(partitions); parts != "the whole policy")
        text += ", enforces " + parts;
    return text;
}

std::string apiText(const Value& api)
{
    const MaybeValue proxy = api.isObject() ? api.memberIgnoringCase("proxy") : std::nullopt;
    const std::string path = textOf(proxy, "listen_path"), target = textOf(proxy, "target_url");
    std::string text = textOf(api, "name");
    if (!path.empty())
        text += (text.empty() ? "" : ", ") + ("listens on " + path);
    if (!target.empty())
        text += (text.empty() ? "" : ", ") + ("target " + target);
    return text;
}

} // namespace gatereeve::compare
