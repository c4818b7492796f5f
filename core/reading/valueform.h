#pragma once

// What a reader expects of a value, as data: for those who want to say it, not to read. Derived from the tables of
// binding.h, so that no name stands twice.

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatereeve
{

enum class ValueKind : uint8_t { Any, Text, Number, WholeNumber, Flag, List, Object };

struct ValueForm;

struct KnownMember {
    std::string_view name;
    const ValueForm* form = nullptr; // never null
    bool isNewer = false;            // came with 5.x
    bool isSecondSpelling = false;   // read, never written
};

// Several may be true of one value: a file of policies can be an object or a list.
struct ValueForm {
    ValueKind kind = ValueKind::Any;
    std::string_view name = {};            // of what a file holds ("policy", "api"); mostly empty
    std::vector<KnownMember> members = {}; // by known name
    const ValueForm* entries = nullptr;    // of an object whose names are data
    const ValueForm* elements = nullptr;   // of a list
};

} // namespace gatereeve
