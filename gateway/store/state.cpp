#include "gateway/store/state.h"

#include <algorithm>
#include <cassert>
#include <mutex>

namespace gatereeve::gateway
{

namespace
{

constexpr std::string_view OrganisationPrefix = "\x01organisation\x01";

size_t shardIndex(std::string_view name)
{
    return NameHash{}(name) % ShardCount;
}

} // namespace

KeyTable::Shard& KeyTable::shardOf(std::string_view name) const
{
    return m_shards[shardIndex(name)];
}

std::shared_ptr<const KeyRecord> KeyTable::find(std::string_view name) const
{
    const Shard& shard = shardOf(name);
    const std::shared_lock lock(shard.mutex);
    const auto found = shard.records.find(name);
    return found == shard.records.end() ? nullptr : *found;
}

void KeyTable::put(StoredKey key)
{
    put(std::make_shared<KeyRecord>(std::move(key)));
}

void KeyTable::put(std::shared_ptr<KeyRecord> record)
{
    Shard& shard = shardOf(record->name);
    const std::unique_lock lock(shard.mutex);
    auto place = shard.records.extract(record);
    if (place.empty()) {
        shard.records.insert(std::move(record));
        return;
    }
    std::swap(place.value(), record);
    shard.records.insert(std::move(place));
    record->replaced.store(true, std::memory_order_release);
}

bool KeyTable::remove(std::string_view name)
{
    Shard& shard = shardOf(name);
    const std::unique_lock lock(shard.mutex);
    const auto found = shard.records.find(name);
    if (found == shard.records.end())
        return false;
    const std::shared_ptr<KeyRecord> former = *found;
    shard.records.erase(found);
    former->replaced.store(true, std::memory_order_release);
    return true;
}

std::vector<std::shared_ptr<const KeyRecord>> KeyTable::all() const
{
    std::vector<std::shared_ptr<const KeyRecord>> records;
    for (const Shard& shard : m_shards) {
        const std::shared_lock lock(shard.mutex);
        records.insert(records.end(), shard.records.begin(), shard.records.end());
    }
    std::ranges::sort(records, {}, [](const auto& record) -> const std::string& { return record->name; });
    return records;
}

size_t KeyTable::size() const
{
    size_t count = 0;
    for (const Shard& shard : m_shards) {
        const std::shared_lock lock(shard.mutex);
        count += shard.records.size();
    }
    return count;
}

void KeyTable::copyFrom(const KeyTable& other)
{
    for (const auto& record : other.all())
        put(std::make_shared<KeyRecord>(*record));
}

CounterTable::~CounterTable()
{
    takeChanged(); // what waits holds itself
}

CounterTable::Shard& CounterTable::shardOf(std::string_view name) const
{
    return m_shards[shardIndex(name)];
}

std::shared_ptr<KeyCounters> CounterTable::Shard::find(std::string_view name, std::string_view scope) const
{
    const auto found = counters.find(name);
    if (found == counters.end())
        return nullptr;
    const auto& scopes = found->second;
    const auto match = std::ranges::find_if(scopes, [&](const auto& entry) { return entry->scope == scope; });
    return match == scopes.end() ? nullptr : *match;
}

std::shared_ptr<KeyCounters> CounterTable::find(std::string_view name, std::string_view scope) const
{
    const Shard& shard = shardOf(name);
    const std::shared_lock lock(shard.mutex);
    return shard.find(name, scope);
}

std::shared_ptr<KeyCounters> CounterTable::get(std::string_view name, std::string_view scope)
{
    if (auto present = find(name, scope))
        return present;
    Shard& shard = shardOf(name);
    const std::unique_lock lock(shard.mutex);
    if (auto present = shard.find(name, scope)) // another thread was faster
        return present;
    auto made = std::make_shared<KeyCounters>(name, scope);
    shard.counters[made->name].push_back(made);
    return made;
}

void CounterTable::reset(std::string_view name)
{
    Shard& shard = shardOf(name);
    const std::unique_lock lock(shard.mutex);
    const auto found = shard.counters.find(name);
    if (found == shard.counters.end())
        return;
    const Scopes former = std::move(found->second);
    shard.counters.erase(found);
    for (const auto& entry : former)
        entry->dropped.store(true, std::memory_order_release);
}

void CounterTable::copyFrom(const CounterTable& other)
{
    for (const auto& theirs : other.all()) {
        const auto ours = get(theirs->name, theirs->scope);
        ours->rate.word.store(theirs->rate.word.load());
        ours->rate.size.store(theirs->rate.size.load());
        ours->rate.rolling.copyFrom(theirs->rate.rolling);
        ours->quota.store(theirs->quota.load());
        ours->renewed.store(theirs->renewed.load());
    }
}

std::vector<std::shared_ptr<KeyCounters>> CounterTable::all() const
{
    std::vector<std::shared_ptr<KeyCounters>> everything;
    for (const Shard& shard : m_shards) {
        const std::shared_lock lock(shard.mutex);
        for (const auto& [name, scopes] : shard.counters)
            everything.insert(everything.end(), scopes.begin(), scopes.end());
    }
    return everything;
}

void CounterTable::noteChanged(KeyCounters& counters)
{
    // A worker that finds it set leaves the rest to the taker, who clears it and reads the quota only then: the two
    // exchanges order the worker's count before that read.
    if (counters.m_waiting.exchange(true, std::memory_order_acq_rel))
        return;
    counters.m_aliveWhileWaiting = counters.shared_from_this();
    counters.m_nextWaiting = m_changed.load(std::memory_order_relaxed);
    while (!m_changed.compare_exchange_weak(counters.m_nextWaiting, &counters, std::memory_order_release,
                                            std::memory_order_relaxed)) {
    }
}

std::vector<std::shared_ptr<KeyCounters>> CounterTable::takeChanged()
{
    // The whole stack at once, so nobody pops a single element and the old ABA question does not arise.
    std::vector<std::shared_ptr<KeyCounters>> taken;
    KeyCounters* current = m_changed.exchange(nullptr, std::memory_order_acquire);
    while (current) {
        KeyCounters* const next = current->m_nextWaiting;
        taken.push_back(std::move(current->m_aliveWhileWaiting));
        current->m_waiting.exchange(false, std::memory_order_acq_rel);
        current = next;
    }
    return taken;
}

std::string nameOfOrganisation(std::string_view organisation)
{
    return std::string(OrganisationPrefix).append(organisation);
}

std::string_view organisationNamed(std::string_view name)
{
    assert(isOfOrganisation(name));
    return name.substr(OrganisationPrefix.size());
}

bool isOfOrganisation(std::string_view name)
{
    return name.starts_with(OrganisationPrefix);
}

std::shared_ptr<State> copyOf(const State& state)
{
    auto copy = std::make_shared<State>();
    copy->keys.copyFrom(state.keys);
    copy->organisations.copyFrom(state.organisations);
    copy->counters.copyFrom(state.counters);
    return copy;
}

} // namespace gatereeve::gateway
