#pragma once

// What one run of a reader carries along: where its findings go, which members it knows, and how to say that a value
// has the wrong type or is passed over.

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
    // `notes`: where to say what is passed over; null: nowhere.
    explicit Reading(Findings& findings, Dialect dialect, WrongType consequence = WrongType::ZeroUsed,
                     Findings* notes = nullptr)
        : m_findings(findings),
          m_notes(notes),
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
    // A malformed _id ended the reading, as it does in a gateway (policy-semantics.md 3.2).
    bool hasEnded() const { return m_ended; }

    // A member that this dialect leaves aside; `elsewhere`: who would read it, nothing when nobody does.
    void ignored(const json::Value& member, std::optional<KnownBy> elsewhere);
    // A name that stood in the object before: of a member that we know, or of an entry by name, where the last one
    // wins whole (policy-semantics.md 1.1).
    enum class Repeated : uint8_t { Member, Entry };
    void repeated(const json::Value& member, Repeated which);

private:
    void note(std::string_view kind, Severity severity, std::string_view id, std::string_view pattern,
              const json::Value& member);
    bool isGateway() const
    {
        return m_consequence == WrongType::ZeroLoaded || m_consequence == WrongType::NothingTaken;
    }

    Findings& m_findings;
    Findings* m_notes;
    Dialect m_dialect;
    WrongType m_consequence;
    bool m_ended = false;
};

} // namespace gatereeve
