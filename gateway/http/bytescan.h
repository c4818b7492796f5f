#pragma once

// The innermost loops of the parsers: classes of bytes by table, and the search for the first byte that ends a run.
// Nothing is ever read at or behind `end`.

#include <array>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace gatereeve::gateway
{

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t'; // OWS, RFC 9110 5.6.3
}

constexpr char toLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// -1 for what is no hexadecimal digit.
constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = toLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

namespace detail
{
// RFC 9110 5.6.2: tchar
constexpr std::array<bool, 256> makeTokenTable()
{
    std::array<bool, 256> table{};
    for (int c = 0; c < 128; ++c)
        table[static_cast<size_t>(c)] = isDigit(static_cast<char>(c)) || isLetter(static_cast<char>(c));
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
inline constexpr std::array<bool, 256> tokenTable = makeTokenTable();
} // namespace detail

constexpr bool isTokenByte(char c)
{
    return detail::tokenTable[static_cast<unsigned char>(c)];
}

// CR, LF, NUL and the like. HTAB and bytes above 127 may stand in a field value (RFC 9110 5.5).
constexpr bool isControlByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

// First control byte of [p, end), or end.
inline const char* findControl(const char* p, const char* end)
{
#if defined(__SSE2__)
    const __m128i flip = _mm_set1_epi8(static_cast<char>(0x80)); // makes the signed comparison an unsigned one
    for (; end - p >= 16; p += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m128i low = _mm_cmplt_epi8(_mm_xor_si128(bytes, flip), _mm_set1_epi8(static_cast<char>(0x20 ^ 0x80)));
        const __m128i tab = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'));
        const __m128i del = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f));
        const int mask = _mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(tab, low), del));
        if (mask)
            return p + __builtin_ctz(static_cast<unsigned>(mask));
    }
#endif
    while (p < end && !isControlByte(*p))
        ++p;
    return p;
}

constexpr bool isVisibleByte(char c)
{
    return c > 0x20 && c < 0x7f; // ASCII only: bytes above 127 are negative
}

// First byte of [p, end) that is not visible ASCII, or end.
inline const char* findNotVisible(const char* p, const char* end)
{
#if defined(__SSE2__)
    for (; end - p >= 16; p += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x21)); // signed: takes the bytes above 127 as well
        const __m128i del = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f));
        const int mask = _mm_movemask_epi8(_mm_or_si128(low, del));
        if (mask)
            return p + __builtin_ctz(static_cast<unsigned>(mask));
    }
#endif
    while (p < end && isVisibleByte(*p))
        ++p;
    return p;
}

// First byte of [p, end) that can't stand in a token (RFC 9110 5.6.2), or end.
inline const char* findNotToken(const char* p, const char* end)
{
#if defined(__SSE2__)
    // Names hardly ever have other bytes than letters, digits and '-'. What is something else ends the token or is one
    // of the rare ones: the table tells.
    for (; end - p >= 16; p += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        const __m128i letter =
            _mm_and_si128(_mm_cmpgt_epi8(lower, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(lower, _mm_set1_epi8('z' + 1)));
        const __m128i digit =
            _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(bytes, _mm_set1_epi8('9' + 1)));
        const __m128i common = _mm_or_si128(_mm_or_si128(letter, digit), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')));
        const int others = ~_mm_movemask_epi8(common) & 0xffff;
        if (others == 0)
            continue;
        p += __builtin_ctz(static_cast<unsigned>(others));
        break;
    }
#endif
    while (p < end && isTokenByte(*p))
        ++p;
    return p;
}

inline bool isToken(std::string_view text)
{
    const char* const end = text.data() + text.size();
    return !text.empty() && findNotToken(text.data(), end) == end;
}

inline std::string_view trimBlanks(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

// Members of a comma list in turn, blanks around them removed; empty members are skipped (RFC 9110 5.6.1.2).
class ListMembers
{
public:
    explicit ListMembers(std::string_view list) : m_rest(list) {}
    bool next(std::string_view& member)
    {
        while (!m_rest.empty()) {
            const size_t comma = m_rest.find(',');
            member = trimBlanks(m_rest.substr(0, comma));
            m_rest = comma == std::string_view::npos ? std::string_view() : m_rest.substr(comma + 1);
            if (!member.empty())
                return true;
        }
        return false;
    }

private:
    std::string_view m_rest;
};

} // namespace gatereeve::gateway
