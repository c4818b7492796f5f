#pragma once

// The latest decisions, oldest first; when full the oldest go. They come in batches from the gateway's rings. A
// Decision has 400 bytes, a million of them would be 400 MB: what many have in common (key, policy, limits, generation)
// and the paths are kept once, the rest of each is 64 bytes. Nothing of a decision is lost. Main thread.

#include "core/engine/decision.h"
#include "models/internedtexts.h"
#include "models/rowsource.h"

#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <span>

namespace gatereeve::models
{

// What an API was called when a decision about it came; its generation may be gone since.
struct DecisionApi {
    QString id, name;
};

// One decision; what it shares with others is in the texts that it holds.
struct CompactDecision {
    Nanoseconds time = 0, rateEnds = 0;
    int64_t rateCount = 0, quotaCount = 0;
    uint32_t durationMicroseconds = 0, requestOfConnection = 0;
    uint32_t subject = 0, path = 0; // ids of texts
    uint16_t status = 0, clientPort = 0;
    int16_t urlRule = -1;
    Check stoppedAt = Check::None;
    Cause cause = Cause::None;
    bool pathIsCut = false;
    FixedText<4> keyTail; // is never cut
};
static_assert(sizeof(CompactDecision) <= 64);

class DecisionList : public RowSource
{
    Q_OBJECT
public:
    static constexpr int Capacity = 1'000'000;
    using FindApi = std::function<DecisionApi(uint64_t generation, uint32_t apiIndex)>;

    // Without `findApi` APIs have no names. When it is full a thirty-second of it goes at once, at least what must.
    explicit DecisionList(int capacity = Capacity, FindApi findApi = {}, QObject* parent = nullptr);

    int rowCount() const override { return static_cast<int>(m_rows.size()); }
    // Rows are numbered as they come, for ever: this is the number of row 0.
    uint64_t firstNumber() const { return m_firstNumber; }
    uint64_t endNumber() const { return m_firstNumber + m_rows.size(); }

    Decision at(int row) const;
    const CompactDecision& compact(int row) const { return m_rows[static_cast<size_t>(row)]; }
    const InternedTexts& subjects() const { return m_subjects; }
    const InternedTexts& paths() const { return m_paths; }
    // Empty: no API, or it was not known any more.
    DecisionApi apiOf(const Decision& decision) const;

    void append(std::span<const Decision> decisions);
    void clear();

private:
    void makeRoom(size_t coming);
    CompactDecision compacted(const Decision& decision);
    void rememberApi(const Decision& decision);
    void forgetApis();

    using ApiPlace = std::pair<uint64_t, uint32_t>; // generation, index
    std::deque<CompactDecision> m_rows;
    InternedTexts m_subjects, m_paths;
    std::map<ApiPlace, DecisionApi> m_apis; // of the generations that rows are of
    size_t m_capacity;
    FindApi m_findApi;
    uint64_t m_firstNumber = 0;
    std::string m_scratch;
};

} // namespace gatereeve::models
