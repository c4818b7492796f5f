#pragma once

// Request path → API. One for each worker and generation, because compiled expressions belong to one thread
// (pathpattern.h); a workspace without patterns in its listen paths costs nothing here.

#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"

namespace gatereeve
{

struct Route {
    const CompiledApi* api = nullptr; // null: no API listens there
    size_t length = 0;                // bytes of the path that the listen path took: what strip_listen_path removes

    bool operator==(const Route&) const = default;
};

class Router
{
public:
    explicit Router(std::shared_ptr<const Snapshot> snapshot);

    // From the longest listen path, as written, to the shortest (gateway-behaviour.md 1). Valid as long as the
    // snapshot.
    Route route(std::string_view path) const;

private:
    struct Pattern {
        std::shared_ptr<const PathPattern> pattern;
        size_t writtenLength = 0;
        const CompiledApi* api = nullptr;
    };
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<Pattern> m_patterns; // longest first
};

} // namespace gatereeve
