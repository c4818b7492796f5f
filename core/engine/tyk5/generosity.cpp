#include "core/engine/tyk5/generosity.h"

namespace gatereeve::tyk5
{

namespace
{

double secondsPerRequest(double rate, double per)
{
    return rate <= 0 || per <= 0 ? 0 : per / rate;
}

} // namespace

bool isGreater(int64_t a, int64_t b)
{
    if (a == -1 || b == -1)
        return a == -1 && b != -1;
    return a > b;
}

bool isNoRate(double rate, double per)
{
    return rate == 0 || per == 0;
}

bool isFaster(double rateA, double perA, double rateB, double perB)
{
    return secondsPerRequest(rateA, perA) < secondsPerRequest(rateB, perB);
}

} // namespace gatereeve::tyk5
