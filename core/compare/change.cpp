#include "core/compare/change.h"

#include <cassert>

namespace gatereeve::compare
{

std::optional<Spot> spotOf(const MaybeValue& value)
{
    return value ? std::optional(Spot{std::string(value->raw()), value->place()}) : std::nullopt;
}

std::string_view nameOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return "added";
    case ChangeKind::Removed:
        return "removed";
    case ChangeKind::Renamed:
        return "renamed";
    case ChangeKind::Changed:
        return "changed";
    }
    assert(false);
    return {};
}

} // namespace gatereeve::compare
