#pragma once

// Small pieces that the sentences of the guide's reasons share.

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::guide
{

std::string joined(const std::vector<std::string>& items);   // "gold", "gold and trial", "basic, gold and trial"
std::string policies(const std::vector<std::string>& names); // "policy gold", "policies gold and trial"

// Appended to a sentence about a result that no single policy states.
inline constexpr std::string_view NoSinglePolicy = "; no single policy states this combination";

} // namespace gatereeve::guide
