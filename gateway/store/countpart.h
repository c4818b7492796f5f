#pragma once

// What many counters hold, as one value of the key store's table `recent`: a row for each counter would cost more than
// the requests that changed them. A file belongs to the machine that wrote it: numbers stand as they are in memory.

#include "gateway/store/state.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// What each of them holds now. Those that were dropped are left out; empty when none is left.
std::string countPart(std::span<const std::shared_ptr<KeyCounters>> counters);

using CountReader = std::function<void(std::string_view name, std::string_view scope, CountedSince word)>;
// In the order of writing. False: it is not what countPart() writes; what was read until then is worth nothing.
bool readCountPart(std::string_view part, const CountReader& reader);

} // namespace gatereeve::gateway
