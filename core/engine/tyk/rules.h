#pragma once

// The rules that Tyk 2.9.5 and 5 have in common (policy-semantics.md 6, 11.1). Each does one thing to the run.

#include "core/engine/applyrun.h"

namespace gatereeve::tyk
{

// 6.1
std::vector<std::string> namesOfKey(ApplyRun& run);

// 6.3: compared only if an API is at hand; an empty organisation is one like any other.
std::optional<ApplyRefusal> mustBeOfTheApisOrganisation(ApplyRun& run, const SelectedPolicy& selected);

// 6.3. complexity is a partition to 5 alone, and read by it alone (policy-semantics.md 1.3).
std::optional<ApplyRefusal> perApiExcludesPartitions(ApplyRun& run, const SelectedPolicy& selected);

// 6.5: a policy without rights writes its limits to the root, zero and -1 as well.
std::optional<ApplyRefusal> limitWholeKey(ApplyRun& run, const SelectedPolicy& selected);

// 6.4. HMAC and HTTP signatures: a per_api policy does not switch them on.
std::optional<ApplyRefusal> switchSignaturesOn(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> collectTags(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> copyMetaData(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> takeLastUpdated(ApplyRun& run, const SelectedPolicy& selected);

// 6.4: those of the policies and of the key, each once. Tyk's order is undefined; here the policies' come first.
std::optional<ApplyRefusal> uniteTags(ApplyRun& run);

// 6.4, 6.6: a scope of its own for each owner, as soon as there are several.
std::optional<ApplyRefusal> setScopes(ApplyRun& run);

// Whose rate and quota hold for each API, for decisions.
std::optional<ApplyRefusal> tellLimitPolicies(ApplyRun& run);

// The reasons of the finished run, if asked for.
std::optional<ApplyRefusal> explain(ApplyRun& run);

// If the key's own right has a limit, its period goes on: the renewal is kept (6.4).
void keepRenewal(const ApplyRun& run, const std::string& apiId, Limit& limit);

// The only API whose quota a policy had a say in; null: none, or several (6.4, 6.9).
const Entry* theOnlyQuotaEntry(const WorkingSet& work);
// How many APIs a part was said for.
size_t countWhere(const WorkingSet& work, bool Entry::*part);

// The root's, for an API that no policy said it for, and the other way round (6.4).
void inheritRate(const ApplyRun& run, Entry& entry);
void inheritQuota(const ApplyRun& run, Entry& entry);
void copyToRoot(ApplyRun& run, const Entry& entry);

bool hasPartition(const Partitions& partitions);
// null, or nothing but zeros: there is no limit of its own.
bool isUnset(const std::optional<Limit>& limit);

} // namespace gatereeve::tyk
