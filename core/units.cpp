#include "core/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace gatereeve
{

namespace
{

constexpr int64_t Minute = 60, Hour = 3'600, Day = 86'400, Week = 604'800;

// Lower case, every kind of blank an ordinary one, none at the ends.
std::string normalised(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        size_t length = 1;
        char c = text.front();
        for (const std::string_view blank : {"\u00a0", "\u2009", "\u202f", "\t"}) {
            if (text.starts_with(blank)) {
                length = blank.size();
                c = ' ';
            }
        }
        text.remove_prefix(length);
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        if (c != ' ' || (!result.empty() && result.back() != ' '))
            result += c;
    }
    if (result.ends_with(' '))
        result.pop_back();
    return result;
}

// Takes numbers and words from the front of a normalised text. A take that does not fit takes nothing.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    bool atEnd() const { return m_text.empty(); }

    bool take(std::string_view token)
    {
        if (!m_text.starts_with(token))
            return false;
        m_text.remove_prefix(token.size());
        skipBlank();
        return true;
    }

    std::string takeWord()
    {
        size_t length = 0;
        while (length < m_text.size() && m_text[length] >= 'a' && m_text[length] <= 'z')
            ++length;
        std::string word(m_text.substr(0, length));
        m_text.remove_prefix(length);
        skipBlank();
        return word;
    }

    // Digits, grouped in threes by blanks or not at all, and perhaps a decimal point with digits; without the blanks.
    std::string takeNumber()
    {
        std::string number = takeDigits();
        if (number.empty())
            return {};
        if (number.size() <= 3) {
            while (isGroup()) {
                number += m_text.substr(1, 3);
                m_text.remove_prefix(4);
            }
        }
        if (m_text.size() > 1 && m_text[0] == '.' && isDigit(m_text[1])) {
            m_text.remove_prefix(1);
            number += '.' + takeDigits();
        }
        skipBlank();
        return number;
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    bool digitAt(size_t index) const { return index < m_text.size() && isDigit(m_text[index]); }
    bool isGroup() const { return m_text.starts_with(' ') && digitAt(1) && digitAt(2) && digitAt(3) && !digitAt(4); }
    void skipBlank()
    {
        if (m_text.starts_with(' '))
            m_text.remove_prefix(1);
    }
    std::string takeDigits()
    {
        size_t length = 0;
        while (digitAt(length))
            ++length;
        std::string digits(m_text.substr(0, length));
        m_text.remove_prefix(length);
        return digits;
    }

    std::string_view m_text;
};

std::optional<double> realOf(const std::string& number)
{
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<int64_t> integerOf(const std::string& number)
{
    int64_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size())
        return std::nullopt;
    return value;
}

// Seconds of a unit; 0: not one.
int64_t unitOf(std::string_view word)
{
    struct Unit {
        int64_t seconds;
        std::array<std::string_view, 5> words;
    };
    constexpr std::array<Unit, 5> Units{{{1, {"s", "sec", "secs", "second", "seconds"}},
                                         {Minute, {"m", "min", "mins", "minute", "minutes"}},
                                         {Hour, {"h", "hr", "hrs", "hour", "hours"}},
                                         {Day, {"d", "day", "days", "", ""}},
                                         {Week, {"w", "week", "weeks", "", ""}}}};
    for (const Unit& unit : Units) {
        for (const std::string_view spelling : unit.words) {
            if (!word.empty() && word == spelling)
                return unit.seconds;
        }
    }
    return 0;
}

// count × unit, where it is a whole number of seconds ("1.5 h") that fits.
std::optional<int64_t> wholeSeconds(const std::string& count, int64_t unit)
{
    if (const std::optional<int64_t> whole = integerOf(count)) {
        int64_t seconds = 0;
        return __builtin_mul_overflow(*whole, unit, &seconds) ? std::nullopt : std::optional(seconds);
    }
    const std::optional<double> value = realOf(count);
    constexpr double Exact = 9'007'199'254'740'992; // 2^53
    if (!value || *value * static_cast<double>(unit) > Exact)
        return std::nullopt;
    const double seconds = *value * static_cast<double>(unit);
    return seconds == std::floor(seconds) ? std::optional(static_cast<int64_t>(seconds)) : std::nullopt;
}

struct Period {
    std::string count; // of units; "1" when only the unit is named
    int64_t unit = 0;  // seconds
};

// "per second", "/10 s", "per 30 days" up to the end of the text.
std::optional<Period> takePeriod(Reader& reader)
{
    if (!reader.take("/") && !reader.take("per ") && !reader.take("every "))
        return std::nullopt;
    Period period;
    period.count = reader.takeNumber();
    if (period.count.empty())
        period.count = "1";
    period.unit = unitOf(reader.takeWord());
    if (period.unit == 0 || !reader.atEnd())
        return std::nullopt;
    return period;
}

Error notUnderstood(std::string_view text, std::string_view what, std::string_view examples)
{
    std::string sentence = "\"" + std::string(text) + "\" is not understood as " + std::string(what) +
                           "; write it like " + std::string(examples);
    if (text.find(',') != std::string_view::npos)
        sentence += " (thousands apart by a blank, decimals after a point)";
    return {sentence, {}};
}

// With a blank between groups of three of the digits before `end`.
std::string grouped(std::string text, size_t end)
{
    const size_t first = text.starts_with('-') ? 1 : 0;
    while (end > first + 3)
        text.insert(end -= 3, 1, ' ');
    return text;
}

// All digits of a number that is not negative, its whole part grouped by blanks.
std::string plainNumber(double number)
{
    std::array<char, 512> buffer{}; // the largest double has 309 digits, the smallest 330 or so
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
    std::string text(buffer.data(), end);
    return grouped(text, std::min(text.find('.'), text.size()));
}

struct NamedUnit {
    int64_t seconds;
    std::string_view name;
};

// Weeks are read, but not written: "14 days" is how trial periods are spoken of.
NamedUnit largestUnit(int64_t seconds)
{
    for (const NamedUnit unit : {NamedUnit{Day, "day"}, NamedUnit{Hour, "hour"}, NamedUnit{Minute, "minute"}}) {
        if (seconds % unit.seconds == 0)
            return unit;
    }
    return {1, "second"};
}

// "second", "30 days": what follows "per".
std::string periodText(int64_t seconds)
{
    const NamedUnit unit = largestUnit(seconds);
    const int64_t count = seconds / unit.seconds;
    return count == 1 ? std::string(unit.name) : groupedNumber(count) + ' ' + std::string(unit.name) + 's';
}

} // namespace

