#include "core/lint/report.h"

#include <cassert>

namespace gatereeve::lint
{

namespace
{

struct Range {
    size_t offset = 0, length = 0;
};

// What is marked: a scalar as it stands, of an object or list its name, or the bracket that opens it.
Range rangeOf(const json::Value& value)
{
    if (!value.isObject() && !value.isArray())
        return {value.offset(), value.length()};
    return value.hasName() ? Range{value.nameOffset(), value.rawName().size()} : Range{value.offset(), 1};
}

Range rangeAt(const json::Document& document, size_t offset)
{
    const json::Value value = document.innermostAt(offset);
    if (value.hasName() && value.nameOffset() == offset)
        return {offset, value.rawName().size()};
    if (value.offset() == offset)
        return rangeOf(value).offset == offset ? rangeOf(value) : Range{offset, 1};
    return {offset, offset < document.text().size() ? size_t{1} : size_t{0}};
}

} // namespace

LintFinding& Report::push(Place place, size_t offset, size_t length, std::string_view variant, std::string pattern,
                          std::vector<std::string> arguments)
{
    assert(m_rule);
    std::string id = "lint." + std::string(m_rule->id);
    if (!variant.empty())
        id.append(".").append(variant);
    LintFinding found;
    found.rule = m_rule;
    found.finding = {std::string(m_rule->id), m_rule->severity,
                     Message{std::move(id), std::move(pattern), std::move(arguments)}, std::move(place)};
    found.offset = offset;
    found.length = length;
    m_findings.push_back(std::move(found));
    return m_findings.back();
}

LintFinding& Report::add(const json::Value& at, std::string_view variant, std::string pattern,
                         std::vector<std::string> arguments)
{
    const Range range = rangeOf(at);
    Place place = at.document().placeAt(range.offset);
    place.path = at.path();
    return push(std::move(place), range.offset, range.length, variant, std::move(pattern), std::move(arguments));
}

LintFinding& Report::addAtMember(const json::Value& object, std::string_view name, std::string_view variant,
                                 std::string pattern, std::vector<std::string> arguments)
{
    const auto member = memberOf(object, name);
    return add(member ? *member : object, variant, std::move(pattern), std::move(arguments));
}

LintFinding& Report::addAt(const json::Document& document, size_t offset, std::string_view variant, std::string pattern,
                           std::vector<std::string> arguments)
{
    return push(document.placeAt(offset), offset, 1, variant, std::move(pattern), std::move(arguments));
}

void Report::adopt(const Rule& rule, Finding finding)
{
    LintFinding found;
    found.rule = &rule;
    found.finding = std::move(finding);
    found.finding.kind = rule.id;
    found.finding.severity = rule.severity;
    const json::Document* document = m_subjects.document(found.finding.place.file);
    if (document && found.finding.place.line > 0) {
        const Range range = rangeAt(*document, document->offsetOf(found.finding.place));
        found.offset = range.offset;
        found.length = range.length;
    }
    m_findings.push_back(std::move(found));
}

} // namespace gatereeve::lint
