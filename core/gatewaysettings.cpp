#include "core/gatewaysettings.h"

namespace gatereeve
{

std::string_view nameOf(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return "guide";
    case Profile::Tyk29:
        return "2.9";
    case Profile::Tyk5:
        return "5";
    }
    return {};
}

std::string_view titleOf(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return "guide";
    case Profile::Tyk29:
        return "Tyk 2.9.5";
    case Profile::Tyk5:
        return "Tyk 5";
    }
    return {};
}

} // namespace gatereeve
