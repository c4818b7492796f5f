#include "core/reading/reading.h"

#include <algorithm>

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
        return {"number", "a number is expected", "0 is used"};
    case Expected::WholeNumber:
        return {"whole-number", "a whole number without fraction and exponent is expected", "0 is used"};
    case Expected::Flag:
        return {"flag", "true or false is expected", "false is used"};
    case Expected::Text:
        return {"text", "a text is expected", "an empty text is used"};
    case Expected::List:
        return {"list", "a list is expected", "an empty list is used"};
    case Expected::Object:
        return {"object", "an object is expected", "an empty object is used"};
    case Expected::Time:
        return {"time", "a time like \"2026-12-09T13:05:00Z\" is expected", "no time is used"};
    case Expected::ObjectId:
        return {"object-id", "24 hexadecimal digits or an empty text are expected", "an empty text is used"};
    }
    return {};
}

struct Consequence {
    std::string_view id, text;
};

Consequence consequenceOf(WrongType consequence, std::string_view zero)
{
    switch (consequence) {
    case WrongType::ZeroUsed:
        return {"zero-used", zero};
    case WrongType::FormerKept:
        return {"former-kept", "the former version of the policy stays in force"};
    case WrongType::Unusable:
        return {"unusable", "the policy can't be used, and every key that names it is refused"};
    case WrongType::NotServed:
        return {"not-served", "the API is not served"};
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

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool Reading::wrongType(const json::Value& value, Expected expected)
{
    const Words words = wordsOf(expected);
    const Consequence consequence = consequenceOf(m_consequence, words.zero);
    Message message;
    message.id = "wrong-type.";
    message.id.append(json::nameOf(value.kind())).append("-for-").append(words.id).append(".").append(consequence.id);
    message.pattern = "`%1` is " + foundPattern(value) + "; ";
    message.pattern.append(words.expected).append("; ").append(consequence.text);
    message.arguments = {label(value), excerpt(value)};
    m_findings.push_back({expected == Expected::ObjectId ? "bad-object-id" : "wrong-type", Severity::Error,
                          std::move(message), value.place()});
    return false;
}

bool isSameName(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<json::Value> memberIgnoringCase(const json::Value& object, std::string_view name)
{
    std::optional<json::Value> found;
    for (const json::Value member : object) {
        if (isSameName(member.name(), name))
            found = member;
    }
    return found;
}

} // namespace gatereeve
