#pragma once

// What became different between two sets of files, as values: for the command line, for JSON, and for panes that jump
// to either place.

#include "core/compare/meaning.h"
#include "core/message.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <vector>

namespace gatereeve::compare
{

// A value as it is written, and where.
struct Spot {
    std::string json;
    Place place;

    bool operator==(const Spot&) const = default;
};

std::optional<Spot> spotOf(const MaybeValue& value); // nothing of nothing

enum class ChangeKind : uint8_t { Added, Removed, Renamed, Changed };
std::string_view nameOf(ChangeKind kind); // added, removed, renamed, changed

struct Change {
    ChangeKind kind = ChangeKind::Changed; // of the whole object, or Changed: of a member
    std::string path;                      // within the object: access_rights.orders.versions; empty: all of it
    std::optional<Spot> before, after;     // nothing: not there
    Message sentence;                      // "rate 10 per second → 12 per second"; the object is not named in it

    bool operator==(const Change&) const = default;
};

// One policy, API, … and all that changed in it.
struct ChangedObject {
    ObjectKind kind = ObjectKind::Other;
    std::string id;                    // as it is now; of a removed one as it was
    std::string formerId;              // of a renamed one; else empty
    std::string fileBefore, fileAfter; // empty: not there
    std::vector<Change> changes;       // a change of the whole object stands first

    bool operator==(const ChangedObject&) const = default;
};

} // namespace gatereeve::compare
