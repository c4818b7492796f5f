#include "core/timetext.h"

#include <array>
#include <cstdio>
#include <optional>

namespace gatereeve
{

namespace
{

constexpr int64_t SecondsPerDay = 86'400;

struct Moment {
    int64_t year = 0;
    int month = 0, day = 0, hour = 0, minute = 0, second = 0;
    int64_t nanoseconds = 0;
    int64_t offset = 0; // seconds east of UTC
};

// Days since 1970-01-01 and back, proleptic Gregorian: years counted from March, in eras of 400 years.
int64_t daysOf(int64_t year, int month, int day)
{
    year -= month <= 2;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t yearOfEra = year - era * 400;
    const int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

Moment momentOf(int64_t unixSeconds)
{
    int64_t days = unixSeconds / SecondsPerDay;
    int64_t rest = unixSeconds % SecondsPerDay;
    if (rest < 0) {
        rest += SecondsPerDay;
        --days;
    }
    days += 719'468;
    const int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const int64_t dayOfEra = days - era * 146'097;
    const int64_t yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int64_t month = (5 * dayOfYear + 2) / 153;

    Moment moment;
    moment.day = static_cast<int>(dayOfYear - (153 * month + 2) / 5 + 1);
    moment.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    moment.year = yearOfEra + era * 400 + (moment.month <= 2);
    moment.hour = static_cast<int>(rest / 3600);
    moment.minute = static_cast<int>(rest / 60 % 60);
    moment.second = static_cast<int>(rest % 60);
    return moment;
}

std::string dateAndTime(int64_t unixSeconds, char between)
{
    const Moment m = momentOf(unixSeconds);
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04lld-%02d-%02d%c%02d:%02d:%02d", static_cast<long long>(m.year),
                  m.month, m.day, between, m.hour, m.minute, m.second);
    return buffer.data();
}

int daysInMonth(int64_t year, int month)
{
    constexpr std::array<int, 12> Days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : Days[static_cast<size_t>(month - 1)];
}

// Reads fixed-width parts from the front; once something does not fit, everything after fails too.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    int digits(size_t count)
    {
        int number = 0;
        for (size_t i = 0; i < count; ++i)
            number = number * 10 + digit();
        return number;
    }

    void expect(std::string_view anyOf)
    {
        m_good = m_good && !m_text.empty() && anyOf.find(m_text.front()) != std::string_view::npos;
        if (m_good)
            m_text.remove_prefix(1);
    }

    int64_t fraction()
    {
        if (!startsWith('.'))
            return 0;
        m_text.remove_prefix(1);
        int64_t nanoseconds = digit();
        int64_t digitsRead = 1;
        for (; !m_text.empty() && isDigit(m_text.front()); ++digitsRead) {
            const int next = digit();
            if (digitsRead < 9)
                nanoseconds = nanoseconds * 10 + next;
        }
        for (; digitsRead < 9; ++digitsRead)
            nanoseconds *= 10;
        return nanoseconds;
    }

    int64_t offset()
    {
        if (startsWith('Z') || startsWith('z')) {
            m_text.remove_prefix(1);
            return 0;
        }
        const int64_t sign = startsWith('-') ? -1 : 1;
        expect("+-");
        const int hours = digits(2);
        expect(":");
        const int minutes = digits(2);
        m_good = m_good && hours < 24 && minutes < 60;
        return sign * (hours * 3600 + minutes * 60);
    }

    bool complete() const { return m_good && m_text.empty(); }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    bool startsWith(char c) const { return !m_text.empty() && m_text.front() == c; }

    int digit()
    {
        m_good = m_good && !m_text.empty() && isDigit(m_text.front());
        if (!m_good)
            return 0;
        const int value = m_text.front() - '0';
        m_text.remove_prefix(1);
        return value;
    }

    std::string_view m_text;
    bool m_good = true;
};

// RFC 3339 5.6; a leap second (60) is taken as the first second of the next minute.
std::optional<Moment> scanned(std::string_view text)
{
    Scanner scanner(text);
    Moment m;
    m.year = scanner.digits(4);
    scanner.expect("-");
    m.month = scanner.digits(2);
    scanner.expect("-");
    m.day = scanner.digits(2);
    scanner.expect("Tt ");
    m.hour = scanner.digits(2);
    scanner.expect(":");
    m.minute = scanner.digits(2);
    scanner.expect(":");
    m.second = scanner.digits(2);
    m.nanoseconds = scanner.fraction();
    m.offset = scanner.offset();
    const bool inRange = scanner.complete() && m.month >= 1 && m.month <= 12 && m.day >= 1 &&
                         m.day <= daysInMonth(m.year, m.month) && m.hour < 24 && m.minute < 60 && m.second <= 60;
    return inRange ? std::optional(m) : std::nullopt;
}

} // namespace

std::string utcText(int64_t unixSeconds)
{
    return dateAndTime(unixSeconds, ' ');
}

std::string rfc3339(Nanoseconds time)
{
    int64_t seconds = time / NanosecondsPerSecond;
    int64_t rest = time % NanosecondsPerSecond;
    if (rest < 0) {
        rest += NanosecondsPerSecond;
        --seconds;
    }
    std::string text = dateAndTime(seconds, 'T');
    if (rest != 0) {
        std::string fraction = std::to_string(rest);
        fraction.insert(0, 9 - fraction.size(), '0');
        fraction.erase(fraction.find_last_not_of('0') + 1);
        text += '.' + fraction;
    }
    return text + 'Z';
}

Result<Nanoseconds> parseRfc3339(std::string_view text)
{
    const std::optional<Moment> moment = scanned(text);
    if (!moment)
        return Error{"\"" + std::string(text) + "\" is no time; write it like 2026-12-09T13:05:00Z", {}};
    const int64_t seconds = daysOf(moment->year, moment->month, moment->day) * SecondsPerDay + moment->hour * 3600 +
                            moment->minute * 60 + moment->second - moment->offset;
    Nanoseconds time = 0;
    if (__builtin_mul_overflow(seconds, NanosecondsPerSecond, &time) ||
        __builtin_add_overflow(time, moment->nanoseconds, &time))
        return Error{"the time " + std::string(text) + " is out of range; it must lie between 1678 and 2262", {}};
    return time;
}

bool isRfc3339(std::string_view text)
{
    return scanned(text).has_value();
}

} // namespace gatereeve
