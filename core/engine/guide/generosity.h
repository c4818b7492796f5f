#pragma once

// Guide 9, "more generous": unlimited before all; else more per time; at equal speed the larger count. Compared
// exactly, in whole numbers of 128 bits.

#include "core/accessright.h"

namespace gatereeve::guide
{

// A limit has two parts, and each is always taken whole from one place: throttling goes with the rate.
enum class Part : uint8_t { Rate, Quota };

void copyPart(Part part, const Limit& from, Limit& to);

// Above 0: a is more generous than b; 0: neither is. Rates are compared as they are enforced (guide 14): 2.9 per second
// lets no more pass than 2. Both must be enforceable.
int compareGenerosity(Part part, const Limit& a, const Limit& b);

} // namespace gatereeve::guide
