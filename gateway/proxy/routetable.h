#pragma once

// Plain listen paths of a generation, found as Snapshot::route() finds them. Among thousands that one has to wait for
// memory four times, one after the other; here it is one line of a table, and then the API itself. Any thread may look.

#include "core/engine/snapshot.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace gatereeve::gateway
{

class RouteTable
{
public:
    // One for all workers; with thousands of APIs it takes a while. Null where listen paths are patterns: it would not
    // find those. The snapshot outlives it.
    static std::shared_ptr<const RouteTable> of(const Snapshot& snapshot);
    explicit RouteTable(const Snapshot& snapshot);
    const CompiledApi* find(std::string_view path) const;

private:
    struct Slot {
        uint32_t api = Free; // index in the snapshot
        uint32_t tag = 0;    // upper half of the hash: spares looking at most of those that it isn't
    };
    static constexpr uint32_t Free = UINT32_MAX;
    static size_t hashOf(std::string_view path) { return std::hash<std::string_view>{}(path); }
    static uint32_t tagOf(size_t hash) { return static_cast<uint32_t>(hash >> 32); }
    const CompiledApi* findExactly(std::string_view path) const;
    void insert(const CompiledApi& api);

    const std::vector<CompiledApi>& m_apis;
    std::vector<Slot> m_slots;     // open addressing; a power of two, at least half of them free
    std::vector<size_t> m_lengths; // distinct, longest first
};

} // namespace gatereeve::gateway