Result<RateText> parseRate(std::string_view text)
{
    const std::string plain = normalised(text);
    if (plain == "unlimited")
        return RateText{};
    Reader reader(plain);
    const std::optional<double> rate = realOf(reader.takeNumber());
    const std::optional<Period> period = takePeriod(reader);
    const std::optional<double> count = period ? realOf(period->count) : std::nullopt;
    if (!rate || !count)
        return notUnderstood(text, "a rate", "5 per second, 100/min, 2.5 per 10 s or unlimited");
    const RateText result{*rate, *count * static_cast<double>(period->unit)};
    if (!(result.rate > 0 && result.per > 0 && std::isfinite(result.per)))
        return Error{"a rate needs a number and a period above 0; write unlimited for no limit", {}};
    return result;
}

Result<QuotaText> parseQuota(std::string_view text)
{
    const std::string plain = normalised(text);
    if (plain == "unlimited")
        return QuotaText{};
    Reader reader(plain);
    const std::optional<int64_t> maximum = integerOf(reader.takeNumber());
    std::optional<int64_t> renewal;
    reader.take(",");
    if (reader.take("never renewed"))
        renewal = reader.atEnd() ? std::optional<int64_t>(0) : std::nullopt;
    else if (const std::optional<Period> period = takePeriod(reader))
        renewal = wholeSeconds(period->count, period->unit);
    if (!maximum || !renewal)
        return notUnderstood(text, "a quota", "10 000 per 30 days, 100/day, \"100, never renewed\" or unlimited");
    const bool never = plain.ends_with("never renewed");
    if (*maximum <= 0 || (*renewal <= 0 && !never))
        return Error{"a quota needs a number and a period above 0; write unlimited for no quota", {}};
    return QuotaText{*maximum, *renewal};
}

