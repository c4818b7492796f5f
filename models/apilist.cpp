#include "models/apilist.h"

#include "models/text.h"

namespace gatereeve::models
{

const ApiDefinition* ApiList::find(const QString& apiId) const
{
    const std::string wanted = toUtf8(apiId);
    for (const auto& item : m_items) {
        if (item.definition && item.definition->apiId == wanted)
            return &*item.definition;
    }
    return nullptr;
}

QString ApiList::labelOf(const QString& apiId) const
{
    const ApiDefinition* api = find(apiId);
    return api && !api->name.empty() ? toQString(api->name) : apiId;
}

std::vector<ApiDefinition> ApiList::definitions() const
{
    std::vector<ApiDefinition> definitions;
    for (const auto& item : m_items) {
        if (item.definition)
            definitions.push_back(*item.definition);
    }
    return definitions;
}

void ApiList::update(std::vector<ApiItem> items)
{
    synchronize(m_items, std::move(items), [](const ApiItem& item) -> const QString& { return item.file; });
}

} // namespace gatereeve::models
