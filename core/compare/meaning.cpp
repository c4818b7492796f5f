#include "core/compare/meaning.h"

#include "core/json/literal.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace gatereeve::compare
{

namespace
{

using json::Kind;
using json::Value;

uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    return hash ^ (hash >> 33);
}

uint64_t hashOf(std::string_view text, uint64_t seed)
{
    return mix(std::hash<std::string_view>()(text) + seed * 0x9e3779b97f4a7c15ULL);
}

bool isTextEqual(const Value& here, const Value& there)
{
    return here.raw() == there.raw() || here.string() == there.string();
}

bool isNumberEqual(const Value& here, const Value& there, const Shape& shape)
{
    if (here.raw() == there.raw())
        return true;
    if (shape.form == Form::Whole && here.integer().has_value() != there.integer().has_value())
        return false;
    return numberKey(here.raw()) == numberKey(there.raw());
}

const Shape& innerOf(const Shape& shape)
{
    return shape.inner ? *shape.inner : AnyShape;
}

const Shape& elementShapeOf(const Shape& sequence)
{
    return sequence.isWrittenOut ? sequence : innerOf(sequence);
}

constexpr Shape AnyNames{.form = Form::Map, .inner = &AnyShape};

// An object where something else was expected is read as JSON.
const Shape& mapShapeOf(const Shape& shape)
{
    return shape.form == Form::Map || shape.isWrittenOut ? shape : AnyNames;
}

bool isStruct(const Value& value, const Shape& shape)
{
    return value.isObject() && shape.form == Form::Struct;
}

const Shape& othersOf(const Shape& shape)
{
    return shape.others ? *shape.others : AnyShape;
}

bool sameByName(const std::map<std::string, Value>& a, const std::map<std::string, Value>& b, const Shape& shape,
                Absent absent)
{
    const auto in = [](const std::map<std::string, Value>& values, const std::string& name) {
        const auto found = values.find(name);
        return found == values.end() ? MaybeValue() : MaybeValue(found->second);
    };
    const auto isSame = [&](const auto& one) { return sameMeaning(in(a, one.first), in(b, one.first), shape, absent); };
    return std::all_of(a.begin(), a.end(), isSame) && std::all_of(b.begin(), b.end(), isSame);
}

bool sameStructs(const Value& here, const Value& there, const Shape& shape)
{
    const Members a(here, shape), b(there, shape);
    if (a.repeatsObject() || b.repeatsObject())
        return false;
    for (size_t i = 0; i < shape.members.size(); ++i) {
        if (!sameMeaning(a.at(i), b.at(i), *shape.members[i].shape, shape.members[i].absent))
            return false;
    }
    return sameByName(a.unknown(), b.unknown(), othersOf(shape), shape.othersAbsent);
}

bool sameWrittenOut(const Value& here, const Value& there, const Shape& shape)
{
    const auto byName = [](const Value& object) {
        std::map<std::string, Value> members;
        for (auto& [name, value] : entriesOf(object, AnyShape))
            members.insert_or_assign(std::move(name), std::move(value));
        return members;
    };
    return sameByName(byName(here), byName(there), shape, Absent::Blank);
}

bool sameSequences(const Value& here, const Value& there, const Shape& inner)
{
    if (here.size() != there.size())
        return false;
    MaybeValue b = there.firstChild();
    for (MaybeValue a = here.firstChild(); a; a = a->next(), b = b->next()) {
        if (!sameMeaning(a, b, inner))
            return false;
    }
    return true;
}

bool isLess(const Entry& a, const Entry& b)
{
    return a.first < b.first;
}

bool sameEntries(std::vector<Entry> a, std::vector<Entry> b, const Shape& shape)
{
    const bool isSet = shape.form == Form::Set;
    if (shape.form != Form::OrderedKeyed) {
        std::stable_sort(a.begin(), a.end(), isLess);
        std::stable_sort(b.begin(), b.end(), isLess);
    }
    if (isSet) {
        const auto isRepeated = [](const Entry& x, const Entry& y) { return x.first == y.first; };
        a.erase(std::unique(a.begin(), a.end(), isRepeated), a.end());
        b.erase(std::unique(b.begin(), b.end(), isRepeated), b.end());
    }
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Entry& x, const Entry& y) {
        return x.first == y.first && (isSet || sameMeaning(x.second, y.second, innerOf(shape)));
    });
}

bool sameValues(const Value& here, const Value& there, const Shape& shape)
{
    if (here.kind() != there.kind())
        return false;
    switch (here.kind()) {
    case Kind::Null:
        return true;
    case Kind::Bool:
        return here.boolean() == there.boolean();
    case Kind::Number:
        return isNumberEqual(here, there, shape);
    case Kind::String:
        return isTextEqual(here, there);
    case Kind::Array:
        if (shape.form == Form::Set || shape.form == Form::Keyed || shape.form == Form::OrderedKeyed)
            return sameEntries(entriesOf(here, shape), entriesOf(there, shape), shape);
        return sameSequences(here, there, elementShapeOf(shape));
    case Kind::Object:
        if (shape.isWrittenOut)
            return sameWrittenOut(here, there, shape);
        return shape.form == Form::Struct
                   ? sameStructs(here, there, shape)
                   : sameEntries(entriesOf(here, shape), entriesOf(there, shape), mapShapeOf(shape));
    }
    return false;
}

