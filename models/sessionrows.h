#pragma once

// The lines of the table field · value · from · why: the reasons of a run, put in an order to be read, each with what
// other profiles would give. Pure.

#include "core/engine/provenance.h"
#include "core/gatewaysettings.h"

namespace gatereeve::models
{

// What a field would be under another profile.
struct Elsewhere {
    Profile profile = Profile::Guide;
    std::string value; // as shown
    Source source;
    std::string rule; // empty: no rule gives it
    Message why;

    bool operator==(const Elsewhere&) const = default;
};

struct SessionRow {
    Reason reason;
    std::vector<Elsewhere> elsewhere;

    bool operator==(const SessionRow&) const = default;
};

using SessionRows = std::vector<SessionRow>;

struct FieldElsewhere {
    std::string field; // as in Reason::field
    std::string here;  // what it is here, as shown: for a field that has no reason
    Elsewhere elsewhere;
    size_t apiLength = 0; // as in Reason
};

// What holds for the key as a whole first, then API by API; `differences` stand under their fields, and those of fields
// without a reason in rows of their own.
SessionRows sessionRows(Provenance here, std::vector<FieldElsewhere> differences = {});

} // namespace gatereeve::models
