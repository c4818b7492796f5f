#include "core/json/document.h"

#include "core/json/literal.h"
#include "core/json/parser.h"
#include "core/json/path.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstring>

namespace gatereeve::json
{

namespace
{

std::vector<uint32_t> lineStartsOf(std::string_view text)
{
    std::vector<uint32_t> starts{0};
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end;) {
        const void* const found = std::memchr(at, '\n', static_cast<size_t>(end - at));
        if (!found)
            break;
        at = static_cast<const char*>(found) + 1;
        starts.push_back(static_cast<uint32_t>(at - begin));
    }
    return starts;
}

// Whether a number beyond the range of double is too small rather than too big: the power of ten of its first digit.
bool isTiny(std::string_view number)
{
    const size_t mark = number.find_first_of("eE");
    const std::string_view mantissa = number.substr(0, mark);
    if (mark != std::string_view::npos) {
        const std::string_view digits = number.substr(number.find_first_of("0123456789", mark));
        const bool negative = number[mark + 1] == '-';
        int64_t exponent = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc())
            return negative;
        // A text holds far fewer digits: more than this says nothing more, and can't be added to.
        constexpr int64_t Enough = int64_t{1} << 40;
        exponent = std::min(exponent, Enough);
        const size_t point = std::min(mantissa.find('.'), mantissa.size());
        const size_t first = mantissa.find_first_of("123456789");
        const auto power = static_cast<int64_t>(point) - static_cast<int64_t>(first);
        return power + (negative ? -exponent : exponent) < 0;
    }
    return mantissa.find_first_of("123456789") > mantissa.find('.');
}

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// One letter of a name in lower case, taken off its front.
char takeFolded(std::string_view& name)
{
    constexpr std::string_view longS = "\u017F", kelvin = "\u212A";
    for (const auto& [sign, letter] : {std::pair(longS, 's'), std::pair(kelvin, 'k')}) {
        if (name.starts_with(sign)) {
            name.remove_prefix(sign.size());
            return letter;
        }
    }
    const char c = name.front();
    name.remove_prefix(1);
    return lowerCase(c);
}

} // namespace

bool isSameName(std::string_view left, std::string_view right)
{
    // Hardly any pair begins with the same letter, and this is asked for every member of a file.
    if (!left.empty() && !right.empty() && isAscii(left.front()) && isAscii(right.front()) &&
        lowerCase(left.front()) != lowerCase(right.front()))
        return false;
    while (!left.empty() && !right.empty())
        if (takeFolded(left) != takeFolded(right))
            return false;
    return left.empty() && right.empty();
}

std::string_view nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Null:
        return "null";
    case Kind::Bool:
        return "flag";
    case Kind::Number:
        return "number";
    case Kind::String:
        return "text";
    case Kind::Array:
        return "list";
    case Kind::Object:
        return "object";
    }
    assert(false);
    return {};
}

std::string_view Document::State::nameOf(uint32_t index) const
{
    return std::string_view(text).substr(nodes[index].nameOffset, nodes[index].nameLength);
}

uint32_t Document::State::indexInParent(uint32_t index) const
{
    uint32_t count = 0;
    if (index != 0)
        for (uint32_t child = nodes[nodes[index].parent].firstChild; child != index; child = nodes[child].next)
            ++count;
    return count;
}

std::string Document::State::pathOf(uint32_t index) const
{
    std::vector<uint32_t> steps;
    for (; index != 0; index = nodes[index].parent)
        steps.push_back(index);
    std::string path;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (nodes[*step].nameLength > 0)
            appendNameStep(path, decodedLiteral(nameOf(*step)));
        else
            appendIndexStep(path, indexInParent(*step));
    }
    return path;
}

Result<Document> Document::parse(std::string text, const ParseOptions& options)
{
    auto state = std::make_shared<State>();
    state->text = std::move(text);
    state->file = options.file;
    Parser parser(*state, options);
    if (!parser.run())
        return parser.error();
    state->lineStarts = lineStartsOf(state->text);
    Document document;
    document.m_state = std::move(state);
    return document;
}

Value Document::root() const
{
    return {*this, 0};
}

Value Document::valueAt(size_t index) const
{
    assert(index < valueCount());
    return {*this, static_cast<uint32_t>(index)};
}

size_t Document::endOfRoot() const
{
    const Node& root = m_state->nodes.front();
    return size_t{root.offset} + root.length;
}

bool Document::hasTrailingText() const
{
    return m_state->text.find_first_not_of(" \t\r\n", endOfRoot()) != std::string::npos;
}

