#include "core/message.h"

namespace gatereeve
{

std::string Message::english() const
{
    std::string text;
    for (size_t i = 0; i < pattern.size(); ++i) {
        const bool marked =
            pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        if (!marked) {
            text += pattern[i];
            continue;
        }
        const size_t index = static_cast<size_t>(pattern[++i] - '1');
        if (index < arguments.size())
            text += arguments[index];
    }
    return text;
}

std::string listText(const std::vector<std::string>& items)
{
    std::string text;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

} // namespace gatereeve
