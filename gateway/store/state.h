#pragma once

// The keys and counters that requests are decided on, in memory, whatever store stands behind them. Workers read it;
// stores write it. One State is real time; while the clock is not real a copy (the overlay) takes its place and is
// dropped afterwards (contracts.md, Clock).

#include "core/engine/limitrules.h"
#include "core/keys/keystore.h"
#include "gateway/store/compactsession.h"

#include <array>
#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gatereeve::gateway
{

// Names are looked up without being copied.
struct NameHash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};

inline constexpr size_t ShardCount = 16;

// A stored key as workers hold it. A worker that has prepared something from a record looks at `replaced` before each
// use: set (before the writer's answer is sent) it means that this key was changed or removed, so look it up again.
class KeyRecord
{
public:
    explicit KeyRecord(StoredKey key)
        : name(std::move(key.name)),
          m_text(std::move(key.text)),
          m_session(std::move(key.session))
    {
    }
    // Of another table: replaced by itself.
    KeyRecord(const KeyRecord& other) : name(other.name), m_text(other.m_text), m_session(other.m_session) {}
    KeyRecord& operator=(const KeyRecord&) = delete;
    // Put together anew each time: for who prepares or answers something, not for each request.
    Session session() const { return m_session.session(); }
    StoredKey key() const { return {name, m_text, session()}; }

    std::atomic<bool> replaced = false;
    const std::string name;

private:
    const std::string m_text;
    const CompactSession m_session;
};

// Stored name → record. Any thread; looking up takes a shared lock of one shard, so workers keep what they found and do
// not come here for each request.
class KeyTable
{
public:
    KeyTable() = default;
    KeyTable(const KeyTable&) = delete;
    KeyTable& operator=(const KeyTable&) = delete;

    std::shared_ptr<const KeyRecord> find(std::string_view name) const;
    void put(StoredKey key);                                   // marks the former record as replaced
    bool remove(std::string_view name);                        // marks it as replaced
    std::vector<std::shared_ptr<const KeyRecord>> all() const; // sorted by name
    size_t size() const;
    void copyFrom(const KeyTable& other); // with records of its own

private:
    struct ByName { // hash and equality
        using is_transparent = void;
        static std::string_view nameOf(std::string_view name) { return name; }
        static std::string_view nameOf(const std::shared_ptr<KeyRecord>& record) { return record->name; }
        size_t operator()(const auto& one) const { return NameHash{}(nameOf(one)); }
        bool operator()(const auto& one, const auto& other) const { return nameOf(one) == nameOf(other); }
    };
    struct Shard {
        mutable std::shared_mutex mutex; // guards records
        std::unordered_set<std::shared_ptr<KeyRecord>, ByName, ByName> records;
    };
    void put(std::shared_ptr<KeyRecord> record);
    Shard& shardOf(std::string_view name) const;
    mutable std::array<Shard, ShardCount> m_shards;
};

// What one key has used in one scope. Workers keep the pointer; the object outlives generations. Made by CounterTable
// only. What each request looks at stands first, in one line of the processor's cache.
struct alignas(64) KeyCounters : std::enable_shared_from_this<KeyCounters> {
    KeyCounters(std::string_view n, std::string_view s) : name(n), scope(s) {}

    Counter quota{};
    // Which limits of the key know when the running period ends, as bits of KeyPlan::renewalBit: those that it had when
    // the period began. All of them, while nobody said otherwise.
    std::atomic<uint64_t> renewed = ~uint64_t{0};
    std::atomic<bool> dropped = false; // the key was removed or its counters reset: look it up again

private:
    friend class CounterTable;
    // Set by the worker that pushes it onto the table's stack of changed counters, cleared by whoever takes it from
    // there. The two members at the end belong to the one who changed it.
    std::atomic<bool> m_waiting = false;

public:
    bool unsettled = false; // the store's writer's own (sqlitestore.h)
    RateCounter rate;
    const std::string name, scope; // stored name of the key

private:
    KeyCounters* m_nextWaiting = nullptr;
    std::shared_ptr<KeyCounters> m_aliveWhileWaiting; // the key may be reset meanwhile
};

// (stored name, scope) → counters. Any thread. get() locks a shard; counting itself does not come here.
class CounterTable
{
public:
    CounterTable() = default;
    CounterTable(const CounterTable&) = delete;
    CounterTable& operator=(const CounterTable&) = delete;
    ~CounterTable();

    std::shared_ptr<KeyCounters> get(std::string_view name, std::string_view scope); // made when absent
    std::shared_ptr<KeyCounters> find(std::string_view name, std::string_view scope) const;
    // All scopes of a key; marks them as dropped.
    void reset(std::string_view name);
    void copyFrom(const CounterTable& other);
    std::vector<std::shared_ptr<KeyCounters>> all() const;

    // Called by a worker after counting on a quota: at most one push per counter until it is taken. Lock-free.
    void noteChanged(KeyCounters& counters);
    // Called by the store's writer: everything that changed since the last call, dropped ones included. A count that
    // was noted before is seen by who reads the quota after this.
    std::vector<std::shared_ptr<KeyCounters>> takeChanged();

private:
    using Scopes = std::vector<std::shared_ptr<KeyCounters>>; // of one key: few
    struct Shard {
        mutable std::shared_mutex mutex; // guards counters
        std::unordered_map<std::string, Scopes, NameHash, std::equal_to<>> counters;
        std::shared_ptr<KeyCounters> find(std::string_view name, std::string_view scope) const; // mutex held
    };
    Shard& shardOf(std::string_view name) const;
    mutable std::array<Shard, ShardCount> m_shards; // by name alone, so that reset() looks into one
    std::atomic<KeyCounters*> m_changed = nullptr;
};

// Stores keep the session of an organisation beside the keys, under a name that begins like this. In the State they are
// apart: whatever a token holds, it never names one.
std::string nameOfOrganisation(std::string_view organisation);
std::string_view organisationNamed(std::string_view name); // the other way; asserts that it is one
bool isOfOrganisation(std::string_view name);

struct State {
    KeyTable keys;
    KeyTable organisations;
    CounterTable counters;

    // Where the key of that stored name belongs.
    KeyTable& tableOf(std::string_view name) { return isOfOrganisation(name) ? organisations : keys; }
};

// Real state → its overlay.
std::shared_ptr<State> copyOf(const State& state);

} // namespace gatereeve::gateway