Place Document::placeAt(size_t offset) const
{
    offset = std::min(offset, m_state->text.size());
    const auto& starts = m_state->lineStarts;
    const auto line = std::prev(std::upper_bound(starts.begin(), starts.end(), offset));
    return {m_state->file, static_cast<int>(line - starts.begin()) + 1, static_cast<int>(offset - *line) + 1,
            innermostAt(offset).path()};
}

size_t Document::offsetOf(const Place& place) const
{
    const auto& starts = m_state->lineStarts;
    assert(place.line >= 1);
    const size_t line = std::min(static_cast<size_t>(place.line), starts.size()) - 1;
    return std::min(size_t{starts[line]} + static_cast<size_t>(std::max(place.column, 1)) - 1, m_state->text.size());
}

Value Document::innermostAt(size_t offset) const
{
    // Nodes stand in the order of their beginnings, so the last one that begins here or before is the innermost
    // value around the offset, or a descendant of it.
    const auto& nodes = m_state->nodes;
    const auto startsBehind = [](size_t place, const Node& node) {
        return place < (node.nameLength > 0 ? node.nameOffset : node.offset);
    };
    const auto behind = std::upper_bound(nodes.begin() + 1, nodes.end(), offset, startsBehind);
    auto index = static_cast<uint32_t>(behind - nodes.begin()) - 1;
    while (index != 0 && offset >= size_t{nodes[index].offset} + nodes[index].length)
        index = nodes[index].parent;
    return {*this, index};
}

std::string_view Value::raw() const
{
    return std::string_view(m_document.text()).substr(node().offset, node().length);
}

std::string Value::string() const
{
    assert(isString());
    return decodedLiteral(raw());
}

bool Value::boolean() const
{
    assert(isBool());
    return raw() == "true";
}

std::optional<int64_t> Value::integer() const
{
    assert(isNumber());
    const std::string_view digits = raw();
    int64_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

std::optional<double> Value::real() const
{
    assert(isNumber());
    const std::string_view digits = raw();
    double number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem == std::errc::result_out_of_range && isTiny(digits))
        return digits.front() == '-' ? -0.0 : 0.0; // from_chars calls that out of range as well
    if (problem != std::errc())
        return std::nullopt;
    return number;
}

std::string Value::name() const
{
    return hasName() ? decodedLiteral(rawName()) : std::string();
}

std::string_view Value::rawName() const
{
    return m_document.m_state->nameOf(m_index);
}

std::optional<Value> Value::parent() const
{
    if (m_index == 0)
        return std::nullopt;
    return Value(m_document, node().parent);
}

std::optional<Value> Value::firstChild() const
{
    if (size() == 0)
        return std::nullopt;
    return Value(m_document, node().firstChild);
}

std::optional<Value> Value::lastChild() const
{
    if (size() == 0)
        return std::nullopt;
    return Value(m_document, node().lastChild);
}

std::optional<Value> Value::next() const
{
    if (node().next == 0)
        return std::nullopt;
    return Value(m_document, node().next);
}

size_t Value::indexInParent() const
{
    return m_document.m_state->indexInParent(m_index);
}

template <typename Matches>
std::optional<Value> Value::lastMember(Matches matches) const
{
    uint32_t found = 0;
    if (isObject()) {
        const Document::State& state = *m_document.m_state;
        for (uint32_t child = node().firstChild; child != 0; child = state.nodes[child].next)
            if (matches(state.nameOf(child)))
                found = child;
    }
    if (found == 0)
        return std::nullopt;
    return Value(m_document, found);
}

std::optional<Value> Value::member(std::string_view name) const
{
    return lastMember([&](std::string_view literal) { return literalEquals(literal, name); });
}

std::optional<Value> Value::memberIgnoringCase(std::string_view name) const
{
    return lastMember([&](std::string_view literal) { return isSameName(decodedLiteral(literal), name); });
}

std::optional<Value> Value::element(size_t index) const
{
    if (!isArray() || index >= size())
        return std::nullopt;
    uint32_t child = node().firstChild;
    for (; index > 0; --index)
        child = m_document.m_state->nodes[child].next;
    return Value(m_document, child);
}

std::string Value::path() const
{
    return m_document.m_state->pathOf(m_index);
}

Place Value::place() const
{
    return m_document.placeAt(offset());
}

Value Value::Iterator::operator*() const
{
    return {m_parent->m_document, m_index};
}

Value::Iterator& Value::Iterator::operator++()
{
    m_index = m_parent->m_document.m_state->nodes[m_index].next;
    return *this;
}

bool hasByteOrderMark(const Document& document)
{
    return document.text().starts_with("\xef\xbb\xbf");
}

} // namespace gatereeve::json
