#pragma once

// The functions behind the rows of rules.cpp, by what they look at. Each looks for one thing and says nothing else.

#include "core/lint/report.h"

namespace gatereeve::lint
{

// checks/policies.cpp
void unlimitedRate(const LintedPolicy&, Report&);
void unlimitedQuota(const LintedPolicy&, Report&);
void quotaNeverRenews(const LintedPolicy&, Report&);
void rateWithoutPeriod(const LintedPolicy&, Report&);
void fractionCut(const LintedPolicy&, Report&);
void perApiWithPartitions(const LintedPolicy&, Report&);
void quotaNotEnforced(const LintedPolicy&, Report&);
void foreignOrganisation(const LintedPolicy&, Report&);
void organisationAbsent(const LintedPolicy&, Report&);
void trialWithoutEnd(const LintedPolicy&, Report&);
void trialPeriod(const LintedPolicy&, Report&);

// checks/members.cpp
void misspeltMember(const LintedPolicy&, Report&);
void unknownMember(const LintedPolicy&, Report&);

// checks/rights.cpp
void danglingApi(const LintedRight&, Report&);
void danglingVersion(const LintedRight&, Report&);
void noVersions(const LintedRight&, Report&);
void labelDiffers(const LintedRight&, Report&);
void keylessApi(const LintedRight&, Report&);
void inactiveApi(const LintedRight&, Report&);
void apiLimitIgnored(const LintedRight&, Report&);

// checks/urls.cpp
void invalidPattern(const LintedRight&, Report&);
void ruleAllowsEverything(const LintedRight&, Report&);
void loosePattern(const LintedRight&, Report&);
void neverReached(const LintedRight&, Report&);
void methodCase(const LintedRight&, Report&);
void emptyMethods(const LintedRight&, Report&);

// checks/uses.cpp
void danglingPolicy(const PolicyUse&, Report&);
void mixedPolicies(const PolicyUse&, Report&);
void inactivePolicyInUse(const PolicyUse&, Report&);
void inactiveOverruled(const PolicyUse&, Report&);
void policyIdIgnored(const PolicyUse&, Report&);
void trialOrder(const PolicyUse&, Report&);
void refusedElsewhere(const PolicyUse&, Report&);
void noRights(Report&);
void opensEveryApi(Report&);
void partitionedForTokens(Report&);

// checks/merges.cpp
void versionsLost(const PolicyUse&, Report&);
void sharedCounters(const PolicyUse&, Report&);
void partitionOrder(const PolicyUse&, Report&);
void mergeUnrestricts(const PolicyUse&, Report&);
void mergeNarrows(const PolicyUse&, Report&);
void mergedLimit(const PolicyUse&, Report&);
void unlimitedLoses(const PolicyUse&, Report&);

// checks/conf.cpp
void emptySecret(Report&);
void exampleSecret(Report&);
void listensEverywhere(Report&);
void masterKeys(Report&);
void hashCollisions(Report&);

// checks/apis.cpp
void danglingMetadata(const LintedApi&, Report&);
void contextNotFilledIn(const LintedApi&, Report&);
void jwtWithoutPolicy(const LintedApi&, Report&);
void oasNotRead(const LintedApi&, Report&);
void certificateUnchecked(Report&);

// checks/secrets.cpp
void secretInFile(Report&);

} // namespace gatereeve::lint
