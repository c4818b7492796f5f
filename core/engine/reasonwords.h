#pragma once

// Small pieces that the sentences of reasons share.

#include "core/accessright.h"
#include "core/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

std::string policies(const std::vector<std::string>& names); // "policy gold", "policies gold and trial"

// "GET and POST /orders, DELETE /x"; "everything" where there are none.
std::string urlsText(const std::vector<AllowedUrl>& rules);
// Of a GraphQL query: "3 levels"; 0 and -1: "any depth".
std::string depthText(int64_t depth);

// Appended to a sentence about a result that no single policy states.
inline constexpr std::string_view NoSinglePolicy = "; no single policy states this combination";

} // namespace gatereeve
