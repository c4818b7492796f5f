#include "core/reading/reading.h"

namespace gatereeve
{

namespace
{

struct Words {
    std::string_view id, expected, zero;
};

Words wordsOf(Expected expected)
{
    switch (expected) {
    case Expected::Number:
        return {"number", "a number is expected", "0"};
    case Expected::WholeNumber:
        return {"whole-number", "a whole number without fraction and exponent is expected", "0"};
    case Expected::Flag:
        return {"flag", "true or false is expected", "false"};
    case Expected::Text:
        return {"text", "a text is expected", "an empty text"};
    case Expected::List:
        return {"list", "a list is expected", "an empty list"};
    case Expected::Object:
        return {"object", "an object is expected", "an empty object"};
    case Expected::Time:
        return {"time", "a time like \"2026-12-09T13:05:00Z\" is expected", "no time"};
    case Expected::ObjectId:
        return {"object-id", "24 hexadecimal digits or an empty text are expected", "an empty text"};
    }
    return {};
}

struct Meaning {
    std::string_view member;
    Expected expected;
    std::string_view ofZero;
};

// What zero does where it isn't harmless.
constexpr Meaning Meanings[] = {
    {"rate", Expected::Number, ", which is unlimited"},
    {"quota_max", Expected::WholeNumber, ", which is unlimited"},
    {"quota_renewal_rate", Expected::WholeNumber, ", with which a quota is never renewed"},
    {"key_expires_in", Expected::WholeNumber, ", with which keys never expire"},
    {"is_inactive", Expected::Flag, ", which disables no key"},
    {"access_rights", Expected::Object, ", which grants no API"},
    {"allowed_urls", Expected::List, ", which allows every URL"},
    {"partitions", Expected::Object, ", with which the whole policy is enforced"},
    {"limit", Expected::Object, ", which limits nothing"},
};

bool isWholePolicy(const json::Value& value)
{
    const auto parent = value.parent();
    return !parent || !parent->parent() || parent->isArray();
}

std::string_view meaningOfZero(const json::Value& value, Expected expected)
{
    if (expected == Expected::Object && isWholePolicy(value))
        return ", a policy without limits and rights";
    for (const Meaning& meaning : Meanings) {
        if (meaning.expected == expected && value.hasName() && json::isSameName(value.name(), meaning.member))
            return meaning.ofZero;
    }
    return {};
}

struct Consequence {
    std::string id, text;
};

Consequence zeroLoaded(const json::Value& value, Expected expected)
{
    if (expected == Expected::ObjectId)
        return {"reading-ends", "%3 stops reading there"};
    std::string text = "%3 loads ";
    text.append(wordsOf(expected).zero).append(meaningOfZero(value, expected));
    return {"zero-loaded", std::move(text)};
}

// %3 is the gateway.
Consequence consequenceOf(WrongType consequence, const json::Value& value, Expected expected)
{
    switch (consequence) {
    case WrongType::ZeroUsed:
        return {"zero-used", std::string(wordsOf(expected).zero) + " is used"};
    case WrongType::FormerKept:
        return {"former-kept", "the former version of the policy stays in force"};
    case WrongType::Unusable:
        return {"unusable", "the policy can't be used, and every key that names it is refused"};
    case WrongType::Untold:
        return {"untold", {}};
    case WrongType::NotServed:
        return {"not-served", "the API is not served"};
    case WrongType::ZeroLoaded:
        return zeroLoaded(value, expected);
    case WrongType::NothingTaken:
        return {"nothing-taken", "%3 then takes over no policy at all, and the ones in force stay"};
    }
    return {};
}

// `rate`, `versions[0]`: how a value is called in a sentence; its path stands in the place.
std::string label(const json::Value& value)
{
    if (value.hasName())
        return value.name();
    const std::optional<json::Value> parent = value.parent();
    return parent ? label(*parent) + '[' + std::to_string(value.indexInParent()) + ']' : std::string("the value");
}

// The value as it stands, in one short line.
std::string excerpt(const json::Value& value)
{
    constexpr size_t Longest = 40; // bytes
    std::string_view raw = value.raw();
    if (raw.size() <= Longest)
        return std::string(raw);
    raw = raw.substr(0, Longest);
    while (!raw.empty() && (static_cast<unsigned char>(raw.back()) & 0xc0) == 0x80)
        raw.remove_suffix(1); // never half a character
    raw.remove_suffix(1);
    return std::string(raw) + "…";
}

std::string foundPattern(const json::Value& value)
{
    const std::string kind(json::nameOf(value.kind()));
    const bool nested = value.isArray() || value.isObject();
    return nested ? (value.isObject() ? "an " : "a ") + kind : "the " + kind + " %2";
}

struct Ignored {
    std::string_view kind, id, pattern; // %1 the member, %2 the gateway
};

Ignored ignoredWords(std::optional<KnownBy> elsewhere)
{
    if (elsewhere == KnownBy::Newer)
        return {"newer-member", "newer", "`%1` is read by Tyk 5 only; %2 ignores it"};
    if (elsewhere == KnownBy::ServiceSpelling)
        return {
            "label-ignored", "service-spelling",
            "`%1` is how a policy service of Tyk 2.9.5 spells it; here %2 ignores it, and the label stays empty. The "
            "right itself is granted all the same"};
    if (elsewhere == KnownBy::FileSpelling)
        return {
            "label-ignored", "file-spelling",
            "`%1` is how a policies file spells it; from a service %2 ignores it. The right itself is granted all the "
            "same"};
    return {"unknown-member", "unknown", "`%1` is not known to %2 and is ignored"};
}

} // namespace

bool Reading::wrongType(const json::Value& value, Expected expected)
{
    const Words words = wordsOf(expected);
    const Consequence consequence = consequenceOf(m_consequence, value, expected);
    m_ended = m_ended || (expected == Expected::ObjectId && isGateway());
    Message message;
    message.id = "wrong-type.";
    message.id.append(json::nameOf(value.kind())).append("-for-").append(words.id).append(".").append(consequence.id);
    message.pattern = "`%1` is " + foundPattern(value) + "; ";
    message.pattern += words.expected;
    if (!consequence.text.empty())
        message.pattern.append("; ").append(consequence.text);
    message.arguments = {label(value), excerpt(value), std::string(gatewayNameOf(m_dialect))};
    m_findings.push_back({expected == Expected::ObjectId ? "bad-object-id" : "wrong-type", Severity::Error,
                          std::move(message), value.place()});
    return false;
}

// The guide says nothing about members that it doesn't name.
void Reading::ignored(const json::Value& member, std::optional<KnownBy> elsewhere)
{
    if (!m_notes || (!elsewhere && m_dialect == Dialect::Guide))
        return;
    const Ignored words = ignoredWords(elsewhere);
    note(words.kind, Severity::Note, words.id, words.pattern, member);
}

void Reading::repeated(const json::Value& member, Repeated which)
{
    if (!m_notes)
        return;
    if (which == Repeated::Member && member.isObject())
        note(
            "repeated-member", Severity::Warning, "repeated-object",
            "`%1` stands here more than once; what all of them say is put together, and where they differ the last one "
            "counts",
            member);
    else
        note("repeated-member", Severity::Warning, "repeated", "`%1` stands here more than once; the last one counts",
             member);
}

void Reading::note(std::string_view kind, Severity severity, std::string_view id, std::string_view pattern,
                   const json::Value& member)
{
    Place place = member.document().placeAt(member.nameOffset());
    place.path = member.path();
    m_notes->push_back({std::string(kind), severity,
                        Message{"member." + std::string(id),
                                std::string(pattern),
                                {member.name(), std::string(gatewayNameOf(m_dialect))}},
                        std::move(place)});
}

} // namespace gatereeve
