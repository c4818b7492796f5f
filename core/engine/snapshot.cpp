#include "core/engine/snapshot.h"

namespace gatereeve
{

const CompiledApi* Snapshot::route(std::string_view path) const
{
    for (const size_t length : m_listenPathLengths) {
        if (length > path.size())
            continue;
        const auto found = m_byListenPath.find(path.substr(0, length));
        if (found != m_byListenPath.end())
            return &apis[found->second];
    }
    return nullptr;
}

const CompiledApi* Snapshot::findApi(std::string_view apiId) const
{
    const auto found = m_byApiId.find(apiId);
    return found == m_byApiId.end() ? nullptr : &apis[found->second];
}

} // namespace gatereeve
