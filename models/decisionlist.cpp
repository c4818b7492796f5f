#include "models/decisionlist.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace gatereeve::models
{

namespace
{

// What the decisions about one key, method, policy and generation have in common, as bytes: equal when it is equal.
class SubjectWriter
{
public:
    explicit SubjectWriter(std::string& bytes) : m_bytes(bytes) { m_bytes.clear(); }

    template <typename Number>
        requires std::is_arithmetic_v<Number>
    void operator()(const Number& number)
    {
        m_bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    template <size_t N>
    void operator()(const FixedText<N>& text)
    {
        m_bytes.push_back(static_cast<char>(text.length));
        m_bytes.push_back(text.cut ? 1 : 0);
        m_bytes.append(text.view());
    }

private:
    std::string& m_bytes;
};

class SubjectReader
{
public:
    explicit SubjectReader(std::string_view bytes) : m_bytes(bytes) {}

    template <typename Number>
        requires std::is_arithmetic_v<Number>
    void operator()(Number& number)
    {
        std::memcpy(&number, m_bytes.data(), sizeof number);
        m_bytes.remove_prefix(sizeof number);
    }
    template <size_t N>
    void operator()(FixedText<N>& text)
    {
        const auto length = static_cast<uint8_t>(m_bytes[0]);
        const bool cut = m_bytes[1] != 0;
        text.set(m_bytes.substr(2, length));
        text.cut = cut;
        m_bytes.remove_prefix(2 + size_t{length});
    }

private:
    std::string_view m_bytes;
};

// The one list of what belongs to the subject.
template <typename Of, typename Visitor>
void visitSubject(Of& decision, Visitor visit)
{
    visit(decision.generation);
    visit(decision.apiIndex);
    visit(decision.overlay);
    visit(decision.method);
    visit(decision.key);
    visit(decision.version);
    visit(decision.policy);
    visit(decision.rateMaximum);
    visit(decision.rateWindow);
    visit(decision.quotaMaximum);
    visit(decision.quotaEnds);
    visit(decision.expires);
}

} // namespace

DecisionList::DecisionList(int capacity, FindApi findApi, QObject* parent)
    : RowSource(parent),
      m_capacity(static_cast<size_t>(capacity)),
      m_findApi(std::move(findApi))
{
}

Decision DecisionList::at(int row) const
{
    const CompactDecision& compact = this->compact(row);
    Decision decision;
    visitSubject(decision, SubjectReader(m_subjects.at(compact.subject)));
    decision.time = compact.time;
    decision.rateEnds = compact.rateEnds;
    decision.rateCount = compact.rateCount;
    decision.quotaCount = compact.quotaCount;
    decision.durationMicroseconds = compact.durationMicroseconds;
    decision.requestOfConnection = compact.requestOfConnection;
    decision.status = compact.status;
    decision.clientPort = compact.clientPort;
    decision.urlRule = compact.urlRule;
    decision.stoppedAt = compact.stoppedAt;
    decision.cause = compact.cause;
    decision.path.set(m_paths.at(compact.path));
    decision.path.cut = compact.pathIsCut;
    decision.keyTail = compact.keyTail;
    return decision;
}

DecisionApi DecisionList::apiOf(const Decision& decision) const
{
    const auto found = m_apis.find({decision.generation, decision.apiIndex});
    return found == m_apis.end() ? DecisionApi{} : found->second;
}

void DecisionList::append(std::span<const Decision> decisions)
{
    if (decisions.size() > m_capacity)
        decisions = decisions.last(m_capacity);
    if (decisions.empty())
        return;
    makeRoom(decisions.size());
    Q_EMIT rowsAboutToBeInserted(rowCount(), rowCount() + static_cast<int>(decisions.size()) - 1);
    for (const Decision& decision : decisions) {
        m_rows.push_back(compacted(decision));
        rememberApi(decision);
    }
    Q_EMIT rowsInserted();
}

void DecisionList::makeRoom(size_t coming)
{
    const size_t sum = m_rows.size() + coming;
    if (sum <= m_capacity)
        return;
    const size_t goes = std::min(m_rows.size(), std::max(sum - m_capacity, m_capacity / 32));
    Q_EMIT rowsAboutToBeRemoved(0, static_cast<int>(goes) - 1);
    for (size_t row = 0; row < goes; ++row) {
        m_subjects.release(m_rows.front().subject);
        m_paths.release(m_rows.front().path);
        m_rows.pop_front();
    }
    m_firstNumber += goes;
    forgetApis();
    Q_EMIT rowsRemoved();
}

void DecisionList::clear()
{
    Q_EMIT aboutToReset();
    m_firstNumber += m_rows.size();
    m_rows.clear();
    m_subjects.clear();
    m_paths.clear();
    m_apis.clear();
    Q_EMIT wasReset();
}

CompactDecision DecisionList::compacted(const Decision& decision)
{
    visitSubject(decision, SubjectWriter(m_scratch));
    return {.time = decision.time,
            .rateEnds = decision.rateEnds,
            .rateCount = decision.rateCount,
            .quotaCount = decision.quotaCount,
            .durationMicroseconds = decision.durationMicroseconds,
            .requestOfConnection = decision.requestOfConnection,
            .subject = m_subjects.hold(m_scratch),
            .path = m_paths.hold(decision.path.view()),
            .status = decision.status,
            .clientPort = decision.clientPort,
            .urlRule = decision.urlRule,
            .stoppedAt = decision.stoppedAt,
            .cause = decision.cause,
            .pathIsCut = decision.path.cut,
            .keyTail = decision.keyTail};
}

void DecisionList::rememberApi(const Decision& decision)
{
    if (decision.apiIndex == UINT32_MAX || !m_findApi)
        return;
    const auto place = m_apis.lower_bound({decision.generation, decision.apiIndex});
    if (place != m_apis.end() && place->first == ApiPlace{decision.generation, decision.apiIndex})
        return;
    const DecisionApi api = m_findApi(decision.generation, decision.apiIndex);
    if (!api.id.isEmpty())
        m_apis.emplace_hint(place, ApiPlace{decision.generation, decision.apiIndex}, api);
}

// Generations only grow, but workers may be one apart.
void DecisionList::forgetApis()
{
    if (m_rows.empty())
        return;
    const uint64_t oldest = at(0).generation;
    m_apis.erase(m_apis.begin(), m_apis.lower_bound({oldest > 0 ? oldest - 1 : 0, 0}));
}

} // namespace gatereeve::models
