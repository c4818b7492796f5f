#pragma once

// Single values out of query, cookies and the token's field (gateway-behaviour.md 9), as views where nothing has to be
// decoded.

#include "gateway/http/header.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// The first parameter of that name (case-sensitive, compared decoded), percent escapes and '+' decoded. Pairs with
// broken escapes do not exist. The value is a view into `query` or into `scratch`, which is the caller's and reused.
std::optional<std::string_view> queryParameter(std::string_view query, std::string_view name, std::string& scratch);

// The first cookie of that name (case-sensitive) in any Cookie field; quotes around the value are removed.
std::optional<std::string_view> cookieValue(const HeaderFields& fields, std::string_view name);

// A leading "Bearer " (any case, exactly one blank) is removed.
std::string_view withoutBearer(std::string_view token);

// For strip_auth_data: appends the query, or the value of a Cookie field, without the pairs of that name. Order and
// spelling of the others stay.
void appendQueryWithout(std::string& out, std::string_view query, std::string_view name);
// The same as 2.9 does it (gateway-behaviour.md 9): pairs with broken escapes are dropped, the others written anew,
// sorted by name.
void appendSortedQueryWithout(std::string& out, std::string_view query, std::string_view name);
void appendCookiesWithout(std::string& out, std::string_view cookies, std::string_view name);

} // namespace gatereeve::gateway
