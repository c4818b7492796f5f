#pragma once

// Every ceiling of the gateway in one place, each with what happens at it.

#include <cstddef>

namespace gatereeve::gateway::limits
{

// A head, start line included, from a client (431) or an upstream (500). HeaderFields counts on less than 64 KiB.
inline constexpr size_t headBytes = 32 * 1024;
// The target of a request: 414.
inline constexpr size_t targetBytes = 8 * 1024;
// A method's name: 400. The longest registered one has 17 bytes.
inline constexpr size_t methodBytes = 32;
// Fields of one head: 431 from a client, 500 from an upstream.
inline constexpr size_t headerFields = 100;
// What follows the size in one chunk line: 400 or a broken answer. Nobody needs extensions; they are a way to send
// endless bytes that carry nothing.
inline constexpr size_t chunkExtensionBytes = 256;
// All chunk extensions of one message together, for the same reason.
inline constexpr size_t allChunkExtensionBytes = 16 * 1024;
// The trailer section of a chunked body: 400 or a broken answer.
inline constexpr size_t trailerBytes = 8 * 1024;

static_assert(headBytes < 64 * 1024);
static_assert(headerFields < 255);

} // namespace gatereeve::gateway::limits
