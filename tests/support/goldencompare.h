#pragma once

// Compares an effective session with an `expect` of golden/README.md: numbers by value, null like an empty list or
// object, tags without order.

#include "core/engine/policyapplier.h"
#include "core/reading/writers.h"

#include <algorithm>
#include <set>

namespace gatereeve::testing
{

// Whole: what the expectation does not name must be zero. Part: only what it names is compared.
enum class Expectation : uint8_t { Whole, Part };

namespace golden
{

inline bool isEmpty(const json::Value& value)
{
    return value.isNull() || ((value.isArray() || value.isObject()) && value.size() == 0);
}

// Zero in Tyk's sense: an object of zeros too.
inline bool isZero(const json::Value& value)
{
    if (value.isObject()) {
        for (const json::Value child : value) {
            if (!isZero(child))
                return false;
        }
        return true;
    }
    return isEmpty(value) || (value.isNumber() && value.real() == 0.0) || (value.isBool() && !value.boolean()) ||
           (value.isString() && value.string().empty());
}

inline std::string told(const json::Value& expected, const json::Value& actual)
{
    return expected.path() + ": expected " + std::string(expected.raw()) + ", got " + std::string(actual.raw());
}

std::string compare(const json::Value& expected, const json::Value& actual, Expectation expectation);

inline std::string compareObjects(const json::Value& expected, const json::Value& actual, Expectation expectation)
{
    for (const json::Value member : expected) {
        const auto found = actual.member(member.name());
        if (!found && isZero(member))
            continue;
        if (!found)
            return member.path() + ": missing";
        if (auto difference = compare(member, *found, expectation); !difference.empty())
            return difference;
    }
    if (expectation == Expectation::Part)
        return {};
    for (const json::Value member : actual) {
        if (!expected.member(member.name()) && !isZero(member))
            return expected.path() + ": unexpected " + member.name();
    }
    return {};
}

inline std::string compareTags(const json::Value& expected, const json::Value& actual)
{
    std::multiset<std::string> wanted, had;
    for (const json::Value tag : expected)
        wanted.insert(tag.string());
    for (const json::Value tag : actual)
        had.insert(tag.string());
    return wanted == had ? std::string() : told(expected, actual);
}

inline std::string compareLists(const json::Value& expected, const json::Value& actual, Expectation expectation)
{
    if (expected.hasName() && expected.name() == "tags")
        return compareTags(expected, actual);
    if (expected.size() != actual.size())
        return told(expected, actual);
    for (size_t i = 0; i < expected.size(); ++i) {
        if (auto difference = compare(*expected.element(i), *actual.element(i), expectation); !difference.empty())
            return difference;
    }
    return {};
}

inline std::string compare(const json::Value& expected, const json::Value& actual, Expectation expectation)
{
    if (isEmpty(expected) && isEmpty(actual))
        return {};
    if (expected.kind() != actual.kind())
        return told(expected, actual);
    if (expected.isObject())
        return compareObjects(expected, actual, expectation);
    if (expected.isArray())
        return compareLists(expected, actual, expectation);
    bool same = expected.raw() == actual.raw();
    if (expected.isNumber())
        same = expected.integer() && actual.integer() ? *expected.integer() == *actual.integer()
                                                      : expected.real() == actual.real();
    else if (expected.isString())
        same = expected.string() == actual.string();
    return same ? std::string() : told(expected, actual);
}

// null: must go well; "*": must be refused, with a text that contains each of `error_contains`.
inline std::string compareError(const json::Value& expect, const EffectiveSession& effective)
{
    const json::Value error = *expect.member("error");
    if (error.isNull())
        return effective.ok() ? std::string() : "refused: " + effective.refusal->text;
    if (effective.ok())
        return "not refused, expected " + error.string();
    if (error.string() != "*")
        return error.string() == effective.refusal->text ? std::string() : "refused with: " + effective.refusal->text;
    const json::Value parts = *expect.member("error_contains");
    for (const json::Value part : parts) {
        if (effective.refusal->text.find(part.string()) == std::string::npos &&
            effective.refusal->why.english().find(part.string()) == std::string::npos)
            return "refused with: " + effective.refusal->text;
    }
    return {};
}

inline bool isThere(const json::Value& root, std::string_view path)
{
    std::optional<json::Value> value = root;
    while (value && !path.empty()) {
        const size_t dot = std::min(path.find('.'), path.size());
        value = value->isObject() ? value->member(path.substr(0, dot)) : std::nullopt;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value.has_value();
}

} // namespace golden

// Empty when it is as expected, else the first difference.
inline std::string differenceFrom(const json::Value& expect, const EffectiveSession& effective, Expectation expectation)
{
    if (auto difference = golden::compareError(expect, effective); !difference.empty())
        return difference;
    json::Writer writer;
    if (expectation == Expectation::Whole)
        writeAppliedSession(writer, effective.session);
    else
        writeSession(writer, effective.session);
    const auto actual = json::Document::parse(writer.take());
    if (const auto session = expect.member("session")) {
        if (auto difference = golden::compare(*session, actual->root(), expectation); !difference.empty())
            return difference;
    }
    if (const auto absent = expect.member("absent")) {
        for (const json::Value path : *absent) {
            if (golden::isThere(actual->root(), path.string()))
                return path.string() + ": must not be there";
        }
    }
    return {};
}

} // namespace gatereeve::testing