Result<int64_t> parseDuration(std::string_view text)
{
    const Error refused =
        notUnderstood(text, "a length of time", "14 days, 36 h, 1 hour 30 minutes, 45 (seconds) or none");
    const std::string plain = normalised(text);
    if (plain == "none")
        return int64_t{0};
    Reader reader(plain);
    int64_t total = 0;
    for (bool first = true; first || !reader.atEnd(); first = false) {
        const std::string count = reader.takeNumber();
        const std::string word = reader.takeWord();
        const bool bare = first && word.empty() && reader.atEnd(); // "45"
        const int64_t unit = bare ? 1 : unitOf(word);
        const std::optional<int64_t> seconds = unit > 0 ? wholeSeconds(count, unit) : std::nullopt;
        if (!seconds || __builtin_add_overflow(total, *seconds, &total))
            return refused;
    }
    return total;
}

std::string groupedNumber(int64_t number)
{
    const std::string text = std::to_string(number);
    return grouped(text, text.size());
}

std::string rateText(double rate, double per)
{
    if (!(rate > 0))
        return "unlimited";
    constexpr double Exact = 9'007'199'254'740'992; // 2^53
    const bool whole = per >= 1 && per <= Exact && per == std::floor(per);
    return plainNumber(rate) + " per " +
           (whole ? periodText(static_cast<int64_t>(per)) : plainNumber(per) + " seconds");
}

std::string quotaText(int64_t maximum, int64_t renewal)
{
    if (maximum <= 0)
        return "unlimited";
    return groupedNumber(maximum) + (renewal > 0 ? " per " + periodText(renewal) : ", never renewed");
}

std::string throttlingText(double interval, int64_t retries)
{
    if (retries <= 0)
        return "none";
    const double nanoseconds = interval * static_cast<double>(NanosecondsPerSecond);
    const bool fits = nanoseconds > 0 && nanoseconds < 9e18;
    return groupedNumber(retries) + (retries == 1 ? " retry, " : " retries, ") +
           shortDurationText(fits ? static_cast<Nanoseconds>(nanoseconds) : 0) + " apart";
}

std::string durationText(int64_t seconds)
{
    if (seconds <= 0)
        return "none";
    const NamedUnit unit = largestUnit(seconds);
    const int64_t count = seconds / unit.seconds;
    return groupedNumber(count) + ' ' + std::string(unit.name) + (count == 1 ? "" : "s");
}

std::string shortDurationText(Nanoseconds duration)
{
    if (duration == std::numeric_limits<Nanoseconds>::min())
        ++duration;
    if (duration < 0)
        return '-' + shortDurationText(-duration);
    constexpr Nanoseconds Hundredth = NanosecondsPerSecond / 100;
    if (duration < 10 * NanosecondsPerSecond)
        return plainNumber(static_cast<double>((duration + Hundredth - 1) / Hundredth) / 100) + " s";

    const int64_t seconds = toSeconds(duration);
    struct Pair {
        int64_t large, small;
        std::string_view largeName, smallName;
    };
    for (const Pair pair :
         {Pair{Day, Hour, " d", " h"}, Pair{Hour, Minute, " h", " min"}, Pair{Minute, 1, " min", " s"}}) {
        if (seconds < pair.large)
            continue;
        std::string text = groupedNumber(seconds / pair.large) + std::string(pair.largeName);
        if (const int64_t rest = seconds % pair.large / pair.small; rest > 0)
            text += ' ' + std::to_string(rest) + std::string(pair.smallName);
        return text;
    }
    return std::to_string(seconds) + " s";
}

} // namespace gatereeve
