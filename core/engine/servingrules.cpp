#include "core/engine/servingrules.h"

#include "core/engine/tyk29/listenpaths.h"

#include <cassert>

namespace gatereeve
{

namespace
{

constexpr ServingRules Sensible{
    .looksAtActive = true,
    .brokenFileIsEmptyApi = false,
    .firstTimeoutStays = false,
    .defaultVersionKeepsPath = false,
    .strippedQueryIsSorted = false,
    .equalPaths = nullptr,
};

constexpr ServingRules Tyk29{
    .looksAtActive = false,
    .brokenFileIsEmptyApi = true,
    .firstTimeoutStays = true,
    .defaultVersionKeepsPath = true,
    .strippedQueryIsSorted = true,
    .equalPaths = tyk29::moveEqualListenPaths,
};

} // namespace

const ServingRules& servingRulesFor(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
    case Profile::Tyk5:
        return Sensible;
    case Profile::Tyk29:
        return Tyk29;
    }
    assert(false);
    return Sensible;
}

} // namespace gatereeve
