#include "core/json/path.h"

#include "core/json/writer.h"

#include <algorithm>

namespace gatereeve::json
{

namespace
{

bool isMisread(std::string_view name)
{
    constexpr std::string_view special = ".[]\"\\";
    return name.empty() || std::any_of(name.begin(), name.end(), [&](char c) {
               return static_cast<unsigned char>(c) < 0x20 || special.find(c) != std::string_view::npos;
           });
}

} // namespace

void appendNameStep(std::string& path, std::string_view name)
{
    if (isMisread(name)) {
        path += '[' + quoted(name) + ']';
        return;
    }
    if (!path.empty())
        path += '.';
    path += name;
}

void appendIndexStep(std::string& path, size_t index)
{
    path += '[' + std::to_string(index) + ']';
}

} // namespace gatereeve::json
