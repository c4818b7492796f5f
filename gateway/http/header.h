#pragma once

// The fields of one head: a fixed number of places, offsets into the buffer that was parsed, no allocation. Valid as
// long as that buffer stands where it stood. Fields that the gateway itself acts on are recognised once, while parsing.

#include "gateway/gatewaylimits.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gatereeve::gateway
{

enum class KnownField : uint8_t {
    Other,
    Authorization,
    Connection,
    ContentLength,
    ContentType,
    Cookie,
    Expect,
    Host,
    KeepAlive,
    ProxyAuthenticate,
    ProxyAuthorization,
    ProxyConnection,
    RateLimitLimit,
    RateLimitRemaining,
    RateLimitReset,
    Te,
    Trailer,
    TransferEncoding,
    Upgrade,
    UserAgent,
    XForwardedFor,
    Count
};

// `name`: a token (RFC 9110 5.6.2).
KnownField knownField(std::string_view name);

// Is it the name of a field that frames, routes or belongs to one connection, but with '_' for '-'? Many servers read
// both as one (as CGI did), and would find a second framing behind ours.
bool isDisguised(std::string_view name);

// Field names and most tokens of HTTP compare without regard to case (RFC 9110 5.1), in ASCII only.
bool equalsIgnoringCase(std::string_view left, std::string_view right);

struct HeaderField {
    std::string_view name, value; // value without the blanks around it
    KnownField known = KnownField::Other;
};

class HeaderFields
{
public:
    class Iterator
    {
    public:
        Iterator(const HeaderFields* fields, size_t index) : m_fields(fields), m_index(index) {}
        HeaderField operator*() const { return (*m_fields)[m_index]; }
        Iterator& operator++()
        {
            ++m_index;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const HeaderFields* m_fields;
        size_t m_index;
    };

    HeaderFields() { clear(nullptr); }

    // `base`: start of the buffer that the fields of append() lie in.
    void clear(const char* base);
    // False when all places are taken. `name` is a token; both views lie within headBytes of the base.
    bool append(std::string_view name, std::string_view value)
    {
        if (m_size == m_entries.size())
            return false;
        assert(name.data() >= m_base && value.data() + value.size() <= m_base + limits::headBytes);
        const KnownField known = knownField(name);
        if (m_counts[static_cast<size_t>(known)]++ == 0)
            m_first[static_cast<size_t>(known)] = static_cast<uint8_t>(m_size);
        m_known[m_size] = known;
        m_entries[m_size] = {static_cast<uint16_t>(name.data() - m_base), static_cast<uint16_t>(name.size()),
                             static_cast<uint16_t>(value.data() - m_base), static_cast<uint16_t>(value.size())};
        ++m_size;
        return true;
    }

    size_t size() const { return m_size; }
    HeaderField operator[](size_t index) const
    {
        assert(index < m_size);
        const Entry& entry = m_entries[index];
        return {{m_base + entry.nameOffset, entry.nameLength},
                {m_base + entry.valueOffset, entry.valueLength},
                m_known[index]};
    }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, m_size}; }

    // Fields of one name: how many, and the value of the first (empty when there is none).
    struct Occurrences {
        size_t count = 0;
        std::string_view first;
    };
    Occurrences search(std::string_view name) const;
    // The value of the first field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::optional<std::string_view> find(KnownField field) const
    {
        if (!has(field))
            return std::nullopt;
        return (*this)[m_first[static_cast<size_t>(field)]].value;
    }
    bool hasDisguised() const; // isDisguised
    size_t count(KnownField field) const { return m_counts[static_cast<size_t>(field)]; }
    bool has(KnownField field) const { return count(field) > 0; }

private:
    struct Entry {
        uint16_t nameOffset, nameLength, valueOffset, valueLength;
    };
    static constexpr size_t knownCount = static_cast<size_t>(KnownField::Count);

    const char* m_base;
    size_t m_size;
    std::array<uint8_t, knownCount> m_counts;
    std::array<uint8_t, knownCount> m_first; // meaningful where the count is not 0
    std::array<KnownField, limits::headerFields> m_known;
    std::array<Entry, limits::headerFields> m_entries;
};

// What the Connection fields of a message say (RFC 9110 7.6.1).
struct ConnectionOptions {
    bool close = false;
    bool keepAlive = false;
    bool upgrade = false;
    bool namesFields = false; // any other member: a field of that name is hop-by-hop
};

// Nothing when a member is no token.
std::optional<ConnectionOptions> connectionOptions(const HeaderFields& fields);

// Does a Connection field name this one, so that it goes no further than this hop?
bool namedByConnection(const HeaderFields& fields, std::string_view name);

} // namespace gatereeve::gateway
