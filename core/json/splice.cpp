#include "core/json/splice.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <limits>

namespace gatereeve::json
{

namespace
{

constexpr size_t SmallStretch = 1 << 16;                       // read anew in no time, whatever part of the text it is
[[maybe_unused]] constexpr size_t LargestComparison = 1 << 14; // of the check in debug builds

size_t sizeAfter(size_t size, const Edits& edits)
{
    for (const Edit& edit : edits)
        size += edit.inserted.size() - edit.removed;
    return size;
}

} // namespace

Document::Splice::Splice(const Document& document, const Edits& edits, const ParseOptions& options)
    : m_document(document),
      m_state(*document.m_state),
      m_edits(edits),
      m_options(options),
      m_editBegin(edits.front().offset),
      m_editEnd(edits.back().offset + edits.back().removed)
{
}

bool Document::Splice::prepare()
{
    const size_t largest = std::min<size_t>(m_options.maximumSize, std::numeric_limits<uint32_t>::max());
    if (sizeAfter(m_state.text.size(), m_edits) > largest || !findContainer())
        return false;
    findStretch();
    if (m_end - m_begin > std::max(SmallStretch, m_state.text.size() / 2))
        return false; // reading the whole text is no slower
    const bool isObject = node(m_container).kind == Kind::Object;
    // Between its brackets the stretch is a document by itself. The text around is what it was and fits: in front of it
    // stands a bracket or a comma, behind it as well.
    auto read = parse((isObject ? '{' : '[') + stretchAfter() + (isObject ? '}' : ']'),
                      {.file = {}, .maximumDepth = m_options.maximumDepth - levelOf(m_container)});
    if (!read || (read->root().size() == 0 && !(m_fromBracket && m_toBracket)))
        return false;
    m_new = std::move(read).value();
    return true;
}

// The innermost list or object between whose brackets all edits are.
bool Document::Splice::findContainer()
{
    m_container = static_cast<uint32_t>(m_document.innermostAt(m_editBegin).index());
    for (;; m_container = node(m_container).parent) {
        const Node& at = node(m_container);
        const bool isContainer = at.kind == Kind::Object || at.kind == Kind::Array;
        if (isContainer && m_editBegin > at.offset && m_editEnd < size_t{at.offset} + at.length)
            return true;
        if (m_container == 0)
            return false;
    }
}

void Document::Splice::findStretch()
{
    const Node& container = node(m_container);
    const auto endOf = [&](uint32_t child) { return size_t{node(child).offset} + node(child).length; };
    const auto beginOf = [&](uint32_t child) {
        return node(child).nameLength > 0 ? node(child).nameOffset : node(child).offset;
    };
    const uint32_t before = lastChildBefore(m_editBegin);
    uint32_t last = lastChildBefore(m_editEnd);
    if (last == 0 || endOf(last) < m_editEnd)
        last = last == 0 ? container.firstChild : node(last).next;

    m_fromBracket = before == 0;
    m_toBracket = last == 0;
    const uint32_t first = m_fromBracket ? container.firstChild : before;
    m_begin = m_fromBracket ? size_t{container.offset} + 1 : beginOf(first);
    m_end = m_toBracket ? size_t{container.offset} + container.length - 1 : endOf(last);
    m_next = m_toBracket ? 0 : node(last).next;
    m_firstNode = first == 0 ? m_container + 1 : first;
    m_endNode = m_next != 0 ? m_next : endOfSubtree(m_container);
    for (uint32_t child = first; child != m_next; child = node(child).next)
        ++m_formerChildren;
}

// 0: none.
uint32_t Document::Splice::lastChildBefore(size_t offset) const
{
    const auto startsBehind = [](size_t place, const Node& node) {
        return place < (node.nameLength > 0 ? node.nameOffset : node.offset);
    };
    const auto& nodes = m_state.nodes;
    const auto behind = std::upper_bound(nodes.begin() + m_container + 1, nodes.end(), offset, startsBehind);
    auto index = static_cast<uint32_t>(behind - nodes.begin()) - 1;
    if (index == m_container)
        return 0;
    while (node(index).parent != m_container)
        index = node(index).parent;
    return index;
}

uint32_t Document::Splice::endOfSubtree(uint32_t index) const
{
    for (; index != 0; index = node(index).parent) {
        if (node(index).next != 0)
            return node(index).next;
    }
    return static_cast<uint32_t>(m_state.nodes.size());
}

// 0: the root.
int Document::Splice::levelOf(uint32_t index) const
{
    int level = 0;
    for (; index != 0; index = node(index).parent)
        ++level;
    return level;
}

std::string Document::Splice::stretchAfter() const
{
    Edits within = m_edits;
    for (Edit& edit : within)
        edit.offset -= m_begin;
    return applied(std::string_view(m_state.text).substr(m_begin, m_end - m_begin), within);
}

Reread Document::Splice::carryOut(State& state) const
{
    const std::string_view now = std::string_view(m_new->text()).substr(1, m_new->text().size() - 2);
    const auto nodesNow = static_cast<uint32_t>(m_new->valueCount() - 1);
    Reread result{m_begin, m_end, m_begin + now.size()};
    const auto formerColumn = static_cast<int>(columnOf(state, result.formerEnd));
    result.lines = moveLines(state);
    result.columns = static_cast<int>(columnOf(state, result.end)) - formerColumn;
    // `state` may be the one that is looked at here: what of it is asked for must not be changed before.
    adjustContainers(state, nodesNow);
    moveNodes(state, nodesNow);
    placeNodes(state, nodesNow);
    state.text.replace(result.begin, result.formerEnd - result.begin, now);
    return result;
}

// The list or object itself, and those that hold it.
void Document::Splice::adjustContainers(State& state, uint32_t nodesNow) const
{
    const auto bytes = static_cast<uint32_t>(m_new->text().size() - 2 - (m_end - m_begin)); // may wrap, and so back
    const uint32_t moved = m_firstNode + nodesNow - m_endNode;
    for (uint32_t index = m_container;; index = state.nodes[index].parent) {
        Node& node = state.nodes[index];
        node.length += bytes;
        if (node.lastChild >= m_endNode)
            node.lastChild += moved;
        if (node.next != 0)
            node.next += moved;
        if (index == 0)
            break;
    }
    Node& container = state.nodes[m_container];
    container.children += static_cast<uint32_t>(m_new->root().size()) - m_formerChildren;
    if (m_fromBracket)
        container.firstChild = nodesNow > 0 ? m_firstNode : m_next == 0 ? 0 : m_next + moved;
    if (m_next == 0)
        container.lastChild = nodesNow > 0 ? m_firstNode - 1 + m_new->m_state->nodes.front().lastChild : 0;
}

// What stands behind the stretch.
void Document::Splice::moveNodes(State& state, uint32_t nodesNow) const
{
    const auto bytes = static_cast<uint32_t>(m_new->text().size() - 2 - (m_end - m_begin));
    const uint32_t moved = m_firstNode + nodesNow - m_endNode;
    const uint32_t former = m_endNode - m_firstNode;
    auto& nodes = state.nodes;
    if (nodesNow > former)
        nodes.insert(nodes.begin() + m_endNode, nodesNow - former, Node());
    else
        nodes.erase(nodes.begin() + m_firstNode + nodesNow, nodes.begin() + m_endNode);
    if (bytes == 0 && moved == 0)
        return;
    for (auto at = nodes.begin() + m_firstNode + nodesNow; at != nodes.end(); ++at) {
        at->offset += bytes;
        if (at->nameLength > 0)
            at->nameOffset += bytes;
        if (moved == 0)
            continue;
        if (at->parent >= m_endNode)
            at->parent += moved;
        for (uint32_t* child : {&at->firstChild, &at->lastChild, &at->next}) {
            if (*child != 0)
                *child += moved;
        }
    }
}

void Document::Splice::placeNodes(State& state, uint32_t nodesNow) const
{
    const auto bytes = static_cast<uint32_t>(m_begin) - 1; // the bracket of the new document
    const uint32_t moved = m_firstNode - 1;                // its root
    const auto& fresh = m_new->m_state->nodes;
    for (uint32_t i = 1; i <= nodesNow; ++i) {
        Node node = fresh[i];
        node.offset += bytes;
        if (node.nameLength > 0)
            node.nameOffset += bytes;
        node.parent = node.parent == 0 ? m_container : node.parent + moved;
        for (uint32_t* child : {&node.firstChild, &node.lastChild, &node.next}) {
            if (*child != 0)
                *child += moved;
        }
        state.nodes[moved + i] = node;
    }
    if (nodesNow > 0 && m_next != 0)
        state.nodes[moved + fresh.front().lastChild].next = m_firstNode + nodesNow;
}

size_t Document::Splice::columnOf(const State& state, size_t offset)
{
    return offset - *std::prev(std::ranges::upper_bound(state.lineStarts, offset));
}

// By how many.
int Document::Splice::moveLines(State& state) const
{
    auto& starts = state.lineStarts;
    const auto bytes = static_cast<uint32_t>(m_new->text().size() - 2 - (m_end - m_begin));
    std::vector<uint32_t> now = m_new->m_state->lineStarts;
    now.erase(now.begin()); // that of the bracket
    for (uint32_t& start : now)
        start += static_cast<uint32_t>(m_begin) - 1;
    // A line that begins at the stretch begins by what stands in front of it.
    const auto first = std::upper_bound(starts.begin(), starts.end(), m_begin);
    const auto end = std::upper_bound(first, starts.end(), m_end);
    const auto lines = static_cast<int>(now.size()) - static_cast<int>(end - first);
    if (bytes != 0)
        std::for_each(end, starts.end(), [=](uint32_t& start) { start += bytes; });
    const auto common = std::min(static_cast<std::ptrdiff_t>(now.size()), end - first);
    const auto behind = std::copy_n(now.begin(), common, first);
    if (behind != end)
        starts.erase(behind, end);
    else
        starts.insert(behind, now.begin() + common, now.end());
    return lines;
}

std::optional<Reread> Document::apply(const std::vector<Edit>& edits, const ParseOptions& options)
{
    if (edits.empty())
        return std::nullopt;
    Splice splice(*this, edits, options);
    if (!splice.prepare())
        return std::nullopt;
#ifndef NDEBUG
    const auto expected = m_state->text.size() > LargestComparison ? Result<Document>(Error())
                                                                   : parse(applied(m_state->text, edits), options);
#endif
    Reread reread;
    if (m_state.use_count() == 1) {
        std::atomic_thread_fence(std::memory_order_acquire); // with whoever let go of it in another thread
        reread = splice.carryOut(const_cast<State&>(*m_state));
    } else {
        auto copy = std::make_shared<State>(*m_state);
        reread = splice.carryOut(*copy);
        m_state = std::move(copy);
    }
#ifndef NDEBUG
    assert(!expected || isSameAs(*expected));
#endif
    return reread;
}

bool Document::isSameAs(const Document& other) const
{
    return m_state->text == other.m_state->text && m_state->nodes == other.m_state->nodes &&
           m_state->lineStarts == other.m_state->lineStarts;
}

} // namespace gatereeve::json
