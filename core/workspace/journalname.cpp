#include "core/workspace/journalname.h"

namespace gatereeve
{

std::string journalName(std::string_view path)
{
    std::string name;
    for (const char c : path)
        name += c == '/' ? "%2F" : c == '%' ? "%25" : std::string(1, c);
    return name;
}

std::string pathOfJournalName(std::string_view name)
{
    std::string path;
    for (size_t i = 0; i < name.size(); ++i) {
        const std::string_view escape = name.substr(i, 3);
        const bool escaped = escape == "%2F" || escape == "%25";
        path += escape == "%2F" ? '/' : name[i];
        i += escaped ? 2 : 0;
    }
    return path;
}

} // namespace gatereeve
