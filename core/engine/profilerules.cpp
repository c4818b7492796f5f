// Which rules each profile has, in the order in which they are applied: spec/profiles.md as a table.

#include "core/engine/applyrun.h"
#include "core/engine/guide/rules.h"
#include "core/engine/tyk/rules.h"
#include "core/engine/tyk29/rules.h"
#include "core/engine/tyk5/rules.h"

#include <cassert>

namespace gatereeve
{

namespace
{

constexpr ApplyRule GuideRules[] = {guide::selectPolicies, guide::uniteRights,   guide::chooseLimits,
                                    guide::uniteTags,      guide::uniteMetaData, guide::joinFlags};

constexpr PolicyRule EachOf29[] = {tyk::mustBeOfTheApisOrganisation,
                                   tyk::perApiExcludesPartitions,
                                   tyk29::perApiMustComeFirst,
                                   tyk29::grantPerApi,
                                   tyk29::collectRights,
                                   tyk::limitWholeKey,
                                   tyk::switchSignaturesOn,
                                   tyk29::joinInactive,
                                   tyk::collectTags,
                                   tyk::copyMetaData,
                                   tyk::takeLastUpdated};
constexpr ApplyRule LastOf29[] = {tyk::uniteTags,       tyk29::inheritFromRoot, tyk::setScopes, tyk29::copyToRoot,
                                  tyk29::replaceRights, tyk::tellLimitPolicies, tyk::explain};

constexpr ApplyRule FirstOf5[] = {tyk5::readOwnPolicies, tyk5::emptyRoot};
constexpr PolicyRule EachOf5[] = {tyk::mustBeOfTheApisOrganisation,
                                  tyk::perApiExcludesPartitions,
                                  tyk5::perApiMustNotMeetPartitioned,
                                  tyk5::grantPerApi,
                                  tyk5::collectRights,
                                  tyk::limitWholeKey,
                                  tyk5::limitDepthOfWholeKey,
                                  tyk::switchSignaturesOn,
                                  tyk5::collectInactive,
                                  tyk::collectTags,
                                  tyk::copyMetaData,
                                  tyk::takeLastUpdated,
                                  tyk5::takePostExpiry};
constexpr ApplyRule LastOf5[] = {
    tyk5::overruleInactive, tyk::uniteTags,      tyk5::scopeOwnLimits,     tyk5::inheritFromRoot,  tyk::setScopes,
    tyk5::copyToRoot,       tyk5::replaceRights, tyk5::mustGrantSomething, tyk::tellLimitPolicies, tyk::explain};

constexpr ProfileRules Guide{GuideRules, nullptr, nullptr, {}, {}, "guide 9", {}};
constexpr ProfileRules Tyk29{{}, tyk::namesOfKey, tyk29::lookUp, EachOf29, LastOf29, "policy-semantics 6.3", {}};
constexpr ProfileRules Tyk5{
    FirstOf5, tyk5::names, tyk5::lookUp, EachOf5, LastOf5, "policy-semantics 11.1", "policy-semantics 11.1"};

} // namespace

const ProfileRules& rulesOf(Profile profile)
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

bool emptyRightsMeanEveryApi(Profile profile)
{
    return profile != Profile::Guide;
}

} // namespace gatereeve
