#include "core/engine/reasonwords.h"

namespace gatereeve
{

std::string joined(const std::vector<std::string>& items)
{
    std::string text;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

std::string policies(const std::vector<std::string>& names)
{
    return (names.size() == 1 ? "policy " : "policies ") + joined(names);
}

std::string urlsText(const std::vector<AllowedUrl>& rules)
{
    std::vector<std::string> texts;
    for (const AllowedUrl& rule : rules)
        texts.push_back(joined(rule.methods) + ' ' + rule.url);
    return joined(texts);
}

} // namespace gatereeve
