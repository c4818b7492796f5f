#include "core/engine/explanationtext.h"

#include "core/engine/verdictwords.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace gatereeve
{

namespace
{

constexpr std::string_view RightPrefix = "access_rights.";
constexpr std::string_view RunField = "apply_policies"; // whether the run is refused: the first sentences say it
constexpr const char* Dash = " \u2014 ";

// What is said about a field, with further lines below.
struct Line {
    std::string label, text;
    std::vector<std::string> below;
};

struct Section {
    std::string heading;
    std::vector<Line> lines;
};

std::string spoken(std::string label)
{
    for (const auto& [member, words] :
         {std::pair<std::string_view, std::string_view>{"versions.", "version "}, {"allowed_urls.", "allowed URL "}}) {
        if (label.starts_with(member))
            return std::string(words) + (label.size() > member.size() ? label.substr(member.size()) : "\"\"");
    }
    if (label.empty())
        return "access";
    if (label == "allowed_urls")
        return "allowed URLs";
    if (label == "allowance_scope")
        return "calls";
    if (label == "max_query_depth")
        return "query depth";
    return label;
}

std::string spokenSource(const Source& source)
{
    switch (source.kind) {
    case Source::Kind::Key:
        return "the key";
    case Source::Kind::Policy:
        return "policy " + source.policy;
    case Source::Kind::Rule:
        return {};
    }
    return {};
}

// As a whole: "gold" is not in "golden".
bool mentions(std::string_view text, std::string_view words)
{
    constexpr std::string_view Ends = " ,.;:'\"";
    for (size_t found = text.find(words); found != std::string_view::npos; found = text.find(words, found + 1)) {
        const size_t end = found + words.size();
        const bool begins = found == 0 || Ends.find(text[found - 1]) != std::string_view::npos;
        if (begins && (end == text.size() || Ends.find(text[end]) != std::string_view::npos))
            return true;
    }
    return false;
}

// By itself, or among others: "policies gold and trial".
bool mentions(std::string_view text, const Source& source)
{
    if (mentions(text, spokenSource(source)))
        return true;
    const size_t list = text.find("policies ");
    return source.kind == Source::Kind::Policy && list != std::string_view::npos &&
           mentions(text.substr(list), source.policy);
}

// value — from — why (rule), without what the sentence says itself.
std::string sentence(const std::string& value, const Source& from, const Message& why, const std::string& rule)
{
    const std::string words = why.english(), source = spokenSource(from);
    std::string text;
    if (!value.empty() && !words.starts_with(value + ' '))
        text += value + Dash;
    if (!source.empty() && !mentions(words, from))
        text += source + Dash;
    text += words;
    return rule.empty() ? text : text + " (" + rule + ')';
}

class Sections
{
public:
    explicit Sections(const Explanation& explanation) : m_explanation(explanation)
    {
        if (!explanation.effective.session.accessRights.empty())
            m_whole.heading += " (what counts are the limits of each API, below)";
        for (const Reason& reason : explanation.why)
            add(reason);
        for (const OtherProfile& other : explanation.others) {
            for (const ProfileDifference& difference : other.differences)
                add(other.profile, difference);
        }
    }

    std::string text() const
    {
        std::string text = render(m_whole);
        for (const auto& [apiId, section] : m_apis)
            text += render(section);
        return text;
    }

private:
    void add(const Reason& reason)
    {
        if (reason.field == RunField && !m_explanation.effective.ok())
            return;
        Line& line = lineFor(reason.field, reason.apiLength);
        line.text = sentence(shown(line, reason.value), reason.winner, reason.why, reason.rule);
        std::string losers;
        for (const Candidate& loser : reason.losers)
            losers += (losers.empty() ? "not used: " : "; ") + loser.value + " from " + spokenSource(loser.source);
        if (!losers.empty())
            line.below.push_back(std::move(losers));
    }

    void add(Profile profile, const ProfileDifference& other)
    {
        if (other.difference.field == RunField)
            return;
        Line& line = lineFor(other.difference.field, other.difference.apiLength);
        if (line.text.empty())
            line.text = other.difference.here;
        line.below.push_back(spokenName(profile) + ": " +
                             sentence(other.difference.there, other.from, other.why, other.rule));
    }

    // The name of a scope is the engine's own, and a version's value is the version.
    static std::string shown(const Line& line, const std::string& value)
    {
        if (line.label == "calls")
            return {};
        return line.label == spoken("versions." + value) ? "granted" : value;
    }

    Line& lineFor(const std::string& field, size_t apiLength)
    {
        const auto [place, isNew] = m_places.try_emplace(field);
        if (isNew) {
            const bool ofApi = apiLength > 0;
            Section& section =
                ofApi ? sectionFor(field.substr(RightPrefix.size(), apiLength - RightPrefix.size())) : m_whole;
            const bool isApi = ofApi && field.size() == apiLength;
            place->second = {&section, section.lines.size()};
            section.lines.push_back({spoken(isApi ? std::string() : field.substr(ofApi ? apiLength + 1 : 0)), {}, {}});
        }
        return place->second.section->lines[place->second.line];
    }

    Section& sectionFor(const std::string& apiId)
    {
        Section& section = m_apis[apiId];
        if (section.heading.empty()) {
            const AccessRights& rights = m_explanation.effective.session.accessRights;
            const auto right = rights.find(apiId);
            const std::string& label = right == rights.end() ? apiId : labelOf(apiId, right->second);
            section.heading = "API " + label + (label == apiId ? "" : " (" + apiId + ')');
        }
        return section;
    }

    static std::string render(const Section& section)
    {
        if (section.lines.empty())
            return {};
        std::string text = '\n' + section.heading + '\n';
        for (const Line& line : section.lines) {
            text += "  " + line.label + ": " + line.text + '\n';
            for (const std::string& below : line.below)
                text += "      " + below + '\n';
        }
        return text;
    }

    struct Place {
        Section* section = nullptr;
        size_t line = 0;
    };

    const Explanation& m_explanation;
    Section m_whole{"The whole key", {}};
    std::map<std::string, Section> m_apis;
    std::unordered_map<std::string, Place> m_places; // by field
};

// Some profiles lose labels, and an API called otherwise would look like another one.
EffectiveSession labelled(EffectiveSession effective, const AccessRights& labels)
{
    for (auto& [apiId, right] : effective.session.accessRights) {
        if (const auto found = labels.find(apiId); found != labels.end())
            right.apiName = found->second.apiName;
    }
    return effective;
}

std::string comparison(const Explanation& explanation, const OtherProfile& other)
{
    const std::string beginning = "Under " + spokenName(other.profile) + " it";
    const std::string here = sentenceOf(explanation.verdict, explanation.effective, explanation.profile, beginning);
    const std::string there = sentenceOf(
        other.verdict, labelled(other.effective, explanation.effective.session.accessRights), other.profile, beginning);
    if (here != there)
        return there + '\n';
    if (other.differences.empty())
        return beginning + " would be the same.\n";
    const size_t count = other.differences.size();
    return beginning + (other.verdict.works() ? " would work" : " would be refused") + " just the same, but " +
           (count == 1 ? "1 field differs" : std::to_string(count) + " fields differ") + ", as told below.\n";
}

// The rule behind a refusal of the run; that of all APIs has none.
std::string refusingRule(const Explanation& explanation)
{
    const bool isOfRun =
        explanation.effective.refusal && !explanation.why.empty() && explanation.why.front().field == RunField;
    const std::string rule = isOfRun ? explanation.why.front().rule : std::string();
    return rule.empty() ? rule : " (" + rule + ')';
}

} // namespace

std::string explanationText(const Explanation& explanation, const std::string& subject)
{
    std::string text = sentenceOf(explanation.verdict, explanation.effective, explanation.profile, subject) +
                       refusingRule(explanation) + '\n';
    for (const OtherProfile& other : explanation.others)
        text += comparison(explanation, other);
    return text + Sections(explanation).text();
}

} // namespace gatereeve
