#include "core/compare/markers.h"

#include "core/json/edit.h"
#include "core/json/style.h"

#include <algorithm>

namespace gatereeve::compare
{

namespace
{

using json::Value;

std::string lineEndOf(const std::string& text)
{
    const size_t lineEnd = text.find('\n');
    return lineEnd != std::string::npos && lineEnd > 0 && text[lineEnd - 1] == '\r' ? "\r\n" : "\n";
}

// The beginning of the line, if there are only blanks before the offset; else the offset itself.
size_t lineBegin(const std::string& text, size_t offset)
{
    const std::string_view blanks = json::indentationAt(text, offset);
    const auto begin = static_cast<size_t>(blanks.data() - text.data());
    return begin + blanks.size() >= offset ? begin : offset;
}

// Behind the line end, if there are only blanks before it.
size_t pastLineEnd(const std::string& text, size_t offset)
{
    const size_t next = text.find_first_not_of(" \t\r", offset);
    return next != std::string::npos && text[next] == '\n' ? next + 1 : offset;
}

// Behind the comma that follows the value; else behind the value.
size_t pastComma(const std::string& text, size_t offset)
{
    const size_t next = text.find_first_not_of(" \t\r\n", offset);
    return next != std::string::npos && text[next] == ',' ? next + 1 : offset;
}

// `value` as it would be written in place of `ours`, its name included.
std::string inPlaceOf(const Value& ours, const Value& value)
{
    const std::string& text = ours.document().text();
    const size_t begin = json::beginOf(ours);
    return text.substr(begin, ours.offset() - begin) + json::replaceValue(ours, value.raw()).inserted;
}

// Of the children of a list or object, when they stand in lines of their own.
std::string indentationIn(const Value& container)
{
    const std::string& text = container.document().text();
    if (const MaybeValue first = container.firstChild())
        return std::string(json::indentationAt(text, json::beginOf(*first)));
    return std::string(json::indentationAt(text, container.offset())) + json::Style::around(container).unit();
}

std::string asChild(const Value& container, const Value& value)
{
    const json::Style style = json::Style::around(container);
    const std::string name = value.hasName() ? std::string(value.rawName()) + style.colon() : std::string();
    return name + style.laidOut(value, indentationIn(container), style.prefersOneLine(value));
}

} // namespace

void Markers::addAround(const Value& ours, const MaybeValue& base, const MaybeValue& theirs)
{
    const std::string& text = ours.document().text();
    const auto written = [&](const MaybeValue& value) {
        return value ? std::optional(inPlaceOf(ours, *value)) : std::nullopt;
    };
    const size_t begin = json::beginOf(ours), end = json::endOf(ours);
    Slot slot{ours, {}, text.substr(begin, end - begin), written(base), written(theirs)};
    if (const std::optional<Value> parent = ours.parent()) {
        Slots& slots = m_slots[parent->index()];
        slots.container = *parent;
        slots.slots.push_back(std::move(slot));
        return;
    }
    const std::string lineEnd = lineEndOf(text);
    const auto section = [&](const std::optional<std::string>& piece) { return piece ? *piece + lineEnd : ""; };
    m_blocks.push_back(
        {begin, pastLineEnd(text, end), section(slot.inOurs), section(slot.inBase), section(slot.inTheirs)});
}

void Markers::addInto(const Value& container, const MaybeValue& before, const MaybeValue& base,
                      const MaybeValue& theirs)
{
    const auto written = [&](const MaybeValue& value) {
        return value ? std::optional(asChild(container, *value)) : std::nullopt;
    };
    Slots& slots = m_slots[container.index()];
    slots.container = container;
    slots.slots.push_back({{}, before, {}, written(base), written(theirs)});
}

void Markers::addName(const Value& ours, const MaybeValue& base, const MaybeValue& theirs)
{
    const std::string& text = ours.document().text();
    const size_t begin = lineBegin(text, ours.nameOffset());
    const std::string indentation = text.substr(begin, ours.nameOffset() - begin), lineEnd = lineEndOf(text);
    const auto section = [&](const MaybeValue& value) {
        return value ? indentation + std::string(value->rawName()) + lineEnd : std::string();
    };
    m_blocks.push_back(
        {begin, ours.nameOffset() + ours.rawName().size(), section(ours), section(base), section(theirs)});
}

void Markers::addTail(const json::Document& ours, const json::Document& base, const json::Document& theirs)
{
    const std::string lineEnd = lineEndOf(ours.text());
    const auto section = [&](const json::Document& document) {
        std::string tail = document.text().substr(document.endOfRoot());
        if (tail.starts_with("\r\n") || tail.starts_with('\n'))
            tail.erase(0, tail.find('\n') + 1);
        return tail.empty() || tail.ends_with('\n') ? tail : tail + lineEnd;
    };
    m_blocks.push_back({ours.endOfRoot(), ours.text().size(), section(ours), section(base), section(theirs)});
}

std::vector<std::pair<MaybeValue, const Markers::Slot*>> Markers::inOrder(const Slots& slots)
{
    std::map<size_t, const Slot*> around;
    std::multimap<size_t, const Slot*> inFront; // 0: at the end; no child is the root
    for (const Slot& slot : slots.slots) {
        if (slot.ours)
            around[slot.ours->index()] = &slot;
        else
            inFront.emplace(slot.before ? slot.before->index() : 0, &slot);
    }
    std::vector<std::pair<MaybeValue, const Slot*>> order;
    const auto addInFront = [&](size_t index) {
        const auto [first, last] = inFront.equal_range(index);
        for (auto at = first; at != last; ++at)
            order.emplace_back(std::nullopt, at->second);
    };
    for (const Value child : *slots.container) {
        addInFront(child.index());
        const auto found = around.find(child.index());
        order.emplace_back(child, found == around.end() ? nullptr : found->second);
    }
    addInFront(0);
    return order;
}

// With the comma that follows, and the lines that it has for itself.
Markers::Block Markers::single(const Value& container, const Slot& slot)
{
    const std::string& text = container.document().text();
    const Value& at = slot.ours ? *slot.ours : *slot.before;
    const size_t first = json::beginOf(at);
    Block block;
    block.begin = block.end = lineBegin(text, first);
    bool hasComma = true;
    if (slot.ours) {
        const size_t end = json::endOf(at);
        hasComma = pastComma(text, end) != end;
        block.end = pastLineEnd(text, pastComma(text, end));
    }
    const std::string indentation = text.substr(block.begin, first - block.begin), lineEnd = lineEndOf(text);
    const auto section = [&](const std::optional<std::string>& piece) {
        return piece ? indentation + *piece + (hasComma ? "," : "") + lineEnd : std::string();
    };
    block.ours = section(slot.inOurs);
    block.base = section(slot.inBase);
    block.theirs = section(slot.inTheirs);
    return block;
}

void Markers::addBlocks(const Slots& slots, std::vector<Block>& blocks)
{
    const Value& container = *slots.container;
    const std::string& text = container.document().text();
    const std::vector<std::pair<MaybeValue, const Slot*>> order = inOrder(slots);
    size_t run = order.size(); // where the conflicts begin that reach to the end
    while (run > 0 && order[run - 1].second)
        --run;
    const bool isShared = std::any_of(order.begin() + static_cast<std::ptrdiff_t>(run), order.end(),
                                      [](const auto& one) { return one.second->comesAndGoes(); });
    const size_t singles = isShared ? run : order.size();
    for (size_t i = 0; i < singles; ++i) {
        if (order[i].second)
            blocks.push_back(single(container, *order[i].second));
    }
    if (!isShared)
        return;
    const std::string indentation = indentationIn(container), lineEnd = lineEndOf(text);
    // Behind a member that stays every piece brings its comma; else only those behind others do.
    const auto section = [&](std::optional<std::string> Slot::*side) {
        std::string lines;
        for (size_t i = run; i < order.size(); ++i) {
            const std::optional<std::string>& piece = order[i].second->*side;
            const bool hasComma = run > 0 || !lines.empty();
            if (piece)
                lines += indentation + (hasComma ? "," : "") + *piece + lineEnd;
        }
        return lines;
    };
    const MaybeValue last = container.lastChild();
    // What stays is a child of OURS: anything else in front of the run would be in it.
    const size_t begin = run > 0 ? json::endOf(*order[run - 1].first) : container.offset() + 1;
    blocks.push_back({begin, last ? pastLineEnd(text, json::endOf(*last)) : container.offset() + container.length() - 1,
                      section(&Slot::inOurs), section(&Slot::inBase), section(&Slot::inTheirs)});
}

std::string Markers::applied(const std::string& text) const
{
    std::vector<Block> blocks = m_blocks;
    for (const auto& [index, slots] : m_slots)
        addBlocks(slots, blocks);
    std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    const std::string lineEnd = lineEndOf(text);
    std::string result;
    size_t at = 0;
    for (const Block& block : blocks) {
        result += text.substr(at, block.begin - at);
        result += result.empty() || result.ends_with('\n') ? "" : lineEnd;
        result += "<<<<<<< ours" + lineEnd + block.ours + "||||||| base" + lineEnd + block.base + "=======" + lineEnd +
                  block.theirs + ">>>>>>> theirs" + lineEnd;
        at = block.end;
    }
    return result + text.substr(at);
}

} // namespace gatereeve::compare
