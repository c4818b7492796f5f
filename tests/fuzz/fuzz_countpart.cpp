// Any bytes as noted counts: what can be read is, written again, the same bytes.

#include "gateway/store/countpart.h"

#include <cstdlib>

using namespace gatereeve;
using namespace gatereeve::gateway;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view part(reinterpret_cast<const char*>(data), size);
    std::vector<std::shared_ptr<KeyCounters>> counters;
    const bool whole = readCountPart(part, [&counters](auto name, auto scope, CountedSince word) {
        counters.push_back(std::make_shared<KeyCounters>(name, scope));
        counters.back()->quota = word;
    });
    if (whole && countPart(counters) != part)
        std::abort();
    return 0;
}
