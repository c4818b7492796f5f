#include "core/engine/reasonwords.h"

#include "core/units.h"

namespace gatereeve
{

std::string policies(const std::vector<std::string>& names)
{
    return (names.size() == 1 ? "policy " : "policies ") + listText(names);
}

std::string urlsText(const std::vector<AllowedUrl>& rules)
{
    if (rules.empty())
        return "everything";
    std::vector<std::string> texts;
    for (const AllowedUrl& rule : rules)
        texts.push_back(listText(rule.methods) + ' ' + rule.url);
    return listText(texts);
}

std::string depthText(int64_t depth)
{
    return depth <= 0 ? "any depth" : groupedNumber(depth) + (depth == 1 ? " level" : " levels");
}

} // namespace gatereeve
