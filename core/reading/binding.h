#pragma once

// The bond between JSON members and C++ members, as one table a struct:
//
//     template <> struct Binding<AllowedUrl> {
//         static constexpr Field<AllowedUrl> fields[] = {
//             field<&AllowedUrl::url>("url"),
//             field<&AllowedUrl::methods>("methods"),
//         };
//     };
//
// Readers walk the object and look names up in the table; writers walk the table. A Codec says how one C++ type is read
// and written; the usual types have one here, and field<&T::member, Codec>("name") names another. Rules:
// policy-semantics.md 1.1.

#include "core/reading/reading.h"
#include "core/reading/valueform.h"
#include "core/reading/writers.h"

#include <algorithm>
#include <concepts>

namespace gatereeve::binding
{

// What a codec reads, as data, and what a table of members says; below, with the codecs.
template <typename Code>
struct FormOf;
template <typename Table>
const ValueForm& formOfTable();

// One member that is read only, by the dialects that know it.
template <typename Owner>
struct ReadField {
    std::string_view name;
    KnownBy knownBy = KnownBy::All;
    void (*read)(const json::Value&, Owner&, Reading&) = nullptr;
    const ValueForm& (*form)() = nullptr; // what it holds
};

// One member that is read and written. `write` is null for a second spelling.
template <typename Owner>
struct Field : ReadField<Owner> {
    void (*write)(json::Writer&, const Owner&, ZeroMembers) = nullptr;
    bool (*isZero)(const Owner&) = nullptr;
};

// Specialised for each struct of ours: `fields`, an array of Field or ReadField.
template <typename T>
struct Binding;

template <typename T>
concept Bound = requires { Binding<T>::fields; };

// `unknown`: where members without a field go, or null.
template <typename Owner, typename Fields>
void readMembers(const json::Value& object, Owner& owner, const Fields& fields, UnknownMembers* unknown,
                 Reading& reading)
{
    static_assert(std::extent_v<Fields> <= 64);
    uint64_t seen = 0; // a bit for each field
    for (const json::Value member : object) {
        const std::string name = member.name();
        const bool isPlain = std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        std::optional<KnownBy> elsewhere;
        bool known = false;
        for (size_t i = 0; i < std::size(fields); ++i) {
            // Of the letters that count as the same only some beyond ASCII have another length.
            if (isPlain && name.size() != fields[i].name.size())
                continue;
            if (!json::isSameName(fields[i].name, name))
                continue;
            if (!reading.knows(fields[i].knownBy)) {
                elsewhere = fields[i].knownBy;
                continue;
            }
            fields[i].read(member, owner, reading);
            known = true;
            if (seen >> i & 1)
                reading.repeated(member, Reading::Repeated::Member);
            seen |= uint64_t{1} << i;
        }
        if (reading.hasEnded())
            return;
        if (known)
            continue;
        reading.ignored(member, elsewhere);
        if (unknown)
            (*unknown)[name] = std::string(member.raw());
    }
}

template <typename Owner, typename Fields>
void writeMembers(json::Writer& writer, const Owner& owner, const Fields& fields, ZeroMembers zeros)
{
    for (const auto& field : fields) {
        const bool leavesZeroOut = zeros == ZeroMembers::LeaveOut || field.knownBy == KnownBy::Newer;
        if (!field.write || (leavesZeroOut && field.isZero(owner)))
            continue;
        writer.key(field.name);
        field.write(writer, owner, zeros);
    }
}

// read: false, with a finding, when the value has the wrong type; the target is then left alone. null is zero.
template <typename T>
struct Codec;

template <>
struct Codec<double> {
    static bool read(const json::Value& value, double& target, Reading& reading)
    {
        const std::optional<double> number = value.isNull()     ? std::optional(0.0)
                                             : value.isNumber() ? value.real()
                                                                : std::nullopt;
        if (!number)
            return reading.wrongType(value, Expected::Number);
        target = *number;
        return true;
    }
    static void write(json::Writer& writer, double value, ZeroMembers) { writer.number(value); }
    static bool isZero(double value) { return value == 0; }
};

template <>
struct Codec<int64_t> {
    static bool read(const json::Value& value, int64_t& target, Reading& reading)
    {
        const std::optional<int64_t> number = value.isNull()     ? std::optional<int64_t>(0)
                                              : value.isNumber() ? value.integer()
                                                                 : std::nullopt;
        if (!number)
            return reading.wrongType(value, Expected::WholeNumber);
        target = *number;
        return true;
    }
    static void write(json::Writer& writer, int64_t value, ZeroMembers) { writer.integer(value); }
    static bool isZero(int64_t value) { return value == 0; }
};

template <>
struct Codec<bool> {
    static bool read(const json::Value& value, bool& target, Reading& reading)
    {
        if (!value.isNull() && !value.isBool())
            return reading.wrongType(value, Expected::Flag);
        target = value.isBool() && value.boolean();
        return true;
    }
    static void write(json::Writer& writer, bool value, ZeroMembers) { writer.boolean(value); }
    static bool isZero(bool value) { return !value; }
};

template <>
struct Codec<std::string> {
    static bool read(const json::Value& value, std::string& target, Reading& reading)
    {
        if (!value.isNull() && !value.isString())
            return reading.wrongType(value, Expected::Text);
        target = value.isString() ? value.string() : std::string();
        return true;
    }
    static void write(json::Writer& writer, const std::string& value, ZeroMembers) { writer.string(value); }
    static bool isZero(const std::string& value) { return value.empty(); }
};

// Absent and null are nothing.
template <typename T>
struct Codec<std::optional<T>> {
    static bool read(const json::Value& value, std::optional<T>& target, Reading& reading)
    {
        if (value.isNull()) {
            target.reset();
            return true;
        }
        T inner = target.value_or(T{}); // a repeated object is filled on top
        if (!Codec<T>::read(value, inner, reading))
            return false;
        target = std::move(inner);
        return true;
    }
    static void write(json::Writer& writer, const std::optional<T>& value, ZeroMembers zeros)
    {
        if (value)
            Codec<T>::write(writer, *value, zeros);
        else
            writer.null();
    }
    static bool isZero(const std::optional<T>& value)
    {
        if constexpr (std::is_same_v<T, bool>)
            return !value.value_or(false);
        return !value;
    }
};

// An element of the wrong type is zero, so that the others keep their place.
template <typename T>
struct Codec<std::vector<T>> {
    static bool read(const json::Value& value, std::vector<T>& target, Reading& reading)
    {
        if (!value.isNull() && !value.isArray())
            return reading.wrongType(value, Expected::List);
        target.clear();
        target.reserve(value.size());
        for (const json::Value child : value) {
            target.emplace_back();
            Codec<T>::read(child, target.back(), reading);
        }
        return true;
    }
    static void write(json::Writer& writer, const std::vector<T>& value, ZeroMembers zeros)
    {
        if (value.empty()) {
            writer.null();
            return;
        }
        writer.beginArray();
        for (const T& element : value)
            Codec<T>::write(writer, element, zeros);
        writer.endArray();
    }
    static bool isZero(const std::vector<T>& value) { return value.empty(); }
};

// Repeated names: the last wins whole. A repeated object adds to the earlier one.
template <typename T>
struct Codec<std::map<std::string, T>> {
    static bool read(const json::Value& value, std::map<std::string, T>& target, Reading& reading)
    {
        if (!value.isNull() && !value.isObject())
            return reading.wrongType(value, Expected::Object);
        if (value.isNull())
            target.clear();
        for (const json::Value member : value) {
            const auto [element, isNew] = target.try_emplace(member.name());
            if (!isNew) {
                element->second = T{};
                reading.repeated(member, Reading::Repeated::Entry);
            }
            Codec<T>::read(member, element->second, reading);
        }
        return true;
    }
    static void write(json::Writer& writer, const std::map<std::string, T>& value, ZeroMembers zeros)
    {
        if (value.empty()) {
            writer.null();
            return;
        }
        writer.beginObject();
        for (const auto& [name, element] : value) {
            writer.key(name);
            Codec<T>::write(writer, element, zeros);
        }
        writer.endObject();
    }
    static bool isZero(const std::map<std::string, T>& value) { return value.empty(); }
};

template <Bound T>
struct Codec<T> {
    static bool read(const json::Value& value, T& target, Reading& reading)
    {
        if (value.isNull()) {
            target = T{};
            return true;
        }
        if (!value.isObject())
            return reading.wrongType(value, Expected::Object);
        UnknownMembers* unknown = nullptr;
        if constexpr (requires { target.unknown; })
            unknown = &target.unknown;
        readMembers(value, target, Binding<T>::fields, unknown, reading);
        return true;
    }
    static void write(json::Writer& writer, const T& value, ZeroMembers zeros)
    {
        writer.beginObject();
        writeMembers(writer, value, Binding<T>::fields, zeros);
        writer.endObject();
    }
    static bool isZero(const T& value) { return value == T{}; }
};

// Values of any kind by name, kept as JSON text; written as {} when empty, as Tyk does for meta_data.
struct JsonMembers {
    static bool read(const json::Value& value, std::map<std::string, std::string>& target, Reading& reading)
    {
        if (!value.isNull() && !value.isObject())
            return reading.wrongType(value, Expected::Object);
        if (value.isNull())
            target.clear();
        for (const json::Value member : value)
            target[member.name()] = json::mended(member.raw());
        return true;
    }
    static void write(json::Writer& writer, const std::map<std::string, std::string>& value, ZeroMembers)
    {
        writer.beginObject();
        for (const auto& [name, text] : value)
            writer.key(name).raw(text);
        writer.endObject();
    }
    static bool isZero(const std::map<std::string, std::string>& value) { return value.empty(); }
};

// What the codecs read. Tables of members become forms once, when somebody asks.
// `Table::fields`: of a Binding or a group.
template <typename Table>
const ValueForm& formOfTable()
{
    static const ValueForm form = [] {
        ValueForm object{.kind = ValueKind::Object};
        for (const auto& field : Table::fields)
            object.members.push_back({field.name, &field.form(), field.knownBy == KnownBy::Newer,
                                      field.knownBy == KnownBy::ServiceSpelling});
        return object;
    }();
    return form;
}

template <ValueKind Kind>
struct PlainForm {
    static const ValueForm& get()
    {
        static const ValueForm form{.kind = Kind};
        return form;
    }
};

template <>
struct FormOf<Codec<double>> : PlainForm<ValueKind::Number> {
};
template <>
struct FormOf<Codec<int64_t>> : PlainForm<ValueKind::WholeNumber> {
};
template <>
struct FormOf<Codec<bool>> : PlainForm<ValueKind::Flag> {
};
template <std::derived_from<Codec<std::string>> Code>
struct FormOf<Code> : PlainForm<ValueKind::Text> {
};
template <>
struct FormOf<JsonMembers> : PlainForm<ValueKind::Object> {
};
template <typename T>
struct FormOf<Codec<std::optional<T>>> : FormOf<Codec<T>> {
};

template <typename T>
struct FormOf<Codec<std::vector<T>>> {
    static const ValueForm& get()
    {
        static const ValueForm form{.kind = ValueKind::List, .elements = &FormOf<Codec<T>>::get()};
        return form;
    }
};

template <typename T>
struct FormOf<Codec<std::map<std::string, T>>> {
    static const ValueForm& get()
    {
        static const ValueForm form{.kind = ValueKind::Object, .entries = &FormOf<Codec<T>>::get()};
        return form;
    }
};

template <Bound T>
struct FormOf<Codec<T>> {
    static const ValueForm& get() { return formOfTable<Binding<T>>(); }
};

template <auto Member, typename Code>
struct MemberField {
    std::string_view name;
    KnownBy knownBy = KnownBy::All;
    bool readOnly = false;

