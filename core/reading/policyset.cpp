#include "core/reading/policyset.h"

#include "core/reading/policynotes.h"
#include "core/reading/readers.h"

#include <algorithm>
#include <iterator>

namespace gatereeve
{

namespace
{

constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

Finding finding(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments,
                Place place)
{
    Message message{"policies." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

PolicyLoad keptAll(const PolicySet& previous, Finding problem)
{
    PolicyLoad load;
    load.policies = previous;
    load.previousKept = true;
    load.problems.push_back(std::move(problem));
    return load;
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

// Reads one file of the profile guide (statements 2, 5, 13, 14).
class Loader
{
public:
    explicit Loader(const PolicySet& previous) : m_previous(previous) {}

    PolicyLoad load(const json::Document& document)
    {
        const json::Value root = document.root();
        for (const auto& [name, policy] : lastOfEachName(root))
            take(name, policy);
        if (document.hasTrailingText())
            m_load.notes.push_back(finding("trailing-text", Severity::Note,
                                           "the text after the end of the policies is not read", {},
                                           document.placeAt(document.endOfRoot())));
        return std::move(m_load);
    }

private:
    using Named = std::pair<std::string, json::Value>;

    // In the order of the file. A repeated name: the last one wins whole (policy-semantics.md 1.1).
    std::vector<Named> lastOfEachName(const json::Value& root)
    {
        std::map<std::string, json::Value> last;
        for (const json::Value policy : root)
            last.insert_or_assign(policy.name(), policy);
        std::vector<Named> result;
        for (const json::Value policy : root) {
            const json::Value& counted = last.at(policy.name());
            if (policy.offset() == counted.offset()) {
                result.emplace_back(policy.name(), policy);
                continue;
            }
            m_load.notes.push_back(finding("duplicate-id", Severity::Warning,
                                           "the policy `%1` stands in the file more than once; the one at %2 counts",
                                           {policy.name(), lineAndColumn(placeOfName(counted))}, placeOfName(policy)));
        }
        return result;
    }

    void take(const std::string& name, const json::Value& value)
    {
        const auto former = m_previous.find(name);
        const bool hasFormer = former != m_previous.end() && !former->second->unusable;

        Findings broken;
        PolicyEntry entry;
        entry.policy =
            readPolicy(value, broken, Dialect::Guide, hasFormer ? WrongType::FormerKept : WrongType::Unusable);
        entry.place = placeOfName(value);

        if (entry.policy.active == false) {
            m_load.notLoaded.push_back(name);
            note(name, entry, "not-active",
                 "`%1` has active: false, so it is not loaded; keys that name it are refused");
        } else if (!broken.empty()) {
            keepFormerOrRefuse(name, std::move(entry), hasFormer ? former->second.get() : nullptr, broken.front());
        } else {
            add(name, std::move(entry));
        }
        report(std::move(broken));
    }

    void keepFormerOrRefuse(const std::string& name, PolicyEntry entry, const PolicyEntry* former,
                            const Finding& reason)
    {
        if (former) {
            entry = *former;
            entry.keptFormer = true;
        } else {
            entry.unusable = reason.message;
        }
        m_load.policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
    }

    void add(const std::string& name, PolicyEntry entry)
    {
        entry.unusable = whyUnusable(entry.policy);
        if (entry.unusable)
            m_load.notes.push_back({"unusable", Severity::Error, *entry.unusable, entry.place});
        m_load.loaded.insert(name);
        std::ranges::move(policyNotes(name, entry.policy, entry.place), std::back_inserter(m_load.notes));
        m_load.policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
    }

    // The first of the file is the problem, as in golden/README.md.
    void report(Findings broken)
    {
        for (Finding& one : broken) {
            const bool known =
                std::ranges::any_of(m_load.problems, [&](const Finding& problem) { return problem.kind == one.kind; });
            (known ? m_load.notes : m_load.problems).push_back(std::move(one));
        }
    }

    void note(const std::string& name, const PolicyEntry& entry, std::string kind, std::string pattern)
    {
        m_load.notes.push_back(finding(std::move(kind), Severity::Note, std::move(pattern), {name}, entry.place));
    }

    const PolicySet& m_previous;
    PolicyLoad m_load;
};

} // namespace

// Profiles 2.9 and 5 come later; until then the callers that let a profile be chosen refuse them.
PolicyLoad loadPoliciesText(const std::string& text, const std::string& fileName, const PolicySet& previous,
                            Profile profile)
{
    const auto document = json::Document::parse(text, {.file = fileName, .allowTrailingText = true});
    if (!document)
        return keptAll(previous, finding("malformed", Severity::Error,
                                         "the policies can't be read: %1. The policies in force stay",
                                         {document.error().text}, document.error().place));
    return loadPolicies(*document, previous, profile);
}

PolicyLoad loadPolicies(const json::Document& document, const PolicySet& previous, Profile)
{
    if (document.text().starts_with(ByteOrderMark))
        return keptAll(previous,
                       finding("malformed", Severity::Error,
                               "the file begins with a byte order mark, which a gateway doesn't read; save it "
                               "without. The policies in force stay",
                               {}, document.placeAt(0)));
    const json::Value root = document.root();
    if (!root.isObject() && !root.isNull())
        return keptAll(previous, finding("wrong-type", Severity::Error,
                                         "the file holds a %1; an object of policies by name is expected. The policies "
                                         "in force stay",
                                         {std::string(json::nameOf(root.kind()))}, root.place()));
    return Loader(previous).load(document);
}

PolicyLoad policiesFileMissing(const std::string& fileName, const std::string& reason, const PolicySet& previous)
{
    return keptAll(previous, finding("missing-file", Severity::Error,
                                     "the policies file can't be opened: %1. The policies in force stay", {reason},
                                     {.file = fileName}));
}

} // namespace gatereeve