bool isZero(const Value& value, const Shape& shape)
{
    switch (value.kind()) {
    case Kind::Null:
        return true;
    case Kind::Bool:
        return !value.boolean();
    case Kind::Number:
        return shape.form == Form::Whole ? value.integer() == 0 : numberKey(value.raw()) == "0";
    case Kind::String:
        return value.length() == 2;
    case Kind::Array:
        return value.size() == 0;
    case Kind::Object:
        break;
    }
    if (shape.isWrittenOut) {
        for (const Value member : value) {
            if (!isZero(member, shape))
                return false;
        }
        return true;
    }
    if (value.size() == 0 || shape.form != Form::Struct)
        return value.size() == 0;
    const Members members(value, shape);
    for (size_t i = 0; i < shape.members.size(); ++i) {
        if (!saysNothing(members.at(i), *shape.members[i].shape, shape.members[i].absent))
            return false;
    }
    const bool hasOthers = std::any_of(members.unknown().begin(), members.unknown().end(), [&](const auto& one) {
        return !saysNothing(one.second, othersOf(shape), shape.othersAbsent);
    });
    return !hasOthers && !members.repeatsObject();
}

// Zero, with no text in it.
bool isBlank(const Value& value)
{
    if (value.isString())
        return false;
    if (!value.isObject())
        return isZero(value, AnyShape);
    for (const Value member : value) {
        if (!isBlank(member))
            return false;
    }
    return true;
}

uint64_t structHash(const Value& value, const Shape& shape)
{
    const Members members(value, shape);
    uint64_t hash = 0; // a sum: members have no order
    for (size_t i = 0; i < shape.members.size(); ++i) {
        const MemberShape& member = shape.members[i];
        if (!saysNothing(members.at(i), *member.shape, member.absent))
            hash += hashOf(member.name, meaningHash(members.at(i), *member.shape, member.absent));
    }
    for (const auto& [name, member] : members.unknown()) {
        if (!saysNothing(member, othersOf(shape), shape.othersAbsent))
            hash += hashOf(name, meaningHash(member, othersOf(shape)));
    }
    return hash;
}

uint64_t entriesHash(const Value& value, const Shape& shape)
{
    uint64_t hash = 0;
    std::vector<Entry> entries = entriesOf(value, shape);
    if (shape.form == Form::Set) {
        std::sort(entries.begin(), entries.end(), isLess);
        entries.erase(std::unique(entries.begin(), entries.end(),
                                  [](const Entry& x, const Entry& y) { return x.first == y.first; }),
                      entries.end());
    }
    for (const auto& [name, entry] : entries) {
        if (shape.isWrittenOut && saysNothing(entry, shape, Absent::Blank))
            continue;
        const uint64_t one = hashOf(name, shape.form == Form::Set ? 0 : meaningHash(entry, elementShapeOf(shape)));
        hash = shape.form == Form::OrderedKeyed ? mix(hash + one) : hash + one;
    }
    return hash;
}

uint64_t listHash(const Value& value, const Shape& shape)
{
    if (shape.form == Form::Set || shape.form == Form::Keyed || shape.form == Form::OrderedKeyed)
        return entriesHash(value, shape);
    uint64_t hash = value.size();
    for (const Value element : value)
        hash = mix(hash * 31 + meaningHash(element, elementShapeOf(shape)));
    return hash;
}

} // namespace

bool saysNothing(const MaybeValue& value, const Shape& shape, Absent absent)
{
    if (!value)
        return true;
    switch (absent) {
    case Absent::Zero:
        return isZero(*value, shape);
    case Absent::Null:
        return value->isNull();
    case Absent::True:
        return value->isNull() || (value->isBool() && value->boolean());
    case Absent::Blank:
        return isBlank(*value);
    case Absent::Itself:
        return false;
    }
    return false;
}

bool sameMeaning(const MaybeValue& here, const MaybeValue& there, const Shape& shape, Absent absent)
{
    if (here && there && here->raw() == there->raw())
        return true;
    const bool hereNothing = saysNothing(here, shape, absent);
    if (hereNothing || saysNothing(there, shape, absent))
        return hereNothing && saysNothing(there, shape, absent);
    // Of an entry by name: null is an empty object to who reads objects there.
    if (shape.form == Form::Struct && (here->isNull() || there->isNull()))
        return isZero(*here, shape) && isZero(*there, shape);
    return sameValues(*here, *there, shape);
}

