#include "core/reading/policyconversion.h"

#include "core/json/edit.h"
#include "core/json/writer.h"

#include <algorithm>
#include <set>

namespace gatereeve
{

namespace
{

Finding note(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments, Place place)
{
    Message message{"convert." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

class Converter
{
public:
    explicit Converter(PolicyForm to) : m_to(to) {}

    void read(const std::vector<json::Document>& source, PolicyForm from, NameRule rule)
    {
        std::vector<PolicyPlace> all;
        for (const json::Document& document : source) {
            noteAround(document, from);
            for (PolicyPlace& place : policyPlaces(document, from, rule)) {
                if (place.name.empty() && from != PolicyForm::ById)
                    m_result.notes.push_back(note("no-id", Severity::Warning,
                                                  "this policy has no id and is left out: no key could name it", {},
                                                  place.value.place()));
                else
                    all.push_back(std::move(place));
            }
        }
        std::vector<PolicyPlace> counting = countingPlaces(all, from);
        noteShadowed(all, counting);
        for (const PolicyPlace& place : counting)
            m_policies.push_back({place.name, converted(place)});
    }

    PolicyConversion take()
    {
        if (m_to == PolicyForm::ById)
            writeOneFile();
        else
            writeFiles();
        return std::move(m_result);
    }

private:
    struct NamedText {
        std::string name, text;
    };

    void noteAround(const json::Document& document, PolicyForm from)
    {
        if (document.hasTrailingText())
            m_result.notes.push_back(note("trailing-text", Severity::Warning,
                                          "the text after the end of the JSON value is left out", {},
                                          document.placeAt(document.endOfRoot())));
        const auto list = from == PolicyForm::Export ? exportedList(document.root()) : std::nullopt;
        if (list && list->hasName() && document.root().size() > 1)
            m_result.notes.push_back(note("around-policies", Severity::Note,
                                          "what stands beside the list of policies is left out", {},
                                          document.root().place()));
    }

    void noteShadowed(const std::vector<PolicyPlace>& all, const std::vector<PolicyPlace>& counting)
    {
        std::set<std::pair<std::string, size_t>> kept; // file, offset
        for (const PolicyPlace& place : counting)
            kept.emplace(place.value.document().file(), place.value.offset());
        for (const PolicyPlace& place : all) {
            if (!kept.contains({place.value.document().file(), place.value.offset()}))
                m_result.notes.push_back(note("shadowed-policy", Severity::Warning,
                                              "a second policy `%1` that does not count is left out", {place.name},
                                              place.value.place()));
        }
    }

    std::string converted(const PolicyPlace& place)
    {
        std::string text(place.value.raw());
        if (place.value.isObject() && m_to != PolicyForm::ById)
            text = named(text, place);
        if (place.value.isObject() && m_to != PolicyForm::Export)
            text = withFileLabels(text, place);
        return text;
    }

    // Where no name stands around it, `id` says it.
    std::string named(const std::string& text, const PolicyPlace& place)
    {
        const auto document = json::Document::parse(text);
        const json::Value root = document->root();
        const auto id = root.memberIgnoringCase("id");
        const auto objectId = root.memberIgnoringCase("_id");
        if (m_to == PolicyForm::Export && !(objectId && objectId->isString() && isObjectId(objectId->string())))
            m_result.notes.push_back(
                note("object-id", Severity::Note,
                     "`%1` has no `_id`; a dashboard gives it one, and a gateway of 2.9 knows it by "
                     "that unless policies.allow_explicit_policy_id is on",
                     {place.name}, place.value.place()));
        if (id && id->isString() && id->string() == place.name)
            return text;
        const std::string quoted = json::quoted(place.name);
        const auto first = root.firstChild();
        const json::Edit edit =
            id ? json::replaceValue(*id, quoted) : json::insertMember(root, "id", quoted, first ? &*first : nullptr);
        return json::applied(text, {edit});
    }

    // A dashboard writes apiid and apiname, which 2.9 does not know in a file (policy-semantics.md 1.4).
    std::string withFileLabels(const std::string& text, const PolicyPlace& place)
    {
        const auto document = json::Document::parse(text);
        const auto rights = document->root().memberIgnoringCase("access_rights");
        json::Edits edits;
        if (rights && rights->isObject()) {
            for (const json::Value right : *rights)
                respell(right, edits);
        }
        if (edits.empty())
            return text;
        m_result.notes.push_back(note("label-respelled", Severity::Note,
                                      "`%1` labels its APIs with apiid and apiname; they become api_id and api_name",
                                      {place.name}, place.value.place()));
        return json::applied(text, edits);
    }

    static void respell(const json::Value& right, json::Edits& edits)
    {
        if (!right.isObject())
            return;
        for (const auto& [service, file] : {std::pair{"apiid", "api_id"}, std::pair{"apiname", "api_name"}}) {
            const auto member = right.memberIgnoringCase(service);
            if (member && !right.memberIgnoringCase(file))
                edits.push_back(json::renameMember(*member, file));
        }
        std::ranges::sort(edits, {}, &json::Edit::offset);
    }

    void writeOneFile()
    {
        std::string text = "{";
        for (const NamedText& policy : m_policies) {
            text += text.size() > 1 ? ",\n  " : "\n  ";
            text += json::quoted(policy.name) + ": " + json::indented(policy.text, "  ", "  ");
        }
        text += m_policies.empty() ? "}\n" : "\n}\n";
        m_result.files.push_back({"policies.json", std::move(text)});
    }

    void writeFiles()
    {
        if (m_to == PolicyForm::Folder)
            m_result.notes.push_back(note("read-by-5-only", Severity::Note,
                                          "a folder of policies (`policy_path`) is read by Tyk 5 only", {}, {}));
        std::set<std::string> taken;
        const std::string prefix = m_to == PolicyForm::Export ? "policy-" : "";
        for (const NamedText& policy : m_policies) {
            const std::string stem = prefix + plainFileName(policy.name);
            std::string name = stem + ".json";
            for (int number = 2; !taken.insert(name).second; ++number)
                name = stem + '-' + std::to_string(number) + ".json";
            m_result.files.push_back({name, json::indented(policy.text, "  ") + '\n'});
        }
    }

    PolicyForm m_to;
    std::vector<NamedText> m_policies;
    PolicyConversion m_result;
};

} // namespace

PolicyConversion convertPolicies(const std::vector<json::Document>& source, PolicyForm from, NameRule rule,
                                 PolicyForm to)
{
    Converter converter(to);
    converter.read(source, from, rule);
    return converter.take();
}

} // namespace gatereeve
