#pragma once

// Three-way merge by meaning. The result is the text of OURS with what THEIRS changed since BASE put in (json/edit.h):
// layout, order, spelling of numbers and unknown members of OURS stay, and what THEIRS changed in layout only is left
// aside. Fields merge by themselves, rate and per as one, sets and lists by key element by element, other lists as one
// value; a renamed policy stays the same policy. Pure; any thread.

#include "core/compare/change.h"
#include "core/json/document.h"

#include <map>

namespace gatereeve::compare
{

enum class Take : uint8_t { Ours, Theirs, Base };
using Choices = std::map<std::string, Take>; // by Conflict::path

// One member of a field that both changed, to different meanings. Nothing: not there.
struct ConflictPart {
    std::optional<Spot> base, ours, theirs;
};

struct Conflict {
    // What it is about, the same however the lists are ordered: gold.rate, gold.tags, gold.access_rights.orders.
    std::string path;
    std::vector<ConflictPart> parts; // rate and per: two
    Message sentence;                // "gold.rate: 10 per second in ours, 12 per second in theirs, 5 per second before"
};

struct Merged {
    std::string text;                // each conflict as OURS has it
    std::string marked;              // the same with conflict markers around the members concerned
    std::vector<Conflict> conflicts; // without those that were chosen

    bool isClean() const { return conflicts.empty(); }
};

// `choices`: what to take for conflicts of a former run; the window runs it again for each choice. A field that is no
// conflict can be chosen as well, by the same kind of path. The places of a conflict are those in the three documents.
// Where the file is new on both sides, BASE is a document that holds null.
Merged merge(const json::Document& base, const json::Document& ours, const json::Document& theirs,
             const Choices& choices = {});

} // namespace gatereeve::compare
