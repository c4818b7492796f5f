#pragma once

// Small pieces that the sentences of reasons share.

#include "core/accessright.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

std::string joined(const std::vector<std::string>& items);   // "gold", "gold and trial", "basic, gold and trial"
std::string policies(const std::vector<std::string>& names); // "policy gold", "policies gold and trial"

std::string urlsText(const std::vector<AllowedUrl>& rules); // "GET and POST /orders, DELETE /x"

// Appended to a sentence about a result that no single policy states.
inline constexpr std::string_view NoSinglePolicy = "; no single policy states this combination";

} // namespace gatereeve
