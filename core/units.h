#pragma once

// Limits and times as people write them, both ways (ui.md): "5 per second" is rate 5, per 1; "10 000 per 30 days" is
// quota_max 10000, quota_renewal_rate 2592000; "14 days" is 1209600 seconds. English; ui passes its own words later.

#include "core/clock.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gatereeve
{

struct RateText {
    double rate = 0;
    double per = 0; // seconds
    bool operator==(const RateText&) const = default;
};

struct QuotaText {
    int64_t maximum = 0;
    int64_t renewal = 0; // seconds
    bool operator==(const QuotaText&) const = default;
};

// "5 per second", "100/min", "2.5 per 10 s", "unlimited" (0 per 0). Errors say what would be understood.
Result<RateText> parseRate(std::string_view text);
Result<QuotaText> parseQuota(std::string_view text);
// "14 days", "36 h", "90 min", "45", "none" (0): seconds.
Result<int64_t> parseDuration(std::string_view text);

std::string rateText(double rate, double per);             // "5 per second", "unlimited"
std::string quotaText(int64_t maximum, int64_t renewal);   // "10 000 per 30 days", "100, never renewed", "unlimited"
std::string durationText(int64_t seconds);                 // "14 days", "1 hour 30 minutes", "0.42 s" is for fractions:
std::string shortDurationText(Nanoseconds duration);       // "0.42 s", "13 d 4 h"
std::string groupedNumber(int64_t number);                 // "10 000" (thin: ordinary blank)


// "2026-12-09 13:05:00" and RFC 3339 "2026-12-09T13:05:00Z".
std::string utcText(int64_t unixSeconds);
std::string rfc3339(Nanoseconds time);
Result<Nanoseconds> parseRfc3339(std::string_view text);

} // namespace gatereeve
