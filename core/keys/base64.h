#pragma once

// RFC 4648 4: the standard alphabet with padding, nothing else.

#include <optional>
#include <string>
#include <string_view>

namespace gatereeve
{

std::string base64(std::string_view bytes);
std::optional<std::string> fromBase64(std::string_view text);

} // namespace gatereeve
