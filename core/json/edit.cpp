#include "core/json/edit.h"

#include "core/json/style.h"
#include "core/json/writer.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::json
{

namespace
{

std::string_view between(const Document& document, size_t begin, size_t end)
{
    return std::string_view(document.text()).substr(begin, end - begin);
}

// The new value, as a member of that name or as an element.
Value parsedMember(std::string_view literalOfName, std::string_view json)
{
    auto document = Document::parse('{' + std::string(literalOfName) + ':' + std::string(json) + '}');
    assert(document.ok() && document->root().size() == 1);
    return *document->root().firstChild();
}

Value parsedElement(std::string_view json)
{
    auto document = Document::parse(std::string(json));
    assert(document.ok());
    return document->root();
}

std::optional<Value> previousOf(const Value& child)
{
    std::optional<Value> previous;
    for (auto at = child.parent()->firstChild(); at->index() != child.index(); at = at->next())
        previous = at;
    return previous;
}

bool isInOneLine(const std::optional<Value>& container)
{
    return container && container->size() > 0 && !hasLineEnd(container->raw());
}

// What stands between two neighbours; of a wider gap (blank lines for grouping) only what one line needs.
std::string separatorBetween(const Value& left, const Value& right)
{
    const std::string_view gap = between(left.document(), endOf(left), beginOf(right));
    if (std::count(gap.begin(), gap.end(), '\n') <= 1)
        return std::string(gap);
    const bool crlf = gap[gap.rfind('\n') - 1] == '\r';
    return (crlf ? ",\r\n" : ",\n") + std::string(indentationAt(left.document().text(), beginOf(right)));
}

// What a new neighbour of this child is set off by.
std::string separatorAt(const Value& child)
{
    if (const auto previous = previousOf(child))
        return separatorBetween(*previous, child);
    if (const auto next = child.next())
        return separatorBetween(child, *next);
    const std::string_view lead = between(child.document(), child.parent()->offset() + 1, beginOf(child));
    const Style style = Style::around(child);
    if (!hasLineEnd(lead))
        return style.comma();
    return ',' + style.lineEnd() + std::string(indentationAt(child.document().text(), beginOf(child)));
}

// The colon of a new member, with the blanks that its neighbour has around it.
std::string colonOf(const Value& neighbour)
{
    const size_t endOfName = neighbour.nameOffset() + neighbour.rawName().size();
    const std::string_view colon = between(neighbour.document(), endOfName, neighbour.offset());
    return hasLineEnd(colon) ? ": " : std::string(colon);
}

std::string laidOutNear(const Value& place, const Value& value, std::string_view indentation, bool inOneLine)
{
    if (value.size() == 0)
        return compacted(value.raw());
    const Style style = Style::around(place);
    return style.laidOut(value, indentation, inOneLine || style.prefersOneLine(value));
}

Edit fillEmpty(const Value& container, const Value& child)
{
    const Style style = Style::around(container);
    const bool inOneLine = isInOneLine(container.parent()) || style.prefersOneLine(container, child);
    const std::string_view indentation = indentationAt(container.document().text(), container.offset());

    std::string text = child.hasName() ? std::string(child.rawName()) + style.colon() : std::string();
    text += style.laidOut(child, std::string(indentation) + style.unit(), inOneLine || style.prefersOneLine(child));
    text = style.enclosed(container.kind(), {text}, indentation, inOneLine);
    return {container.offset() + 1, container.length() - 2, text.substr(1, text.size() - 2)};
}

Edit insertChild(const Value& container, const Value& child, const Value* before)
{
    if (container.size() == 0)
        return fillEmpty(container, child);
    const Value neighbour = before ? *before : *container.lastChild();
    assert(neighbour.parent()->index() == container.index());
    const std::string separator = separatorAt(neighbour);
    const size_t at = before ? beginOf(neighbour) : endOf(neighbour);
    const std::string_view indentation = !before && hasLineEnd(separator)
                                             ? indentationAt(separator, separator.size())
                                             : indentationAt(container.document().text(), at);

    std::string text = child.hasName() ? std::string(child.rawName()) + colonOf(neighbour) : std::string();
    text += laidOutNear(container, child, indentation, isInOneLine(container));
    return {at, 0, before ? text + separator : separator + text};
}

// The lines of a run of children with their commas, if they have them for themselves.
std::optional<Edit> removeLines(const Value& first, const Value& last)
{
    const std::string_view text = first.document().text();
    const std::string_view indentation = indentationAt(text, beginOf(first));
    const bool beginsLine = indentation.data() + indentation.size() == text.data() + beginOf(first);
    const size_t comma = text.find_first_not_of(" \t", endOf(last));
    if (!beginsLine || text[comma] != ',')
        return std::nullopt;
    const size_t lineEnd = text.find_first_not_of(" \t\r", comma + 1);
    if (text[lineEnd] != '\n')
        return std::nullopt;
    const size_t begin = beginOf(first) - indentation.size();
    return Edit{begin, lineEnd + 1 - begin, {}};
}

// Removes neighbours, but not all of a list or object.
Edit removeRun(const Value& first, const Value& last)
{
    if (const auto edit = removeLines(first, last))
        return *edit;
    if (const auto previous = previousOf(first))
        return {endOf(*previous), endOf(last) - endOf(*previous), {}};
    return {beginOf(first), beginOf(*last.next()) - beginOf(first), {}};
}

// A number or word in the root's place would become one with what follows it directly.
bool runsIntoTrailingText(const Value& value, const Value& next)
{
    const std::string_view following = std::string_view(value.document().text()).substr(endOf(value));
    const bool isWord = next.isNumber() || next.isBool() || next.isNull();
    return isWord && !value.parent() && !following.empty() &&
           std::string_view(" \t\r\n").find(following.front()) == std::string_view::npos;
}

} // namespace

std::string applied(std::string_view text, const Edits& edits)
{
    std::string after;
    size_t at = 0;
    for (const Edit& edit : edits) {
        assert(edit.offset >= at && edit.offset + edit.removed <= text.size());
        after += text.substr(at, edit.offset - at);
        after += edit.inserted;
        at = edit.offset + edit.removed;
    }
    after += text.substr(at);
    return after;
}

Edits inverted(std::string_view textBefore, const Edits& edits)
{
    Edits inverse;
    size_t inserted = 0, removed = 0;
    for (const Edit& edit : edits) {
        inverse.push_back({edit.offset + inserted - removed, edit.inserted.size(),
                           std::string(textBefore.substr(edit.offset, edit.removed))});
        inserted += edit.inserted.size();
        removed += edit.removed;
    }
    return inverse;
}

Edit replaceValue(const Value& value, std::string_view json)
{
    const Value next = value.hasName() ? parsedMember(value.rawName(), json) : parsedElement(json);
    const bool sameKind = value.size() > 0 && value.kind() == next.kind();
    const std::string_view indentation = indentationAt(value.document().text(), value.offset());
    const std::string text = sameKind && next.size() > 0
                                 ? Style::around(value).laidOut(next, indentation, isInOneLine(value))
                                 : laidOutNear(value, next, indentation, isInOneLine(value.parent()));
    return {value.offset(), value.length(), runsIntoTrailingText(value, next) ? text + ' ' : text};
}

Edit insertMember(const Value& object, std::string_view name, std::string_view json, const Value* before)
{
    assert(object.isObject());
    return insertChild(object, parsedMember(quoted(name), json), before);
}

Edit insertElement(const Value& array, std::string_view json, const Value* before)
{
    assert(array.isArray());
    return insertChild(array, parsedElement(json), before);
}

Edit removeChild(const Value& child)
{
    return removeChildren({child}).front();
}

Edits removeChildren(const std::vector<Value>& children)
{
    if (children.empty())
        return {};
    assert(children.front().parent());
    const Value parent = *children.front().parent();
    if (children.size() == parent.size())
        return {{parent.offset() + 1, parent.length() - 2, {}}};
    Edits edits;
    for (size_t first = 0; first < children.size();) {
        size_t last = first;
        while (last + 1 < children.size() && children[last].next()->index() == children[last + 1].index())
            ++last;
        edits.push_back(removeRun(children[first], children[last]));
        first = last + 1;
    }
    return edits;
}

Edit renameMember(const Value& member, std::string_view name)
{
    assert(member.hasName());
    return {member.nameOffset(), member.rawName().size(), quoted(name)};
}

Edit setMember(const Value& object, std::string_view name, std::string_view json)
{
    if (const auto member = object.memberIgnoringCase(name))
        return replaceValue(*member, json);
    return insertMember(object, name, json);
}

} // namespace gatereeve::json
