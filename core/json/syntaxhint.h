#pragma once

// Words for syntax errors: what stands at a place where JSON expected something else, and the usual human reason.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatereeve::json
{

// What stands at the offset, as a noun: "the end of the text", "'}'", "\"rate\"", "a NUL byte".
std::string foundAt(std::string_view text, size_t offset);

// The mistake that probably led there, as the tail of a sentence (": JSON has no comments"), or nothing.
std::string hintAt(std::string_view text, size_t offset);

} // namespace gatereeve::json
