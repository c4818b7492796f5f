#pragma once

// A clock that stands still until it is told.

#include "core/clock.h"

namespace gatereeve::tests
{

class StillClock final : public Clock
{
public:
    Nanoseconds now() const override { return time; }
    Nanoseconds time = 1'800'000'000 * NanosecondsPerSecond;
};

} // namespace gatereeve::tests
