#include "core/reading/loadrules.h"

namespace gatereeve
{

namespace
{

constexpr LoadRules Guide{
    .file = Dialect::Guide,
    .service = Dialect::Guide,
    .inFile = Faults::FormerKept,
    .inReply = Faults::FormerKept,
    .looksAtActive = true,
    .idIsTheName = false,
    .emptySetTakesEffect = true,
    .wantsStatus200 = true,
    .idNeedsLeave = true,
    .takesPoliciesWithoutId = false,
    .readsFolder = false,
    .whyUnusable = whyUnusable,
    .notes = guideNotes,
    .idNotes = nullptr,
};

constexpr LoadRules Tyk29{
    .file = Dialect::Tyk29,
    .service = Dialect::Tyk29Service,
    .inFile = Faults::ZeroLoaded,
    .inReply = Faults::NothingTaken,
    .looksAtActive = false,
    .idIsTheName = false,
    .emptySetTakesEffect = false,
    .wantsStatus200 = false,
    .idNeedsLeave = true,
    .takesPoliciesWithoutId = true,
    .readsFolder = false,
    .whyUnusable = nullptr,
    .notes = tyk29Notes,
    .idNotes = tyk29IdNotes,
};

constexpr LoadRules Tyk5{
    .file = Dialect::Tyk5,
    .service = Dialect::Tyk5,
    .inFile = Faults::NothingTaken,
    .inReply = Faults::NothingTaken,
    .looksAtActive = false,
    .idIsTheName = true,
    .emptySetTakesEffect = true,
    .wantsStatus200 = true,
    .idNeedsLeave = false,
    .takesPoliciesWithoutId = false,
    .readsFolder = true,
    .whyUnusable = nullptr,
    .notes = tyk5Notes,
    .idNotes = tyk5IdNotes,
};

} // namespace

const LoadRules& loadRulesFor(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return Guide;
    case Profile::Tyk29:
        return Tyk29;
    case Profile::Tyk5:
        return Tyk5;
    }
    return Guide;
}

} // namespace gatereeve
