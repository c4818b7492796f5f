#pragma once

// Whether two JSON values mean the same to who reads them by a Shape: order of members, blanks, spelling of numbers and
// texts, and defaults written out do not count. Pure; any thread. Costs what reading the two values once costs; equal
// bytes are told at once.

#include "core/compare/shape.h"
#include "core/json/document.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace gatereeve::compare
{

using MaybeValue = std::optional<json::Value>; // nothing: a member that is not there

bool sameMeaning(const MaybeValue& here, const MaybeValue& there, const Shape& shape, Absent absent = Absent::Itself);

// Whether the value says what the member would say if it were not there.
bool saysNothing(const MaybeValue& value, const Shape& shape, Absent absent);

// Equal for values that mean the same; else different but for chance.
uint64_t meaningHash(const MaybeValue& value, const Shape& shape, Absent absent = Absent::Itself);

// A number without the freedom of its spelling: 1e3, 1000 and 1000.0 give one text.
std::string numberKey(std::string_view literal);

// The members of an object as a Struct: the last of each known name, letter case ignored, and the unknown ones.
class Members
{
public:
    Members(const MaybeValue& object, const Shape& shape); // nothing, null, or no object: no members

    const MaybeValue& at(size_t index) const { return m_known[index]; } // as in shape.members
    const std::map<std::string, json::Value>& unknown() const { return m_unknown; }
    // A known member stands there twice as an object: a gateway puts the two together (policy-semantics.md 1.1). We
    // don't, and call such objects different unless they are the same bytes.
    bool repeatsObject() const { return m_repeatsObject; }

private:
    std::vector<MaybeValue> m_known;
    std::map<std::string, json::Value> m_unknown;
    bool m_repeatsObject = false;
};

MaybeValue memberOf(const MaybeValue& object, const Shape& shape, std::string_view name);

// What a list's element is known by: the text of its key member, or itself.
std::string elementKey(const json::Value& element, const Shape& list);
// The elements of a Set or Keyed list in file order, or entries of a Map by name; of repeated names in a Map the last.
using Entry = std::pair<std::string, json::Value>;
std::vector<Entry> entriesOf(const MaybeValue& container, const Shape& shape);

} // namespace gatereeve::compare
