#pragma once

// A decision in words: the trace of the checks, and in one sentence why it ended as it did. Made on demand.

#include "core/engine/decision.h"
#include "core/engine/nearestchanges.h"
#include "core/engine/snapshot.h"
#include "core/message.h"

namespace gatereeve
{

struct TraceStep {
    enum class Mark : uint8_t { Passed, Stopped, Note };
    Check check = Check::None;
    Mark mark = Mark::Passed;
    Message text;

    bool operator==(const TraceStep&) const = default;
};

struct Trace {
    std::vector<TraceStep> steps;
    std::vector<NearestChange> wouldPass;

    bool operator==(const Trace&) const = default;
};

// Who asked, as far as it is known.
struct Caller {
    std::string_view label;       // of the key; empty: masked
    const Session* key = nullptr; // as it is stored by now
};

// `snapshot` is that of the decision's generation, or null when it is no longer there (names are then left out).
Trace traceOf(const Decision& decision, const Snapshot* snapshot, const Caller& caller = {});

// One sentence for a row: "passed", "6th call within 1 second, allowed 5", "key ended on …".
Message summaryOf(const Decision& decision);

// 429 limited, 403 refused, 200 passed, 502 failed: the word beside the mark. passed, limited, refused, failed.
std::string_view outcomeWord(const Decision& decision);

} // namespace gatereeve
