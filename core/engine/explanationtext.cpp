#include "core/engine/explanationtext.h"

#include "core/engine/verdictwords.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

constexpr std::string_view RightPrefix = "access_rights.";
constexpr const char* Dash = " \u2014 ";

// A field and what is said about it, with further lines below.
struct Line {
    std::string field, label, text;
    std::vector<std::string> below;
};

struct Section {
    std::string heading;
    std::vector<Line> lines;
};

// Which API a field is about (nothing: the whole key), and how the field is called under the API's heading.
struct FieldName {
    std::optional<std::string> apiId;
    std::string label;
};

std::string spoken(std::string label)
{
    for (const auto& [member, words] :
         {std::pair<std::string_view, std::string_view>{"versions.", "version "}, {"allowed_urls.", "allowed URL "}}) {
        if (label.starts_with(member))
            return std::string(words) + label.substr(member.size());
    }
    if (label.empty())
        return "access";
    if (label == "allowed_urls")
        return "allowed URLs";
    if (label == "allowance_scope")
        return "counting";
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

// As a whole: "policy gold" is not in "policy golden".
bool mentions(std::string_view text, std::string_view words)
{
    const size_t found = text.find(words);
    if (found == std::string_view::npos)
        return false;
    const std::string_view rest = text.substr(found + words.size());
    return rest.empty() || std::string_view(" ,.;:'").find(rest.front()) != std::string_view::npos;
}

// value — from — why (rule), without what the sentence says itself.
std::string sentence(const std::string& value, const Source& from, const Message& why, const std::string& rule)
{
    const std::string words = why.english(), source = spokenSource(from);
    std::string text;
    if (!value.empty() && !words.starts_with(value + ' '))
        text += value + Dash;
    if (!source.empty() && !mentions(words, source))
        text += source + Dash;
    text += words;
    return rule.empty() ? text : text + " (" + rule + ')';
}

class Sections
{
public:
    explicit Sections(const Explanation& explanation) : m_explanation(explanation)
    {
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
        Line& line = lineFor(reason.field);
        line.text = sentence(shown(line, reason.value), reason.winner, reason.why, reason.rule);
        std::string losers;
        for (const Candidate& loser : reason.losers)
            losers += (losers.empty() ? "not used: " : "; ") + loser.value + " of " + spokenSource(loser.source);
        if (!losers.empty())
            line.below.push_back(std::move(losers));
    }

    void add(Profile profile, const ProfileDifference& other)
    {
        Line& line = lineFor(other.difference.field);
        if (line.text.empty())
            line.text = other.difference.here;
        line.below.push_back(spokenName(profile) + ": " +
                             sentence(other.difference.there, other.from, other.why, other.rule));
    }

    // The name of a scope is the engine's own, and a version's value is the version.
    static std::string shown(const Line& line, const std::string& value)
    {
        if (line.label == "counting")
            return {};
        return line.label == "version " + value ? "granted" : value;
    }

    Line& lineFor(const std::string& field)
    {
        const FieldName name = nameOf(field);
        Section& section = name.apiId ? sectionFor(*name.apiId) : m_whole;
        const auto found = std::find_if(section.lines.begin(), section.lines.end(),
                                        [&](const Line& line) { return line.field == field; });
        if (found != section.lines.end())
            return *found;
        section.lines.push_back({field, name.label, {}, {}});
        return section.lines.back();
    }

    // The longest API id that the field goes on with: ids may have dots.
    FieldName nameOf(const std::string& field) const
    {
        if (!field.starts_with(RightPrefix))
            return {std::nullopt, field};
        const std::string rest = field.substr(RightPrefix.size());
        const std::string* longest = nullptr;
        for (const auto& [apiId, right] : m_explanation.effective.session.accessRights) {
            const bool fits = rest.starts_with(apiId) && (rest.size() == apiId.size() || rest[apiId.size()] == '.');
            if (fits && (!longest || apiId.size() > longest->size()))
                longest = &apiId;
        }
        if (!longest || longest->size() == rest.size())
            return {rest, spoken({})};
        return {*longest, spoken(rest.substr(longest->size() + 1))};
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

    const Explanation& m_explanation;
    Section m_whole{"The whole key", {}};
    std::map<std::string, Section> m_apis;
};

std::string comparison(const Explanation& explanation, const OtherProfile& other)
{
    const std::string name = spokenName(other.profile);
    if (other.differences.empty() && other.verdict.kind == explanation.verdict.kind)
        return "Under " + name + " it would be the same.\n";
    return sentenceOf(other.verdict, other.effective, other.profile, "Under " + name + " it") + '\n';
}

} // namespace

std::string explanationText(const Explanation& explanation, const std::string& subject)
{
    std::string text = sentenceOf(explanation.verdict, explanation.effective, explanation.profile, subject) + '\n';
    for (const OtherProfile& other : explanation.others)
        text += comparison(explanation, other);
    return text + Sections(explanation).text();
}

} // namespace gatereeve
