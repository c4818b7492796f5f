#include "gateway/proxy/routetable.h"

#include "gateway/proxy/prefetch.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace gatereeve::gateway
{

namespace
{

// Most of what a request looks at in an API, fetched while it goes on.
void prefetchUsed(const CompiledApi& api)
{
    const ApiDefinition& definition = api.definition;
    prefetch(&definition.useKeyless, &definition.auth);
    prefetch(&definition.stripAuthData, &definition.versions);
    prefetch(&definition.versionStripPath, &definition.globalRate);
    prefetch(&api.index, &api.versionTargets);
    prefetch(&api.tokenHeader, &api.served);
}

} // namespace

std::shared_ptr<const RouteTable> RouteTable::of(const Snapshot& snapshot)
{
    return snapshot.listenPatterns.empty() ? std::make_shared<const RouteTable>(snapshot) : nullptr;
}

RouteTable::RouteTable(const Snapshot& snapshot) : m_apis(snapshot.apis), m_slots(std::bit_ceil(2 * m_apis.size() + 1))
{
    for (const CompiledApi& api : m_apis) {
        const std::string& listenPath = api.definition.listenPath;
        // Patterns, what is not served, and the second one on a path are not found there either.
        if (snapshot.route(listenPath) != &api)
            continue;
        insert(api);
        m_lengths.push_back(listenPath.size());
    }
    std::ranges::sort(m_lengths, std::greater());
    m_lengths.erase(std::ranges::unique(m_lengths).begin(), m_lengths.end());
}

void RouteTable::insert(const CompiledApi& api)
{
    const size_t hash = hashOf(api.definition.listenPath), mask = m_slots.size() - 1;
    size_t place = hash & mask;
    while (m_slots[place].api != Free)
        place = (place + 1) & mask;
    m_slots[place] = {static_cast<uint32_t>(api.index), tagOf(hash)};
}

const CompiledApi* RouteTable::find(std::string_view path) const
{
    for (const size_t length : m_lengths) {
        if (length > path.size())
            continue;
        if (const CompiledApi* found = findExactly(path.substr(0, length)))
            return found;
    }
    return nullptr;
}

const CompiledApi* RouteTable::findExactly(std::string_view path) const
{
    const size_t hash = hashOf(path), mask = m_slots.size() - 1;
    for (size_t place = hash & mask; m_slots[place].api != Free; place = (place + 1) & mask) {
        if (m_slots[place].tag != tagOf(hash))
            continue;
        const CompiledApi& api = m_apis[m_slots[place].api];
        prefetchUsed(api);
        if (api.definition.listenPath == path)
            return &api;
    }
    return nullptr;
}

} // namespace gatereeve::gateway
