#pragma once

// Writes the lines of a head at the end of a string. They are gathered in a piece of the stack first: a head has some
// dozen short parts, and appending each of them to the string costs more than copying all of them once more.

#include "gateway/http/statusline.h"

#include <array>
#include <cstring>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

class HeadWriter final
{
public:
    // `out` is complete when the writer is gone, and after string().
    explicit HeadWriter(std::string& out) : m_out(out) {}
    ~HeadWriter() { flush(); }
    HeadWriter(const HeadWriter&) = delete;
    HeadWriter& operator=(const HeadWriter&) = delete;

    HeadWriter& text(std::string_view text)
    {
        if (hasRoom(text.size())) [[likely]]
            put(text);
        else
            string().append(text);
        return *this;
    }
    HeadWriter& number(int64_t number)
    {
        if (!hasRoom(longestNumber))
            flush();
        put(number);
        return *this;
    }
    HeadWriter& field(std::string_view name, std::string_view value)
    {
        if (hasRoom(name.size() + value.size() + 4)) [[likely]] {
            put(name);
            put(": ");
            put(value);
            put("\r\n");
        } else {
            appendField(string(), name, value);
        }
        return *this;
    }
    HeadWriter& field(std::string_view name, int64_t value)
    {
        if (!hasRoom(name.size() + longestNumber + 4)) [[unlikely]]
            return text(name).text(": ").number(value).text("\r\n");
        put(name);
        put(": ");
        put(value);
        put("\r\n");
        return *this;
    }

    // For who appends by other means; with all that was written so far.
    std::string& string()
    {
        flush();
        return m_out;
    }

private:
    static constexpr size_t longestNumber = 20;
    static constexpr std::array<char, 200> digitPairs = [] {
        std::array<char, 200> pairs{};
        for (size_t i = 0; i < 100; ++i) {
            pairs[2 * i] = static_cast<char>('0' + i / 10);
            pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
        }
        return pairs;
    }();

    bool hasRoom(size_t bytes) const { return m_bytes.size() - m_size >= bytes; }
    char* at() { return m_bytes.data() + m_size; }
    void put(std::string_view text) { m_size += text.copy(at(), text.size()); }
    // From the last digit on, two at a time; std::to_chars would count them first.
    void put(int64_t number)
    {
        char digits[2 * longestNumber]; // the number in its first half, copied with what lies behind it
        char* begin = digits + longestNumber;
        uint64_t rest = number < 0 ? 0 - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
        for (; rest >= 100; rest /= 100)
            std::memcpy(begin -= 2, &digitPairs[rest % 100 * 2], 2);
        if (rest >= 10)
            std::memcpy(begin -= 2, &digitPairs[rest * 2], 2);
        else
            *--begin = static_cast<char>('0' + rest);
        if (number < 0)
            *--begin = '-';
        std::memcpy(at(), begin, longestNumber);
        m_size += static_cast<size_t>(digits + longestNumber - begin);
    }
    void flush()
    {
        m_out.append(m_bytes.data(), m_size);
        m_size = 0;
    }

    std::string& m_out;
    size_t m_size = 0;
    std::array<char, 1024> m_bytes; // not initialised: only what was written is read
};

} // namespace gatereeve::gateway
