#include "gateway/http/header.h"

#include "gateway/http/bytescan.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace gatereeve::gateway
{

namespace
{

struct NamedField {
    std::string_view name;
    KnownField field;
};

constexpr NamedField namedFields[] = {
    {"authorization", KnownField::Authorization},
    {"connection", KnownField::Connection},
    {"content-length", KnownField::ContentLength},
    {"content-type", KnownField::ContentType},
    {"cookie", KnownField::Cookie},
    {"expect", KnownField::Expect},
    {"host", KnownField::Host},
    {"keep-alive", KnownField::KeepAlive},
    {"proxy-authenticate", KnownField::ProxyAuthenticate},
    {"proxy-authorization", KnownField::ProxyAuthorization},
    {"proxy-connection", KnownField::ProxyConnection},
    {"te", KnownField::Te},
    {"trailer", KnownField::Trailer},
    {"transfer-encoding", KnownField::TransferEncoding},
    {"upgrade", KnownField::Upgrade},
    {"user-agent", KnownField::UserAgent},
    {"x-forwarded-for", KnownField::XForwardedFor},
    {"x-ratelimit-limit", KnownField::RateLimitLimit},
    {"x-ratelimit-remaining", KnownField::RateLimitRemaining},
    {"x-ratelimit-reset", KnownField::RateLimitReset},
};

constexpr size_t longestName = 21;

template <typename Word>
Word wordAt(const char* p)
{
    Word word;
    std::memcpy(&word, p, sizeof(word));
    return word;
}

// toLower() of eight bytes at once: a byte of ASCII (its high bit is 0) gets the bit of lower case where adding what
// lies between 'A' and 128 carries into the high bit, and adding what lies behind 'Z' does not.
uint64_t lowered(uint64_t word)
{
    constexpr uint64_t each = 0x0101010101010101;
    const uint64_t low = word & each * 0x7f;
    const uint64_t isUpper = (low + each * (128 - 'A')) & ~(low + each * (127 - 'Z')) & ~word & each * 0x80;
    return word | isUpper >> 2;
}

// Two words that overlap where the length is no multiple of theirs.
template <typename Word>
bool sameLowered(const char* lowered, const char* name, size_t size)
{
    constexpr auto bits = static_cast<Word>(0x2020202020202020);
    const size_t last = size - sizeof(Word);
    return wordAt<Word>(lowered) == (wordAt<Word>(name) | bits) &&
           wordAt<Word>(lowered + last) == (wordAt<Word>(name + last) | bits);
}

// `known`: of the table, letters and '-' only; `name`: a token of the same length. A byte of a token that the bit for
// lower case turns into a letter or '-' was that letter, in either case, or '-'.
bool isKnownName(std::string_view known, std::string_view name)
{
    const char *const left = known.data(), *const right = name.data();
    const size_t size = known.size();
    if (size > 16)
        return sameLowered<uint64_t>(left, right, 16) && sameLowered<uint64_t>(left, right, size);
    if (size >= 8)
        return sameLowered<uint64_t>(left, right, size);
    return size >= 4 ? sameLowered<uint32_t>(left, right, size) : sameLowered<uint16_t>(left, right, size);
}

// At most two names share a length and a first letter, so that length and letter lead to a slot and the next one.
struct NameIndex {
    static constexpr size_t slots = 1024;
    std::array<uint8_t, slots> first{};
    std::array<uint8_t, std::size(namedFields)> next{}; // index + 1; 0: none

    static constexpr size_t slotOf(std::string_view name)
    {
        return name.size() * 32 + (static_cast<unsigned char>(name.front()) & 31);
    }

    constexpr NameIndex()
    {
        for (size_t i = 0; i < std::size(namedFields); ++i) {
            const size_t slot = slotOf(namedFields[i].name);
            next[i] = first[slot];
            first[slot] = static_cast<uint8_t>(i + 1);
        }
    }
};

constexpr NameIndex nameIndex;

} // namespace

KnownField knownField(std::string_view name)
{
    if (name.empty() || name.size() > longestName)
        return KnownField::Other;
    for (size_t i = nameIndex.first[NameIndex::slotOf(name)]; i != 0; i = nameIndex.next[i - 1]) {
        if (isKnownName(namedFields[i - 1].name, name))
            return namedFields[i - 1].field;
    }
    return KnownField::Other;
}

bool isDisguised(std::string_view name)
{
    if (name.empty() || name.size() > longestName)
        return false;
    for (size_t i = nameIndex.first[NameIndex::slotOf(name)]; i != 0; i = nameIndex.next[i - 1]) {
        const NamedField& known = namedFields[i - 1];
        if (known.field == KnownField::ContentType || known.field == KnownField::UserAgent)
            continue;
        const bool same = std::equal(name.begin(), name.end(), known.name.begin(), known.name.end(),
                                     [](char c, char wanted) { return (c == '_' ? '-' : toLower(c)) == wanted; });
        if (same && name.find('_') != std::string_view::npos)
            return true;
    }
    return false;
}

bool equalsIgnoringCase(std::string_view left, std::string_view right)
{
    if (left.size() != right.size())
        return false;
    size_t i = 0;
    for (; left.size() - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        if (lowered(wordAt<uint64_t>(left.data() + i)) != lowered(wordAt<uint64_t>(right.data() + i)))
            return false;
    }
    for (; i < left.size(); ++i) {
        if (toLower(left[i]) != toLower(right[i]))
            return false;
    }
    return true;
}

void HeaderFields::clear(const char* base)
{
    m_base = base;
    m_size = 0;
    m_counts.fill(0);
}

HeaderFields::Occurrences HeaderFields::search(std::string_view name) const
{
    if (const KnownField known = isToken(name) ? knownField(name) : KnownField::Other; known != KnownField::Other)
        return {count(known), find(known).value_or(std::string_view())};
    Occurrences found;
    for (size_t i = 0; i < m_size; ++i) {
        if (m_entries[i].nameLength != name.size() || !equalsIgnoringCase((*this)[i].name, name))
            continue;
        if (found.count++ == 0)
            found.first = (*this)[i].value;
    }
    return found;
}

std::optional<std::string_view> HeaderFields::find(std::string_view name) const
{
    const Occurrences found = search(name);
    return found.count > 0 ? std::optional(found.first) : std::nullopt;
}

bool HeaderFields::hasDisguised() const
{
    for (size_t i = 0; i < m_size; ++i) {
        if (m_known[i] == KnownField::Other && isDisguised({m_base + m_entries[i].nameOffset, m_entries[i].nameLength}))
            return true;
    }
    return false;
}

std::optional<ConnectionOptions> connectionOptions(const HeaderFields& fields)
{
    ConnectionOptions options;
    if (!fields.has(KnownField::Connection))
        return options;
    // What nearly all say that say anything.
    if (fields.count(KnownField::Connection) == 1 && *fields.find(KnownField::Connection) == "keep-alive") {
        options.keepAlive = true;
        return options;
    }
    for (const HeaderField& field : fields) {
        if (field.known != KnownField::Connection)
            continue;
        ListMembers members(field.value);
        for (std::string_view member; members.next(member);) {
            if (!isToken(member))
                return std::nullopt;
            if (equalsIgnoringCase(member, "close"))
                options.close = true;
            else if (equalsIgnoringCase(member, "keep-alive"))
                options.keepAlive = true;
            else if (equalsIgnoringCase(member, "upgrade"))
                options.upgrade = true;
            else
                options.namesFields = true;
        }
    }
    return options;
}

bool namedByConnection(const HeaderFields& fields, std::string_view name)
{
    for (const HeaderField& field : fields) {
        if (field.known != KnownField::Connection)
            continue;
        ListMembers members(field.value);
        for (std::string_view member; members.next(member);) {
            if (equalsIgnoringCase(member, name))
                return true;
        }
    }
    return false;
}

} // namespace gatereeve::gateway
