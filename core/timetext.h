#pragma once

// Moments as text, UTC always.

#include "core/clock.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gatereeve
{

std::string utcText(int64_t unixSeconds); // "2026-12-09 13:05:00"
std::string rfc3339(Nanoseconds time);    // "2026-12-09T13:05:00Z", with a fraction if there is one

// RFC 3339 with any offset; fractions beyond nanoseconds are cut off. Moments that nanoseconds since 1970 can't hold
// (before 1678, after 2262) are errors.
Result<Nanoseconds> parseRfc3339(std::string_view text);
// The form alone, of any year: "0001-01-01T00:00:00Z" (how Tyk writes "no time") is one.
bool isRfc3339(std::string_view text);

} // namespace gatereeve
