#include "models/editbuilder.h"

#include "core/json/writer.h"
#include "models/commands/composededits.h"
#include "models/jsonfile.h"

#include <cassert>
#include <utility>

namespace gatereeve::models
{

namespace
{

json::Document parsed(std::string text, const std::string& file)
{
    auto document = json::Document::parse(std::move(text), JsonFile::parseOptions(file));
    assert(document.ok()); // edits of a document give a document
    return std::move(document).value();
}

// The index at which one list has an element more than the other, or nothing when they differ in another way.
std::optional<size_t> oneMoreAt(const json::Value& longer, const json::Value& shorter)
{
    if (longer.size() != shorter.size() + 1)
        return {};
    size_t at = 0;
    while (at < shorter.size() && sameValue(*shorter.element(at), longer.element(at)->raw()))
        ++at;
    for (size_t i = at; i < shorter.size(); ++i) {
        if (!sameValue(*shorter.element(i), longer.element(i + 1)->raw()))
            return {};
    }
    return at;
}

} // namespace

EditBuilder::EditBuilder(const json::Document& document) : m_document(document)
{
}

const json::Document& EditBuilder::document()
{
    const json::Edits edits = std::exchange(m_pending, {});
    if (!edits.empty() && !m_document.apply(edits, JsonFile::parseOptions(m_document.file())))
        m_document = parsed(json::applied(m_document.text(), edits), m_document.file());
    return m_document;
}

void EditBuilder::apply(const json::Edits& edits)
{
    if (edits.empty())
        return;
    assert(m_pending.empty()); // they refer to document()
    m_pending = edits;
    m_edits = composed(m_edits, edits);
}

bool sameValue(const json::Value& value, std::string_view json)
{
    const auto other = parsed(std::string(json), {}).root();
    if (value.isNumber() && other.isNumber() && value.real() && other.real())
        return *value.real() == *other.real();
    return json::compacted(value.raw()) == json::compacted(json);
}

json::Edit exchange(const json::Value& value, std::string_view json)
{
    const auto other = parsed(std::string(json), {}).root();
    if (value.isArray() && other.isArray() && value.size() > 0) {
        if (const auto at = oneMoreAt(other, value)) {
            const auto before = value.element(*at);
            return json::insertElement(value, other.element(*at)->raw(), before ? &*before : nullptr);
        }
        if (const auto at = oneMoreAt(value, other); at && other.size() > 0)
            return json::removeChild(*value.element(*at));
    }
    return json::replaceValue(value, json);
}

json::Edit setPath(const json::Value& object, const std::vector<std::string>& path, std::string_view json)
{
    json::Value holder = object;
    size_t depth = 0;
    for (; depth + 1 < path.size(); ++depth) {
        const auto next = holder.memberIgnoringCase(path[depth]);
        if (!next || !next->isObject())
            break;
        holder = *next;
    }
    if (depth + 1 == path.size()) {
        if (const auto present = holder.memberIgnoringCase(path[depth]))
            return exchange(*present, json);
    }
    std::string nested(json);
    for (size_t i = path.size(); i-- > depth + 1;)
        nested = '{' + json::quoted(path[i]) + ": " + nested + '}';
    return json::setMember(holder, path[depth], nested);
}

} // namespace gatereeve::models
