#include "app/commands/lintcommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/lint/fixing.h"
#include "core/lint/lintfiles.h"
#include "core/lint/lintoutput.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace gatereeve::app
{
namespace
{

using lint::LintedFiles;
using lint::LintFinding;
using lint::LintResult;
using lint::LintRun;

// From the working folder where it lies below, else whole.
std::string shownPath(const std::string& path)
{
    std::error_code code;
    const std::filesystem::path whole = std::filesystem::absolute(path, code).lexically_normal();
    const std::filesystem::path relative = whole.lexically_relative(std::filesystem::current_path(code));
    return code || relative.empty() || *relative.begin() == ".." ? whole.string() : relative.string();
}

int explainRule(const std::string& id)
{
    const lint::Rule* rule = lint::findRule(id);
    if (!rule) {
        std::fprintf(stderr, "gatereevectl: there is no rule \"%s\"; docs/lint.md lists them\n", id.c_str());
        return Usage;
    }
    std::printf("%s (%s, %s)\n\n%s\n", id.c_str(), std::string(nameOf(rule->severity)).c_str(),
                std::string(nameOf(rule->category)).c_str(), std::string(rule->reason).c_str());
    if (!rule->example.empty())
        std::printf("\nExample:  %s\n", std::string(rule->example).c_str());
    std::printf("%sRemedy:   %s\n", rule->example.empty() ? "\n" : "", std::string(rule->remedy).c_str());
    if (rule->fix == lint::FixKind::Safe)
        std::printf("Fix:      --fix does it; it changes nothing that is enforced\n");
    else if (rule->fix == lint::FixKind::Offered)
        std::printf("Fix:      offered in the window; --fix leaves it alone, because it changes what is enforced\n");
    return Good;
}

// What was changed goes to stderr: stdout has the findings.
void tellFixed(const LintFinding& found)
{
    Place place = found.finding.place;
    place.file = shownPath(place.file);
    std::fprintf(stderr, "%sfixed: %s [%s]\n", toString(place).c_str(), found.fix->title.english().c_str(),
                 found.finding.kind.c_str());
}

bool fixAll(std::vector<LintedFiles>& workspaces)
{
    PosixFileSystem disk;
    bool isGood = true;
    for (LintedFiles& workspace : workspaces) {
        const lint::Fixed fixed = lint::fixSafely(workspace, disk);
        std::ranges::for_each(fixed.done, tellFixed);
        for (const Error& error : fixed.errors) {
            std::fprintf(stderr, "gatereevectl: %s\n", error.describe().c_str());
            isGood = false;
        }
    }
    return isGood;
}

void printText(const std::vector<LintRun>& runs)
{
    for (const LintRun& run : runs) {
        for (const LintFinding& found : run.result.findings) {
            Finding finding = found.finding;
            finding.place.file = shownPath(finding.place.file);
            std::printf("%s\n", lineOf(finding).c_str());
        }
    }
}

struct Counts {
    size_t errors = 0, warnings = 0, notes = 0, silenced = 0;
};

Counts countsOf(const std::vector<LintRun>& runs)
{
    Counts counts;
    for (const LintRun& run : runs) {
        counts.silenced += run.result.silenced;
        for (const LintFinding& found : run.result.findings) {
            const Severity severity = found.finding.severity;
            ++(severity == Severity::Error     ? counts.errors
               : severity == Severity::Warning ? counts.warnings
                                               : counts.notes);
        }
    }
    return counts;
}

std::string counted(size_t count, const char* what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

void printSummary(const Counts& counts)
{
    const std::string silenced = counts.silenced == 0 ? "" : ", " + std::to_string(counts.silenced) + " silenced";
    std::fprintf(stderr, "%s, %s, %s%s\n", counted(counts.errors, "error").c_str(),
                 counted(counts.warnings, "warning").c_str(), counted(counts.notes, "note").c_str(), silenced.c_str());
}

void print(const std::vector<LintRun>& runs, LintFormat format)
{
    if (format == LintFormat::Text)
        printText(runs);
    else
        std::printf("%s\n",
                    (format == LintFormat::Json ? lintJson(runs, shownPath) : lintSarif(runs, shownPath)).c_str());
}

} // namespace

int lintFiles(const LintOptions& options)
{
    if (options.explain)
        return explainRule(*options.explain);
    auto workspaces = lint::readLintFiles(options.paths, PosixFileSystem(), options.profile);
    if (!workspaces)
        return noInput(workspaces.error());
    const bool isFixed = !options.fix || fixAll(*workspaces);
    std::vector<LintResult> results;
    results.reserve(workspaces->size());
    std::vector<LintRun> runs;
    for (const LintedFiles& workspace : *workspaces) {
        results.push_back(lint::run(workspace.input));
        runs.push_back({workspace.input, results.back()});
    }
    print(runs, options.format);
    const Counts counts = countsOf(runs);
    printSummary(counts);
    const bool isBad = counts.errors > 0 || (options.strict && counts.warnings > 0) || !isFixed;
    return isBad ? Problems : Good;
}

} // namespace gatereeve::app
