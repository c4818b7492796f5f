#pragma once

// Known members on a path of objects, letter case ignored (policy-semantics.md 1.1). Pure; any thread.

#include "core/json/document.h"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace gatereeve::json
{

// Nothing where one of the path is missing or stands in no object. An empty path is the object itself.
std::optional<Value> memberAt(const Value& object, std::initializer_list<std::string_view> path);

// Every member of that name, letter case ignored, in file order: repeated objects are united (same section).
std::vector<Value> membersNamed(const Value& object, std::string_view name);

// The children of the list or object there; none of anything else.
std::vector<Value> childrenAt(const Value& object, std::initializer_list<std::string_view> path);

} // namespace gatereeve::json
