#pragma once

// Names of entries in .gatereeve/journal: the whole path of the file they are about, with '/' and '%' escaped.

#include <string>
#include <string_view>

namespace gatereeve
{

std::string journalName(std::string_view path);
std::string pathOfJournalName(std::string_view name);

} // namespace gatereeve
