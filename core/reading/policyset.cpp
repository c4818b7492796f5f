#include "core/reading/policyset.h"

#include "core/reading/policyintake.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

Finding finding(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments,
                Place place)
{
    Message message{"policies." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

Place placeOfName(const json::Value& policy)
{
    Place place = policy.document().placeAt(policy.nameOffset());
    place.path = policy.path();
    return place;
}

std::string lineAndColumn(const Place& place)
{
    return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

// Reads one policies file.
class FileLoader
{
public:
    FileLoader(const LoadRules& rules, const PolicySet& previous, const json::Value& root)
        : m_rules(rules),
          m_root(root),
          m_intake(rules, rules.file, rules.inFile, previous, root.place())
    {
        for (const json::Value policy : root)
            m_last.insert_or_assign(policy.name(), policy.offset());
    }

    PolicyLoad load()
    {
        for (const json::Value policy : m_root)
            take(policy);
        noteBarePolicy();
        const json::Document& document = m_root.document();
        if (document.hasTrailingText())
            m_intake.note(finding("trailing-text", Severity::Note, "the text after the end of the policies is not read",
                                  {}, document.placeAt(document.endOfRoot())));
        return m_intake.finish();
    }

private:
    // A repeated name: the last one wins whole (policy-semantics.md 1.1). A gateway reads the others too, and stumbles
    // over what is wrong with them.
    void take(const json::Value& value)
    {
        const std::string name = value.name();
        const Place place = placeOfName(value);
        if (m_last.at(name) != value.offset()) {
            noteRepeated(name, place);
            if (m_rules.inFile == Faults::FormerKept)
                return;
        }
        ReadPolicy read = m_intake.read(value, place);
        if (m_rules.idNotes && value.isObject()) {
            for (Finding& note : m_rules.idNotes({name, read.policy, value, place}))
                m_intake.note(std::move(note));
        }
        if (m_rules.idIsTheName)
            read.policy.id = name;
        m_intake.add(name, std::move(read));
    }

    void noteRepeated(const std::string& name, const Place& place)
    {
        const Place counted = m_root.document().placeAt(m_root.member(name)->nameOffset());
        m_intake.note(finding("duplicate-id", Severity::Warning,
                              "the policy `%1` stands in the file more than once; the one at %2 counts",
                              {name, lineAndColumn(counted)}, place));
    }

    // 3.2: every member of the one policy then becomes an empty policy of that name.
    void noteBarePolicy()
    {
        const auto isMember = [](const json::Value& value) {
            return json::isSameName(value.name(), "rate") || json::isSameName(value.name(), "per") ||
                   json::isSameName(value.name(), "quota_max");
        };
        for (const json::Value value : m_root) {
            if (!value.isNumber() || !isMember(value))
                continue;
            m_intake.note(
                finding("bare-policy", Severity::Warning,
                        "the file looks like one policy without a name around it; each of its members is taken "
                        "for a policy",
                        {}, m_root.place()));
            return;
        }
    }

    const LoadRules& m_rules;
    const json::Value m_root;
    PolicyIntake m_intake;
    std::map<std::string, size_t> m_last; // name → offset of the value that counts
};

} // namespace

PolicyLoad keptPolicies(const PolicySet& previous, Finding problem)
{
    PolicyLoad load;
    load.policies = previous;
    load.previousKept = true;
    load.problems.push_back(std::move(problem));
    return load;
}

PolicyLoad loadPoliciesText(const std::string& text, const std::string& fileName, const PolicySet& previous,
                            Profile profile)
{
    const auto document = json::Document::parse(text, {.file = fileName, .allowTrailingText = true});
    if (!document)
        return keptPolicies(previous, finding("malformed", Severity::Error,
                                              "the policies can't be read: %1. The policies in force stay",
                                              {document.error().text}, document.error().place));
    return loadPolicies(*document, previous, profile);
}

PolicyLoad loadPolicies(const json::Document& document, const PolicySet& previous, Profile profile)
{
    if (hasByteOrderMark(document))
        return keptPolicies(previous, finding("malformed", Severity::Error,
                                              "the file begins with a byte order mark, which a gateway doesn't read; "
                                              "save it without. The policies in force stay",
                                              {}, document.placeAt(0)));
    const json::Value root = document.root();
    if (!root.isObject() && !root.isNull())
        return keptPolicies(previous,
                            finding("wrong-type", Severity::Error,
                                    "the file holds a %1; an object of policies by name is expected. The policies in "
                                    "force stay",
                                    {std::string(json::nameOf(root.kind()))}, root.place()));
    return FileLoader(loadRulesFor(profile), previous, root).load();
}

PolicyLoad policiesFileMissing(const std::string& fileName, const std::string& reason, const PolicySet& previous)
{
    return keptPolicies(previous, finding("missing-file", Severity::Error,
                                          "the policies file can't be opened: %1. The policies in force stay", {reason},
                                          {.file = fileName}));
}

} // namespace gatereeve
