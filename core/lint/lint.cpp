#include "core/lint/lint.h"

#include "core/lint/adopted.h"
#include "core/lint/adoptedfixes.h"
#include "core/lint/silence.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace gatereeve::lint
{

namespace
{

template <typename Subject>
using CheckOf = void (*)(const Subject&, Report&);

template <typename Subject>
void checkEach(const std::vector<Subject>& subjects, Report& report)
{
    for (const Rule& rule : rules()) {
        const auto* check = std::get_if<CheckOf<Subject>>(&rule.check);
        if (!check)
            continue;
        report.begin(rule);
        for (const Subject& subject : subjects)
            (*check)(subject, report);
    }
}

void checkRights(const Subjects& subjects, Report& report)
{
    std::vector<std::pair<const Rule*, CheckOf<LintedRight>>> checks;
    for (const Rule& rule : rules()) {
        if (const auto* check = std::get_if<CheckOf<LintedRight>>(&rule.check))
            checks.emplace_back(&rule, *check);
    }
    subjects.forEachRight([&](const LintedRight& right) {
        for (const auto& [rule, check] : checks) {
            report.begin(*rule);
            check(right, report);
        }
    });
}

void checkWhole(Report& report)
{
    for (const Rule& rule : rules()) {
        if (const auto* check = std::get_if<void (*)(Report&)>(&rule.check)) {
            report.begin(rule);
            (*check)(report);
        }
    }
}

void sortByPlace(LintFindings& findings)
{
    std::ranges::stable_sort(findings, [](const LintFinding& a, const LintFinding& b) {
        const Place &left = a.finding.place, &right = b.finding.place;
        return std::tie(left.file, left.line, left.column, a.rule) <
               std::tie(right.file, right.line, right.column, b.rule);
    });
}

} // namespace

LintResult run(const LintInput& input)
{
    LintResult result;
    Findings read = input.findings;
    const Subjects subjects(input, read);
    Report report(subjects, result.findings);
    std::ranges::move(compiledFindings(subjects), std::back_inserter(read));
    adoptFindings(std::move(read), report);
    addFixes(subjects, result.findings);
    checkEach(subjects.policies, report);
    checkRights(subjects, report);
    checkEach(subjects.apis, report);
    checkEach(subjects.keys, report);
    checkEach(subjects.uses, report);
    checkWhole(report);
    result.silenced = silence(subjects, report, result.findings);
    sortByPlace(result.findings);
    return result;
}

json::Edits safeEdits(const LintFindings& findings, const std::string& file, LintFindings& done)
{
    std::map<size_t, json::Edit> taken; // by offset; none touches another
    const auto touches = [&](const json::Edit& edit) {
        const auto next = taken.lower_bound(edit.offset);
        if (next != taken.end() && next->first <= edit.offset + edit.removed)
            return true;
        return next != taken.begin() && std::prev(next)->first + std::prev(next)->second.removed >= edit.offset;
    };
    for (const LintFinding& found : findings) {
        const bool isMeant = found.fix && found.fix->isSafe && found.finding.place.file == file;
        if (!isMeant || std::ranges::any_of(found.fix->edits, touches))
            continue;
        for (const json::Edit& edit : found.fix->edits)
            taken.emplace(edit.offset, edit);
        done.push_back(found);
    }
    json::Edits edits;
    for (auto& [offset, edit] : taken)
        edits.push_back(std::move(edit));
    return edits;
}

} // namespace gatereeve::lint
