#include "core/lint/silence.h"

#include <algorithm>

namespace gatereeve::lint
{

namespace
{

struct Silence {
    json::Value value;
    const Rule* rule = nullptr;
    std::string path;
    size_t used = 0;
};

std::string textOf(const json::Value& entry, std::string_view name)
{
    const auto member = memberOf(entry, name);
    return member && member->isString() ? member->string() : std::string();
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool isOfFile(std::string_view file, std::string_view written)
{
    return file == written ||
           (file.size() > written.size() && file.ends_with(written) && file[file.size() - written.size() - 1] == '/');
}

// The value itself, or something in it.
bool isWithin(std::string_view path, std::string_view written)
{
    return path.starts_with(written) &&
           (path.size() == written.size() || path[written.size()] == '.' || path[written.size()] == '[');
}

bool matches(const Silence& silence, const LintFinding& found)
{
    const Place& place = found.finding.place;
    if (found.rule != silence.rule)
        return false;
    if (silence.path.empty())
        return true;
    if (const size_t mark = silence.path.find('#'); mark != std::string::npos)
        return isOfFile(place.file, std::string_view(silence.path).substr(0, mark)) &&
               isWithin(place.path, std::string_view(silence.path).substr(mark + 1));
    return isOfFile(place.file, silence.path) || isWithin(place.path, silence.path);
}

// The entries that count; the others are told.
std::vector<Silence> readSilences(const json::Document& settings, Report& report)
{
    std::vector<Silence> silences;
    const auto list = memberOf(settings.root(), "silence");
    if (!list)
        return silences;
    report.begin(ruleOf("silence-invalid"));
    if (!list->isArray()) {
        report.add(*list, "no-list",
                   "`silence` must be a list of {\"rule\", \"path\", \"reason\"}; nothing is silenced");
        return silences;
    }
    for (const json::Value entry : *list) {
        const std::string id = textOf(entry, "rule");
        const Rule* rule = findRule(id);
        if (!rule)
            report.add(entry, "no-rule", "there is no rule \"%1\"; this silences nothing", {id});
        else if (isBlank(textOf(entry, "reason")))
            report.add(entry, "no-reason", "%1 is silenced without a reason, so it is not: say why in `reason`", {id});
        else
            silences.push_back({entry, rule, textOf(entry, "path"), 0});
    }
    return silences;
}

} // namespace

namespace
{

// Of some file nobody knows what there would be to silence.
bool isBlind(const Subjects& subjects)
{
    return std::ranges::any_of(subjects.input.findings, [&](const Finding& finding) {
        const bool isUnread = finding.kind == "malformed" || finding.kind == "unreadable";
        return isUnread && !subjects.document(finding.place.file);
    });
}

} // namespace

size_t silence(const Subjects& subjects, Report& report, LintFindings& findings)
{
    if (!subjects.input.settings)
        return 0;
    std::vector<Silence> silences = readSilences(*subjects.input.settings, report);
    const auto isSilenced = [&](const LintFinding& found) {
        const auto one =
            std::ranges::find_if(silences, [&](const Silence& silence) { return matches(silence, found); });
        if (one == silences.end())
            return false;
        ++one->used;
        return true;
    };
    const size_t silenced = std::erase_if(findings, isSilenced);
    if (isBlind(subjects))
        return silenced;
    report.begin(ruleOf("silence-unused"));
    for (const Silence& silence : silences) {
        if (silence.used == 0)
            report.add(silence.value, {}, "%1 finds nothing here any more; take this entry out",
                       {std::string(silence.rule->id)});
    }
    return silenced;
}

} // namespace gatereeve::lint
