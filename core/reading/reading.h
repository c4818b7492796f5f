#pragma once

// What one run of a reader carries along: where its findings go, and how to say that a value has the wrong type.

#include "core/reading/readers.h"

namespace gatereeve
{

enum class Expected : uint8_t { Number, WholeNumber, Flag, Text, List, Object, Time, ObjectId };

// Which dialects know a member; the others leave it among the unknown ones.
enum class KnownBy : uint8_t {
    All,
    FileSpelling,    // api_id, api_name (policy-semantics.md 1.4)
    ServiceSpelling, // apiid, apiname
    Newer            // came with 5.x
};

class Reading
{
public:
    explicit Reading(Findings& findings, Dialect dialect, WrongType consequence = WrongType::ZeroUsed)
        : m_findings(findings),
          m_dialect(dialect),
          m_consequence(consequence)
    {
    }

    bool knows(KnownBy member) const
    {
        switch (member) {
        case KnownBy::All:
            return true;
        case KnownBy::FileSpelling:
            return m_dialect != Dialect::Tyk29Service;
        case KnownBy::ServiceSpelling:
            return m_dialect == Dialect::Guide || m_dialect == Dialect::Tyk29Service;
        case KnownBy::Newer:
            return m_dialect == Dialect::Tyk5;
        }
        return false;
    }

    // "`rate` is the text "10"; a number is expected; 0 is used", at the place of the value. Always false, so that a
    // codec can return it.
    bool wrongType(const json::Value& value, Expected expected);

private:
    Findings& m_findings;
    Dialect m_dialect;
    WrongType m_consequence;
};

// Names of members are compared without regard to letter case (policy-semantics.md 1.1).
bool isSameName(std::string_view left, std::string_view right);
// The last member of that name, letter case ignored.
std::optional<json::Value> memberIgnoringCase(const json::Value& object, std::string_view name);

} // namespace gatereeve
