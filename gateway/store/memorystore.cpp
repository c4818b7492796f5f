#include "gateway/store/memorystore.h"

namespace gatereeve::gateway
{

std::vector<StoredKey> listKeys(const State& state)
{
    std::vector<StoredKey> keys;
    for (const auto& record : state.keys.all())
        keys.push_back(record->key());
    return keys;
}

std::optional<StoredKey> findKey(const State& state, const std::string& name)
{
    const auto record = state.keys.find(name);
    return record ? std::optional(record->key()) : std::nullopt;
}

MemoryStore::MemoryStore(std::shared_ptr<State> state, std::string description)
    : m_state(std::move(state)),
      m_description(std::move(description))
{
}

Result<std::vector<StoredKey>> MemoryStore::list() const
{
    return listKeys(*m_state);
}

Result<std::optional<StoredKey>> MemoryStore::find(const std::string& name) const
{
    return findKey(*m_state, name);
}

Result<void> MemoryStore::put(const StoredKey& key)
{
    m_state->tableOf(key.name).put(key);
    return {};
}

Result<bool> MemoryStore::remove(const std::string& name)
{
    const bool removed = m_state->tableOf(name).remove(name);
    if (auto reset = resetCounters(name); !reset)
        return reset.error();
    return removed;
}

Result<void> MemoryStore::resetCounters(const std::string& name)
{
    m_state->counters.reset(name);
    return flush();
}

Result<void> MemoryStore::flush()
{
    m_state->counters.takeChanged(); // nobody writes them: let go of the counters of removed keys
    return {};
}

std::unique_ptr<StateStore> makeMemoryStore()
{
    return std::make_unique<MemoryStore>(std::make_shared<State>(), "memory");
}

} // namespace gatereeve::gateway