uint64_t meaningHash(const MaybeValue& value, const Shape& shape, Absent absent)
{
    if (saysNothing(value, shape, absent))
        return 0;
    const uint64_t kind = static_cast<uint64_t>(value->kind()) + 1;
    switch (value->kind()) {
    case Kind::Null:
        return shape.form == Form::Struct ? mix(static_cast<uint64_t>(Kind::Object) + 1) : mix(kind);
    case Kind::Bool:
        return mix(kind * 2 + (value->boolean() ? 1 : 0));
    case Kind::Number: {
        const bool isMisspelt = shape.form == Form::Whole && !value->integer();
        return hashOf(numberKey(value->raw()), kind + (isMisspelt ? 100 : 0));
    }
    case Kind::String:
        return hashOf(value->string(), kind);
    case Kind::Array:
        return mix(listHash(*value, shape) + kind);
    case Kind::Object:
        return mix((isStruct(*value, shape) ? structHash(*value, shape) : entriesHash(*value, mapShapeOf(shape))) +
                   kind);
    }
    return 0;
}

std::string numberKey(std::string_view literal)
{
    const bool negative = literal.starts_with('-');
    const size_t mark = std::min(literal.find_first_of("eE"), literal.size());
    int64_t exponent = 0;
    if (mark < literal.size()) {
        std::string_view digits = literal.substr(mark + 1);
        if (digits.starts_with('+'))
            digits.remove_prefix(1);
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (problem != std::errc() || exponent > INT32_MAX || exponent < INT32_MIN)
            return std::string(literal);
    }
    std::string digits;
    bool fraction = false;
    for (const char c : literal.substr(negative ? 1 : 0, mark - (negative ? 1 : 0))) {
        if (c == '.') {
            fraction = true;
            continue;
        }
        exponent -= fraction ? 1 : 0;
        if (c != '0' || !digits.empty())
            digits += c;
    }
    while (digits.ends_with('0')) {
        digits.pop_back();
        ++exponent;
    }
    if (digits.empty())
        return "0";
    return (negative ? "-" : "") + digits + 'e' + std::to_string(exponent);
}

namespace
{

// As in shape.members; beyond them: not known.
size_t indexOf(const Value& member, const Shape& shape)
{
    const std::string_view literal = member.rawName();
    const auto isExact = [&](const MemberShape& known) {
        return literal.size() == known.name.size() + 2 && literal.substr(1, known.name.size()) == known.name;
    };
    const auto exact = std::find_if(shape.members.begin(), shape.members.end(), isExact);
    if (exact != shape.members.end())
        return static_cast<size_t>(exact - shape.members.begin());
    const std::string name = member.name();
    const auto folded = std::find_if(shape.members.begin(), shape.members.end(),
                                     [&](const MemberShape& known) { return json::isSameName(known.name, name); });
    return static_cast<size_t>(folded - shape.members.begin());
}

} // namespace

Members::Members(const MaybeValue& object, const Shape& shape) : m_known(shape.members.size())
{
    if (!object || !object->isObject())
        return;
    for (const Value member : *object) {
        const size_t index = indexOf(member, shape);
        if (index == shape.members.size()) {
            m_unknown.insert_or_assign(member.name(), member);
            continue;
        }
        const bool isRepeated = m_known[index] && m_known[index]->isObject() && member.isObject();
        m_repeatsObject = m_repeatsObject || isRepeated;
        m_known[index] = member;
    }
}

MaybeValue memberOf(const MaybeValue& object, const Shape& shape, std::string_view name)
{
    MaybeValue found;
    if (object && object->isObject()) {
        for (const Value member : *object) {
            const size_t index = indexOf(member, shape);
            if (index < shape.members.size() ? shape.members[index].name == name : member.name() == name)
                found = member;
        }
    }
    return found;
}

namespace
{

// One text for all values that mean the same.
std::string canonicalText(const Value& value)
{
    if (value.isString())
        return '"' + value.string();
    if (value.isNumber())
        return numberKey(value.raw());
    if (value.isArray() || value.isObject())
        return '#' + std::to_string(meaningHash(value, AnyShape));
    return std::string(value.raw());
}

} // namespace

std::string elementKey(const Value& element, const Shape& list)
{
    if (list.key.empty() || !element.isObject())
        return list.form == Form::Set ? canonicalText(element) : '=' + canonicalText(element);
    const MaybeValue key = memberOf(element, innerOf(list), list.key);
    return key && key->isString() ? key->string() : '=' + canonicalText(element);
}

std::vector<Entry> entriesOf(const MaybeValue& container, const Shape& shape)
{
    std::vector<Entry> entries;
    if (!container || (!container->isArray() && !container->isObject()))
        return entries;
    if (container->isArray()) {
        for (const Value element : *container)
            entries.emplace_back(elementKey(element, shape), element);
        return entries;
    }
    std::map<std::string, size_t> last;
    for (const Value member : *container) {
        std::string name = member.name();
        const auto [at, isNew] = last.try_emplace(name, entries.size());
        if (isNew)
            entries.emplace_back(std::move(name), member);
        else
            entries[at->second].second = member;
    }
    return entries;
}

} // namespace gatereeve::compare
