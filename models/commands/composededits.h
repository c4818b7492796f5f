#pragma once

// Edits after edits as one list.

#include "core/json/edit.h"

#include <string_view>

namespace gatereeve::models
{

// `second` refers to the text after `first`; the result to the text before both.
json::Edits composed(const json::Edits& first, const json::Edits& second);

// The one edit between the first and the last byte that differ; none when the texts are equal.
json::Edits difference(std::string_view before, std::string_view after);

} // namespace gatereeve::models
