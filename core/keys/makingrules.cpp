#include "core/keys/makingrules.h"

#include <cassert>

namespace gatereeve
{

namespace
{

constexpr KeyMakingRules Guide{
    .storesApplied = false,
    .absentExpiryKeeps = true,
    .policyMakesHmacSecret = true,
    .quotaOfApiMaySkip = false,
    .addCreates = true,
};

constexpr KeyMakingRules Tyk29{
    .storesApplied = true,
    .absentExpiryKeeps = false,
    .policyMakesHmacSecret = false,
    .quotaOfApiMaySkip = true,
    .addCreates = false,
};

// The desktop's store holds keys of all profiles as they were sent; the quirks of 2.9 are not its.
constexpr KeyMakingRules Tyk5{
    .storesApplied = false,
    .absentExpiryKeeps = false,
    .policyMakesHmacSecret = true,
    .quotaOfApiMaySkip = false,
    .addCreates = false,
};

} // namespace

const KeyMakingRules& keyMakingRulesFor(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return Guide;
    case Profile::Tyk29:
        return Tyk29;
    case Profile::Tyk5:
        return Tyk5;
    }
    assert(false);
    return Guide;
}

} // namespace gatereeve