    template <typename Owner>
    constexpr operator ReadField<Owner>() const
    {
        return {
            name, knownBy,
            [](const json::Value& value, Owner& owner, Reading& reading) { Code::read(value, owner.*Member, reading); },
            &FormOf<Code>::get};
    }
    template <typename Owner>
    constexpr operator Field<Owner>() const
    {
        Field<Owner> result{ReadField<Owner>(*this)};
        if (readOnly)
            return result;
        result.write = [](json::Writer& writer, const Owner& owner, ZeroMembers zeros) {
            Code::write(writer, owner.*Member, zeros);
        };
        result.isZero = [](const Owner& owner) { return Code::isZero(owner.*Member); };
        return result;
    }
};

template <typename T, typename Owner>
T typeOfMember(T Owner::*);

template <auto Member>
using CodecOf = Codec<decltype(typeOfMember(Member))>;

template <auto Member, typename Code = CodecOf<Member>>
constexpr MemberField<Member, Code> field(std::string_view name, KnownBy knownBy = KnownBy::All)
{
    return {name, knownBy};
}

// A member that came with 5.x; written only when it is not zero.
template <auto Member, typename Code = CodecOf<Member>>
constexpr MemberField<Member, Code> newer(std::string_view name)
{
    return {name, KnownBy::Newer};
}

// A second spelling of a member: read like the first, never written.
template <auto Member, typename Code = CodecOf<Member>>
constexpr MemberField<Member, Code> spelling(std::string_view name, KnownBy knownBy)
{
    return {name, knownBy, true};
}

// An object in JSON whose members lie flat in the C++ struct. `Group::fields` binds them.
template <typename Group>
struct GroupField {
    std::string_view name;
    KnownBy knownBy = KnownBy::All;

