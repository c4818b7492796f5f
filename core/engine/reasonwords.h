#pragma once

// Small pieces that the sentences of reasons share.

#include "core/accessright.h"
#include "core/message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
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
// "none", "1 entry", "2 entries"; of an allow list and a block list both.
std::string countText(size_t entries);
std::string countText(size_t allowed, size_t blocked);
// A limit inside a sentence, after "sets": "no limit" where its value reads "unlimited" or "any depth".
std::string saidLimit(const std::string& value);
// Of 5.x. "none" where it is off.
std::string smoothingText(const std::optional<Smoothing>& smoothing);
std::string gracePeriodText(int64_t seconds); // "for ever", "2 days"

// Appended to a sentence about a result that no single policy states.
inline constexpr std::string_view NoSinglePolicy = "; no single policy states this combination";

} // namespace gatereeve
