#include "gateway/proxy/requestcounts.h"

namespace gatereeve::gateway
{

void Durations::add(const Durations& other)
{
    for (size_t i = 0; i < counts.size(); ++i)
        counts[i] += other.counts[i];
    microseconds += other.microseconds;
}

void RequestCounts::add(const RequestCounts& other)
{
    for (const auto& [api, counts] : other.byApi) {
        ByCheck& sum = byApi[api];
        for (size_t i = 0; i < counts.size(); ++i)
            sum[i] += counts[i];
    }
    passed.add(other.passed);
    refused.add(other.refused);
}

void RequestCounter::begin(const Snapshot& snapshot)
{
    m_generation = snapshot.generation;
    m_rowOfApi.assign(snapshot.apis.size(), 0);
}

size_t RequestCounter::findRow(const Decision& decision, const Snapshot& snapshot)
{
    const std::string& id = snapshot.apis[decision.apiIndex].definition.apiId;
    const auto [found, isNew] = m_rowOfId.try_emplace(id, m_rows.size());
    if (isNew)
        m_rows.emplace_back();
    if (snapshot.generation == m_generation)
        m_rowOfApi[decision.apiIndex] = static_cast<uint32_t>(found->second);
    return found->second;
}

RequestCounts RequestCounter::counts() const
{
    RequestCounts result{{}, m_passed, m_refused};
    result.byApi[{}] = m_rows.front();
    for (const auto& [id, row] : m_rowOfId) {
        auto& sum = result.byApi[id]; // an API without an id counts with those that found none
        for (size_t i = 0; i < sum.size(); ++i)
            sum[i] += m_rows[row][i];
    }
    return result;
}

} // namespace gatereeve::gateway
