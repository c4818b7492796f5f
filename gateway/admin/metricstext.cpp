#include "gateway/admin/metricstext.h"

#include <prometheus/text_serializer.h>

namespace gatereeve::gateway
{
namespace
{

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

std::string outcomeOf(Check stoppedAt)
{
    switch (stoppedAt) {
    case Check::None:
        return "passed";
    case Check::Rate:
    case Check::ApiRate:
        return "limited";
    case Check::Upstream:
        return "failed";
    default:
        return "refused";
    }
}

MetricFamily family(const char* name, const char* help, MetricType type)
{
    return {name, help, type, {}};
}

MetricFamily gauge(const char* name, const char* help, const std::vector<std::pair<Labels, size_t>>& values)
{
    MetricFamily made = family(name, help, MetricType::Gauge);
    for (const auto& [labels, value] : values) {
        ClientMetric metric;
        metric.label = labels;
        metric.gauge.value = static_cast<double>(value);
        made.metric.push_back(std::move(metric));
    }
    return made;
}

MetricFamily gauge(const char* name, const char* help, size_t value)
{
    return gauge(name, help, {{Labels{}, value}});
}

// Only what happened: 20 lines for each of 10,000 APIs would say nothing.
MetricFamily requests(const RequestCounts& counts)
{
    MetricFamily made =
        family("gatereeve_requests_total", "Requests by the check that stopped them.", MetricType::Counter);
    for (const auto& [api, byCheck] : counts.byApi) {
        for (size_t i = 0; i < byCheck.size(); ++i) {
            if (byCheck[i] == 0)
                continue;
            const auto check = static_cast<Check>(i);
            ClientMetric metric;
            metric.label = {{"api", api}, {"check", std::string(nameOf(check))}, {"outcome", outcomeOf(check)}};
            metric.counter.value = static_cast<double>(byCheck[i]);
            made.metric.push_back(std::move(metric));
        }
    }
    return made;
}

ClientMetric histogram(const char* outcome, const Durations& durations)
{
    ClientMetric metric;
    metric.label = {{"outcome", outcome}};
    uint64_t sum = 0;
    for (int step = 0; step < Durations::Steps; ++step) {
        sum += durations.counts[static_cast<size_t>(step)];
        metric.histogram.bucket.push_back({sum, Durations::secondsOf(step)});
    }
    metric.histogram.sample_count = sum + durations.counts.back();
    metric.histogram.sample_sum = static_cast<double>(durations.microseconds) / 1e6;
    return metric;
}

} // namespace

std::string metricsText(const Metrics& metrics)
{
    MetricFamily durations = family("gatereeve_request_duration_seconds",
                                    "From the head of a request to the end of its answer.", MetricType::Histogram);
    durations.metric = {histogram("passed", metrics.requests.passed), histogram("stopped", metrics.requests.refused)};
    MetricFamily dropped =
        family("gatereeve_dropped_traces_total", "Decisions that nobody came for in time.", MetricType::Counter);
    dropped.metric.emplace_back();
    dropped.metric.back().counter.value = static_cast<double>(metrics.droppedTraces);
    return prometheus::TextSerializer().Serialize({
        requests(metrics.requests),
        std::move(durations),
        gauge("gatereeve_generation", "The generation that is enforced.", metrics.generation),
        gauge("gatereeve_policies", "Policies of the generation.", metrics.policies),
        gauge("gatereeve_apis", "API definitions of the generation.", metrics.apis),
        gauge("gatereeve_keys", "Keys in the store.", metrics.keys),
        gauge("gatereeve_client_connections", "Open connections of clients.", metrics.clientConnections),
        gauge("gatereeve_upstream_connections", "Open connections to upstreams.",
              {{Labels{{"state", "idle"}}, metrics.upstreamsIdle},
               {Labels{{"state", "in use"}}, metrics.upstreamsInUse}}),
        gauge("gatereeve_upstream_waiting", "Requests that wait for their turn at an upstream.",
              metrics.upstreamsWaiting),
        std::move(dropped),
    });
}

} // namespace gatereeve::gateway
