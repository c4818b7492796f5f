#pragma once

// Whether a request that a rate or a quota refused would pass under another limit or at another time: the counter is
// put into the state that the decision tells of, and the limiter that refused is asked again. Pure; any thread.

#include "core/engine/admission.h"
#include "core/engine/limitrules.h"

namespace gatereeve
{

// Where the decision tells less than the limiter knew, what is assumed refuses rather than passes.
class LimitReplay
{
public:
    // `before`: what held for the refused request.
    LimitReplay(const Decision& decision, const Snapshot& snapshot, const Admission& before);

    // The check that stopped it, asked again under `after` at `at`: no earlier than the decision.
    bool passes(const Admission& after, Nanoseconds at) const;
    // When it would pass with nothing changed but the time; nothing where waiting does not help.
    std::optional<Nanoseconds> passesAt() const;

private:
    bool ratePasses(const Admission& after, Nanoseconds at) const;
    bool quotaPasses(const Admission& after, Nanoseconds at) const;
    void fill(RateCounter& counter) const;

    const Decision& m_decision;
    const Admission& m_before;
    const LimitRules& m_rules;
    const RateLimiter m_limiter;
};

} // namespace gatereeve
