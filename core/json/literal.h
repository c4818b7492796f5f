#pragma once

// JSON text literals and UTF-8, byte by byte. Broken Unicode becomes U+FFFD, one for each bad byte and for each lone
// surrogate: what the gateway's own decoder does (policy-semantics.md 1.1).

#include <cstddef>
#include <string>
#include <string_view>

namespace gatereeve::json
{

// Length of the valid UTF-8 sequence at the beginning of `text`, 0 when there is none (RFC 3629 section 4).
size_t utf8Length(std::string_view text);

// The text that a literal stands for. `literal` is valid JSON with its quotes.
std::string decodedLiteral(std::string_view literal);
// Whether it stands for exactly `text`; mostly without decoding.
bool literalEquals(std::string_view literal, std::string_view text);

} // namespace gatereeve::json
