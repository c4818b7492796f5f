#pragma once

// Small pieces of the heads we write. Everything is appended to a string that is reused, so that nothing is allocated
// once it has grown.

#include <cstdint>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// RFC 9110 15; empty for a status that is not registered.
std::string_view reasonPhrase(int status);

// "HTTP/1.1 404 Not Found\r\n"; with the registered phrase unless one is given.
void appendStatusLine(std::string& out, int status, std::string_view reason = {});
void appendNumber(std::string& out, int64_t number);
// The caller answers for name and value: no control bytes.
void appendField(std::string& out, std::string_view name, std::string_view value);
void appendField(std::string& out, std::string_view name, int64_t value);

} // namespace gatereeve::gateway
