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

// The one placeholder that error answers have, blanks inside it allowed.
ErrorPage errorPage(std::string_view text)
{
    for (size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open + 2)) {
        const size_t close = text.find("}}", open);
        if (close == std::string_view::npos)
            break;
        std::string_view inner = text.substr(open + 2, close - open - 2);
        const size_t first = inner.find_first_not_of(' ');
        inner = first == std::string_view::npos ? std::string_view()
                                                : inner.substr(first, inner.find_last_not_of(' ') - first + 1);
        if (inner == ".Message")
            return {std::string(text.substr(0, open)), std::string(text.substr(close + 2))};
    }
    return {std::string(text), {}, false};
}

} // namespace gatereeve
