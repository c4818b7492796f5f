#pragma once

// With many keys and APIs, what a request looks at comes from memory. Asked for at once it is waited for once; looked
// at one after the other, each time.

#include <cstddef>

namespace gatereeve::gateway
{

// Starts to fetch the bytes from `first` up to `end`. Never waits, and no address is wrong.
inline void prefetch(const void* first, const void* end)
{
    constexpr std::ptrdiff_t Line = 64;
    for (const char* at = static_cast<const char*>(first); at < end; at += Line)
        __builtin_prefetch(at);
    __builtin_prefetch(static_cast<const char*>(end) - 1);
}

} // namespace gatereeve::gateway
