#pragma once

// Writes the lines of a head at the end of a string. They are gathered in a piece of the stack first: a head has some
// dozen short parts, and appending each of them to the string costs more than copying all of them once more.

#include "gateway/http/statusline.h"

#include <array>
#include <charconv>
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
        m_size = static_cast<size_t>(std::to_chars(at(), at() + longestNumber, number).ptr - m_bytes.data());
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
    HeadWriter& field(std::string_view name, int64_t value) { return text(name).text(": ").number(value).text("\r\n"); }

    // For who appends by other means; with all that was written so far.
    std::string& string()
    {
        flush();
        return m_out;
    }

private:
    static constexpr size_t longestNumber = 20;

    bool hasRoom(size_t bytes) const { return m_bytes.size() - m_size >= bytes; }
    char* at() { return m_bytes.data() + m_size; }
    void put(std::string_view text) { m_size += text.copy(at(), text.size()); }
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
