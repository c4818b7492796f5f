#pragma once

// What the members of Tyk's files mean to each other, as far as comparing and merging need it: which names are data,
// which lists are sets, what an absent member says, and which members are one value (rate and per). One table a kind of
// object; comparison and merge read the same ones.
//
// The same for all profiles, so a difference that only one of them sees is told (an absent `active` is true to guide
// and nothing to 2.9; `limit: null` and `limit: {}` differ under 2.9 only). Order:
//   - tags, versions, methods, fields: never read in order (policy-semantics.md 1.4, 8.2).
//   - allowed_urls: a request passes by any rule that matches (8.3), so they are known by their URL and have no order.
//   - apply_policies: the last full policy wins under 2.9 and 5 (6.4): a sequence.
//   - path lists of an API: the first entry that matches answers (gateway-behaviour.md 4): known by path, in order.
//   - lists that we do not know: sequences.
// Members that we do not know compare as JSON, and an absent one differs from zero; but in a classic API definition it
// does not: a gateway reads each of them into a zero value, and dashboards write all of them out.

#include <cstdint>
#include <span>
#include <string_view>

namespace gatereeve::compare
{

enum class ObjectKind : uint8_t { Policy, Api, Settings, Key, Other };
std::string_view nameOf(ObjectKind kind); // policy, api, settings, key, file

enum class Form : uint8_t {
    Any,         // as JSON: names exact, members in any order, lists in order
    Whole,       // a number that a gateway reads only without fraction and exponent: 1e3 is not 1000 there (1.1)
    Struct,      // an object of known members; their letter case is ignored
    Map,         // an object whose names are data
    Sequence,    // a list in order
    Set,         // a list without order
    Keyed,       // a list of objects known by one member, without order
    OrderedKeyed // the same, in order
};

// What a member that is not there says.
enum class Absent : uint8_t {
    Zero,  // the same as null and as zero
    Null,  // the same as null; zero is something else (`limit`, policy-semantics.md 1.5)
    True,  // the same as null and true (`active`, profiles.md guide 2)
    Blank, // the same as null, false, 0 and what holds nothing else; a text, empty too, is something else
    Itself // something that no value says
};

// Members of one unit change together: a rate without its period says nothing.
enum class Unit : uint8_t { Own, Rate, Quota, Throttling };

struct Shape;

struct MemberShape {
    std::string_view name;
    const Shape* shape = nullptr;
    Absent absent = Absent::Zero;
    Unit unit = Unit::Own;
};

struct Shape {
    Form form = Form::Any;
    std::span<const MemberShape> members = {}; // Struct
    const Shape* inner = nullptr;              // Map and the lists: of what they hold
    std::string_view key = {};                 // Keyed
    // Empty, it restricts nothing (allowed_urls), or may do so (access_rights under 2.9, policy-semantics.md 1.6): two
    // changes of it are never put together so that it becomes empty, or stops being so.
    bool emptyIsAll = false;
    // Struct: what members that are not listed are.
    const Shape* others = nullptr; // null: AnyShape
    Absent othersAbsent = Absent::Itself;
    // Any: an object of nothing but zeros is zero, and inside it blank members are as good as absent.
    bool isWrittenOut = false;
};

extern const Shape AnyShape;
extern const Shape LimitShape, RightShape, PolicyShape, SessionShape, ApiShape, SettingsShape, SmoothingShape;
extern const Shape PolicyMapShape;  // a policies file: by name
extern const Shape PolicyListShape; // an export: by _id

const Shape& shapeOf(ObjectKind kind);

} // namespace gatereeve::compare
