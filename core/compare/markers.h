#pragma once

// Conflict markers as git writes them (style diff3), around single members or elements of a JSON text. Whichever of the
// three sections is kept, what is left is JSON again: therefore conflicts at the end of a list or object whose members
// come and go share one block, with the commas between them.

#include "core/compare/meaning.h"

namespace gatereeve::compare
{

class Markers
{
public:
    // A child of a list or object that OURS has; the others as they would stand in its place.
    void addAround(const json::Value& ours, const MaybeValue& base, const MaybeValue& theirs);
    // One that OURS does not have: in front of `before`, or at the end.
    void addInto(const json::Value& container, const MaybeValue& before, const MaybeValue& base,
                 const MaybeValue& theirs);
    // The name of a member.
    void addName(const json::Value& ours, const MaybeValue& base, const MaybeValue& theirs);
    // The text after the root value.
    void addTail(const json::Document& ours, const json::Document& base, const json::Document& theirs);

    // `text` is that of OURS.
    std::string applied(const std::string& text) const;

private:
    // Bytes of OURS and the sections in their place, whole lines each.
    struct Block {
        size_t begin = 0, end = 0;
        std::string ours, base, theirs;
    };
    // A child in conflict, without what separates it from others. Nothing: not there.
    struct Slot {
        MaybeValue ours, before; // where it is, or where it would be
        std::optional<std::string> inOurs, inBase, inTheirs;

        bool comesAndGoes() const { return !inOurs || !inBase || !inTheirs; }
    };
    struct Slots {
        MaybeValue container;
        std::vector<Slot> slots;
    };
    // In the order of the text, with null for children without a conflict.
    static std::vector<std::pair<MaybeValue, const Slot*>> inOrder(const Slots& slots);
    static Block single(const json::Value& container, const Slot& slot);
    static void addBlocks(const Slots& slots, std::vector<Block>& blocks);

    std::map<size_t, Slots> m_slots; // by the container's index
    std::vector<Block> m_blocks;
};

} // namespace gatereeve::compare
