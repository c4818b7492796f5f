#pragma once

// Three versions of one value, and whether they can be merged child by child or are one value to a merge.

#include "core/compare/meaning.h"
#include "core/compare/merge.h"

namespace gatereeve::compare
{

// One thing in the three documents.
struct Triple {
    MaybeValue base, ours, theirs;

    const MaybeValue& at(Take take) const { return take == Take::Base ? base : take == Take::Ours ? ours : theirs; }
};

// A list or object.
bool isContainer(const MaybeValue& value);
bool isNothing(const MaybeValue& value); // not there, or null

// Lists only where elements are known by something and their order (if it counts) is the same; nothing that names a
// child twice; and never so that what restricts becomes empty or stops being so (Shape::emptyIsAll), if `bothChanged`.
bool isMergeable(const Triple& values, const Shape& shape, bool bothChanged);

} // namespace gatereeve::compare
