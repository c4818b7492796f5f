#pragma once

// Limits as people write them, both ways (ui.md): "5 per second" is rate 5, per 1; "10 000 per 30 days" is quota_max
// 10000, quota_renewal_rate 2592000; "14 days" is 1209600 seconds. English; ui passes its own words later. What the
// functions write they also read, to the same values. Numbers are grouped by blanks and have a decimal point; a comma
// is refused, because it means different things in different countries.

#include "core/timetext.h"

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
    int64_t renewal = 0; // seconds; 0: never renewed
    bool operator==(const QuotaText&) const = default;
};

// "5 per second", "100/min", "2.5 per 10 s", "unlimited" (0 per 0). Errors say what would be understood.
Result<RateText> parseRate(std::string_view text);
// "10 000 per 30 days", "100, never renewed", "unlimited" (0).
Result<QuotaText> parseQuota(std::string_view text);
// "14 days", "36 h", "1 hour 30 minutes", "45" (seconds), "none" (0): seconds.
Result<int64_t> parseDuration(std::string_view text);

std::string rateText(double rate, double per);           // "5 per second"; rate ≤ 0: "unlimited"
std::string quotaText(int64_t maximum, int64_t renewal); // "10 000 per 30 days"; renewal ≤ 0: "100, never renewed"
// What a call over its rate does, `interval` in seconds: "3 retries, 0.5 s apart"; no retries: "none".
std::string throttlingText(double interval, int64_t retries);
// In the largest unit that divides evenly: "14 days", "90 minutes", "90 seconds"; 0 or less: "none".
std::string durationText(int64_t seconds);
// To be read at a glance, two units at most, the rest cut off: "0.42 s", "5 min 30 s", "13 d 4 h". Below ten seconds
// rounded up, so that a wait as long as the text is enough.
std::string shortDurationText(Nanoseconds duration);
std::string groupedNumber(int64_t number); // "10 000" (ordinary blank)

} // namespace gatereeve
