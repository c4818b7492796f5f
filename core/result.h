#pragma once

// Value or error, for everything that depends on input we do not control (files, sockets, people). A broken invariant
// of our own asserts instead. Shaped like std::expected, which our C++20 library lacks, so that it can be swapped later.

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace gatereeve
{

// Where in the user's files something is. Line and column count from 1 (0: unknown); the column counts bytes.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string path; // JSON path as people write it: gold.access_rights.orders.versions[0]

    bool operator==(const Place&) const = default;
};

// "file:line:column: " as far as it is known, empty when nothing is.
std::string toString(const Place& place);

struct Error {
    std::string text; // one sentence, English, without the place
    Place place;

    bool operator==(const Error&) const = default;
    // place and text in the form of a compiler: "policies.json:12:9: gold.rate: …"
    std::string describe() const;
};

template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() &
    {
        assert(ok());
        return std::get<0>(m_state);
    }
    const T& value() const&
    {
        assert(ok());
        return std::get<0>(m_state);
    }
    T&& value() &&
    {
        assert(ok());
        return std::get<0>(std::move(m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const
    {
        assert(!ok());
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error& error() const
    {
        assert(!m_ok);
        return m_error;
    }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace gatereeve
