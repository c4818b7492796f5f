#pragma once

// Lossless editing: each function says which bytes of a document's text to replace so that one thing changes and all
// else stays. New members follow the indentation, line ends and separators around them. Pure; nothing is written here.

#include "core/json/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::json
{

struct Edit {
    size_t offset = 0;  // bytes
    size_t removed = 0; // bytes
    std::string inserted;

    bool operator==(const Edit&) const = default;
};

// One user action. Offsets refer to the text before all of them; sorted, not overlapping. Edits of different values can
// be put together so; of the children of one list or object only by the function that takes several.
using Edits = std::vector<Edit>;

std::string applied(std::string_view text, const Edits& edits);
// The edits that lead back, for the text after.
Edits inverted(std::string_view textBefore, const Edits& edits);

// `json` is valid JSON text of the new value in any layout; it is laid out as the values around the place are.
Edit replaceValue(const Value& value, std::string_view json);
// After the last member (or in front of `before`); into an empty object as well. The name is given decoded.
Edit insertMember(const Value& object, std::string_view name, std::string_view json, const Value* before = nullptr);
Edit insertElement(const Value& array, std::string_view json, const Value* before = nullptr);
// The value with its name and the separator and line that it no longer needs.
Edit removeChild(const Value& child);
// Several children of one parent, in file order, in one action.
Edits removeChildren(const std::vector<Value>& children);
Edit renameMember(const Value& member, std::string_view name);

// Sets object's known member: replaces the last one of that name (letter case ignored, as Tyk reads), or inserts it.
// Not for names that are data (policy ids, API ids): those keep their case; use Value::member and the functions above.
Edit setMember(const Value& object, std::string_view name, std::string_view json);

} // namespace gatereeve::json
