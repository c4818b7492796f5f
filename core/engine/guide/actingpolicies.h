#pragma once

// Which policies act on an API, for one API after another: their rights are walked side by side, so that a key of many
// policies with many APIs costs no search for each pair.

#include "core/engine/applyrun.h"

namespace gatereeve::guide
{

struct Acting {
    const SelectedPolicy* policy = nullptr;
    const AccessRight* right = nullptr; // null: no say in rights, so it acts on the whole key (guide 8)
};

class ActingPolicies
{
public:
    explicit ActingPolicies(const ApplyRun& run); // its policies must outlive this and stay

    // Sorted by name; valid until the next call, which must be for an API that sorts after this one.
    const std::vector<Acting>& on(const std::string& apiId);

private:
    struct Cursor {
        const SelectedPolicy* policy = nullptr;
        AccessRights::const_iterator next, end;
    };
    std::vector<Cursor> m_cursors;
    std::vector<Acting> m_acting;
};

} // namespace gatereeve::guide
