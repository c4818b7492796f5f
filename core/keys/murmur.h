#pragma once

// MurmurHash3 as Tyk uses it for stored names of keys (policy-semantics.md 7.7). Pure.

#include <array>
#include <cstdint>
#include <string_view>

namespace gatereeve
{

// The x86 32 bit variant, seed 0, body only: the one to three bytes at the end, the length and the final mixing are
// left out. A defect of Tyk's, copied because stored names depend on it.
uint32_t murmur32WithoutTail(std::string_view text);

// The x64 128 bit variant, seed 0, complete: both halves.
std::array<uint64_t, 2> murmur128(std::string_view text);

} // namespace gatereeve
