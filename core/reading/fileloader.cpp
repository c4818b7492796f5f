#include "core/reading/fileloader.h"

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

} // namespace

FileLoader::FileLoader(const LoadRules& rules, const PolicySet& previous, const json::Value& root)
    : m_rules(rules),
      m_root(root),
      m_intake(rules, rules.file, rules.inFile, previous, root.place())
{
}

PolicyLoad FileLoader::load()
{
    for (const json::Value policy : m_root)
        m_last.insert_or_assign(policy.name(), policy.offset());
    for (const json::Value policy : m_root)
        take(policy);
    noteBarePolicy();
    const json::Document& document = m_root.document();
    if (document.hasTrailingText())
        m_intake.note(finding("trailing-text", Severity::Note, "the text after the end of the policies is not read", {},
                              document.placeAt(document.endOfRoot())));
    return m_intake.finish();
}

PolicyLoad FileLoader::loadOnly(const std::vector<json::Value>& policies)
{
    for (const json::Value& policy : policies) {
        m_last.insert_or_assign(policy.name(), policy.offset());
        take(policy);
    }
    return m_intake.finish();
}

// A repeated name: the last one wins whole (policy-semantics.md 1.1). A gateway reads the others too, and stumbles
// over what is wrong with them.
void FileLoader::take(const json::Value& value)
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

void FileLoader::noteRepeated(const std::string& name, const Place& place)
{
    const Place counted = m_root.document().placeAt(m_root.member(name)->nameOffset());
    m_intake.note(finding("duplicate-id", Severity::Warning,
                          "the policy `%1` stands in the file more than once; the one at %2 counts",
                          {name, lineAndColumn(counted)}, place));
}

// 3.2: every member of the one policy then becomes an empty policy of that name.
void FileLoader::noteBarePolicy()
{
    const auto isMember = [](const json::Value& value) {
        return json::isSameName(value.name(), "rate") || json::isSameName(value.name(), "per") ||
               json::isSameName(value.name(), "quota_max");
    };
    for (const json::Value value : m_root) {
        if (!value.isNumber() || !isMember(value))
            continue;
        m_intake.note(finding("bare-policy", Severity::Warning,
                              "the file looks like one policy without a name around it; each of its members is taken "
                              "for a policy",
                              {}, m_root.place()));
        return;
    }
}

} // namespace gatereeve
