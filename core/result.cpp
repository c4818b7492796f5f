#include "core/result.h"

namespace gatereeve
{

std::string toString(const Place& place)
{
    std::string text = place.file;
    if (place.line > 0) {
        if (!text.empty())
            text += ':';
        text += std::to_string(place.line) + ':' + std::to_string(place.column);
    }
    if (!text.empty())
        text += ": ";
    return text;
}

std::string Error::describe() const
{
    std::string where = toString(place);
    if (!place.path.empty())
        where += place.path + ": ";
    return where + text;
}

} // namespace gatereeve