    template <typename Owner>
    constexpr operator ReadField<Owner>() const
    {
        return {name, knownBy,
                [](const json::Value& value, Owner& owner, Reading& reading) {
                    if (value.isObject())
                        readMembers(value, owner, Group::fields, nullptr, reading);
                    else if (!value.isNull())
                        reading.wrongType(value, Expected::Object);
                },
                &formOfTable<Group>};
    }
    template <typename Owner>
    constexpr operator Field<Owner>() const
    {
        Field<Owner> result{ReadField<Owner>(*this)};
        result.write = [](json::Writer& writer, const Owner& owner, ZeroMembers zeros) {
            writer.beginObject();
            writeMembers(writer, owner, Group::fields, zeros);
            writer.endObject();
        };
        result.isZero = [](const Owner& owner) {
            for (const auto& field : Group::fields) {
                if (!field.isZero(owner))
                    return false;
            }
            return true;
        };
        return result;
    }
};

template <typename Group>
constexpr GroupField<Group> group(std::string_view name, KnownBy knownBy = KnownBy::All)
{
    return {name, knownBy};
}

// Reads a whole value of a bound type; anything but an object or null is a finding.
template <typename T>
T readBound(const json::Value& value, Reading& reading)
{
    T result;
    Codec<T>::read(value, result, reading);
    return result;
}

} // namespace gatereeve::binding
