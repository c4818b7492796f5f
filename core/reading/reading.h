#pragma once

// What one run of a reader carries along: where its findings go, and how to say that a value has the wrong type.

#include "core/reading/readers.h"

namespace gatereeve
{

enum class Expected : uint8_t { Number, WholeNumber, Flag, Text, List, Object, Time, ObjectId };

class Reading
{
public:
    explicit Reading(Findings& findings, WrongType consequence = WrongType::ZeroUsed)
        : m_findings(findings),
          m_consequence(consequence)
    {
    }

    // "`rate` is the text "10"; a number is expected; 0 is used", at the place of the value. Always false, so that a
    // codec can return it.
    bool wrongType(const json::Value& value, Expected expected);

private:
    Findings& m_findings;
    WrongType m_consequence;
};

// Names of members are compared without regard to letter case (policy-semantics.md 1.1).
bool isSameName(std::string_view left, std::string_view right);
// The last member of that name, letter case ignored.
std::optional<json::Value> memberIgnoringCase(const json::Value& object, std::string_view name);

} // namespace gatereeve
