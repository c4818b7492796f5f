#include "core/engine/router.h"

namespace gatereeve
{

Router::Router(std::shared_ptr<const Snapshot> snapshot) : m_snapshot(std::move(snapshot))
{
    for (const ListenPattern& pattern : m_snapshot->listenPatterns) {
        // Only what compiles gets into a snapshot.
        auto compiled = PathPattern::compile(pattern.expression);
        m_patterns.push_back({std::move(compiled).value(), pattern.writtenLength, &m_snapshot->apis[pattern.api]});
    }
}

Route Router::route(std::string_view path) const
{
    const CompiledApi* plain = m_snapshot->route(path);
    const size_t plainLength = plain ? plain->definition.listenPath.size() : 0;
    for (const Pattern& pattern : m_patterns) {
        if (pattern.writtenLength <= plainLength)
            break;
        if (const auto found = pattern.pattern->find(path))
            return {pattern.api, found->length};
    }
    return {plain, plainLength};
}

} // namespace gatereeve
