#pragma once

// The numbers of the gateway as Prometheus reads them (text format 0.0.4). Any thread.

#include "gateway/proxy/requestcounts.h"

#include <string>

namespace gatereeve::gateway
{

struct Metrics {
    RequestCounts requests;
    uint64_t generation = 0;
    size_t policies = 0, apis = 0, keys = 0;
    size_t clientConnections = 0;
    size_t upstreamsIdle = 0, upstreamsInUse = 0, upstreamsWaiting = 0;
    uint64_t droppedTraces = 0;
};

std::string metricsText(const Metrics& metrics);

} // namespace gatereeve::gateway
