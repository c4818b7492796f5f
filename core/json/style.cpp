#include "core/json/style.h"

#include <algorithm>

namespace gatereeve::json
{

namespace
{

constexpr size_t reach = 2000; // values looked at to either side

std::string_view between(const Document& document, size_t begin, size_t end)
{
    return std::string_view(document.text()).substr(begin, end - begin);
}

bool isScalar(const Value& value)
{
    return !value.isArray() && !value.isObject();
}

std::string lineEndNear(std::string_view text, size_t offset)
{
    size_t lineEnd = text.rfind('\n', offset);
    if (lineEnd == std::string_view::npos)
        lineEnd = text.find('\n', offset);
    const bool found = lineEnd != std::string_view::npos;
    return found && lineEnd > 0 && text[lineEnd - 1] == '\r' ? "\r\n" : "\n";
}

template <typename Votes, typename Key>
int votesFor(const Votes& votes, const Key& key)
{
    const auto found = votes.find(key);
    return found == votes.end() ? 0 : found->second;
}

} // namespace

std::string_view indentationAt(std::string_view text, size_t offset)
{
    const size_t lineEnd = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    const size_t begin = lineEnd == std::string_view::npos ? 0 : lineEnd + 1;
    const size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
    return text.substr(begin, end - begin);
}

size_t beginOf(const Value& child)
{
    return child.hasName() ? child.nameOffset() : child.offset();
}

size_t endOf(const Value& value)
{
    return value.offset() + value.length();
}

bool hasLineEnd(std::string_view text)
{
    return text.find('\n') != std::string_view::npos;
}

Style Style::around(const Value& place)
{
    Style style;
    const Document& document = place.document();
    style.m_lineEnd = lineEndNear(document.text(), place.offset());
    style.learnFrom(place);
    if (const auto parent = place.parent())
        style.learnFrom(*parent);
    const size_t first = place.index() - std::min(place.index(), reach);
    const size_t last = std::min(place.index() + reach, document.valueCount());
    for (size_t index = first; index < last; ++index)
        style.learnFrom(document.valueAt(index));

    if (!style.m_unit)
        style.m_unit = "  ";
    if (style.m_colon.empty())
        style.m_colon = style.m_comma == "," ? ":" : ": ";
    if (style.m_comma.empty())
        style.m_comma = style.m_colon.back() == ':' ? "," : ", ";
    return style;
}

void Style::learnFrom(const Value& value)
{
    if (m_colon.empty() && value.hasName()) {
        const size_t endOfName = value.nameOffset() + value.rawName().size();
        const std::string_view colon = between(value.document(), endOfName, value.offset());
        if (!hasLineEnd(colon))
            m_colon = colon;
    }
    if (value.size() > 0)
        learnFromContainer(value);
}

void Style::learnFromContainer(const Value& container)
{
    const Document& document = container.document();
    const Value first = *container.firstChild();
    const bool oneLine = !hasLineEnd(container.raw());
    m_votesByName[{container.kind(), container.rawName()}] += oneLine ? 1 : -1;
    m_votesByContent[{container.kind(), isScalar(first)}] += oneLine ? 1 : -1;
    if (oneLine) {
        m_padding.try_emplace(container.kind(), between(document, container.offset() + 1, beginOf(first)));
        if (const auto second = first.next(); second && m_comma.empty())
            m_comma = between(document, endOf(first), beginOf(*second));
    } else if (!m_unit && hasLineEnd(between(document, container.offset(), beginOf(first)))) {
        const std::string_view outer = indentationAt(document.text(), container.offset());
        const std::string_view inner = indentationAt(document.text(), beginOf(first));
        if (inner.starts_with(outer))
            m_unit = inner.substr(outer.size());
    }
}

bool Style::prefersOneLine(const Value& value) const
{
    return value.size() == 0 || prefersOneLine(value, *value.firstChild());
}

bool Style::prefersOneLine(const Value& container, const Value& firstChild) const
{
    // Elements of a list have no name to go by.
    const int byName =
        container.hasName() ? votesFor(m_votesByName, std::pair(container.kind(), container.rawName())) : 0;
    return byName != 0 ? byName > 0 : votesFor(m_votesByContent, std::pair(container.kind(), isScalar(firstChild))) > 0;
}

std::string Style::laidOut(const Value& value, std::string_view indentation, bool oneLine) const
{
    if (isScalar(value))
        return std::string(value.raw());
    if (value.size() == 0)
        return value.isObject() ? "{}" : "[]";
    const std::string inner = std::string(indentation) + *m_unit;
    std::vector<std::string> children;
    for (const Value child : value) {
        std::string text = child.hasName() ? std::string(child.rawName()) + m_colon : std::string();
        text += laidOut(child, inner, oneLine || prefersOneLine(child));
        children.push_back(std::move(text));
    }
    return enclosed(value.kind(), children, indentation, oneLine);
}

std::string Style::enclosed(Kind kind, const std::vector<std::string>& children, std::string_view indentation,
                            bool oneLine) const
{
    std::string lead, tail, separator = m_comma;
    if (oneLine) {
        const auto padding = m_padding.find(kind);
        lead = tail = padding == m_padding.end() ? std::string() : padding->second;
    } else {
        tail = m_lineEnd + std::string(indentation);
        lead = tail + *m_unit;
        separator = ',' + lead;
    }
    std::string text = kind == Kind::Object ? "{" : "[";
    for (const std::string& child : children)
        text += (&child == &children.front() ? lead : separator) + child;
    return text + tail + (kind == Kind::Object ? '}' : ']');
}

} // namespace gatereeve::json
