#pragma once

// Which of the objects that vanished came back under another name, by content: the same, or nearly. Costs about
// n log n; never all against all.

#include "core/compare/objects.h"

namespace gatereeve::compare
{

struct Rename {
    size_t before = 0, after = 0; // indices into the two lists

    bool operator==(const Rename&) const = default;
};

// Objects of one kind. Each is in at most one pair; in the order of `before`. Nearly the same: at least two thirds of
// what either says (members, rights by API), and not only what most others say too.
std::vector<Rename> renamesBetween(const std::vector<Object>& gone, const std::vector<Object>& come);

} // namespace gatereeve::compare
