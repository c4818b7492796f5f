#include "core/lint/fixing.h"

#include "core/workspace/layout.h"
#include "core/workspace/safesave.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::lint
{

namespace
{

constexpr int MostRounds = 16; // a round leaves over what touches another fix

std::vector<json::Document*> documentsOf(LintInput& input)
{
    std::vector<json::Document*> documents;
    for (auto* one : {&input.conf, &input.settings, &input.policies})
        if (*one)
            documents.push_back(&**one);
    for (auto* many : {&input.policyFiles, &input.apis, &input.keys})
        for (json::Document& document : *many)
            documents.push_back(&document);
    return documents;
}

bool fixOnce(LintInput& input, LintFindings& done)
{
    const LintResult result = run(input);
    bool changed = false;
    for (json::Document* document : documentsOf(input)) {
        const json::Edits edits = safeEdits(result.findings, document->file(), done);
        if (edits.empty())
            continue;
        auto edited = json::Document::parse(json::applied(document->text(), edits),
                                            {.file = document->file(), .allowTrailingText = true});
        assert(edited.ok()); // an edit of ours leaves JSON
        *document = *std::move(edited);
        changed = true;
    }
    return changed;
}

Result<void> save(FileSystem& files, const json::Document& before, const json::Document& after,
                  const std::string& journalFolder)
{
    const Result<std::string> now = files.read(before.file(), LargestFile);
    if (!now)
        return now.error();
    if (*now != before.text())
        return Error{"was changed by somebody else meanwhile, so it was not fixed; try again",
                     {before.file(), 0, 0, {}}};
    return saveSafely(files, after.file(), after.text(), journalFolder);
}

} // namespace

Fixed fixSafely(LintedFiles& workspace, FileSystem& files)
{
    Fixed fixed;
    std::vector<json::Document> before;
    for (const json::Document* document : documentsOf(workspace.input))
        before.push_back(*document);
    for (int round = 0; round < MostRounds && fixOnce(workspace.input, fixed.done); ++round) {
    }
    const std::vector<json::Document*> after = documentsOf(workspace.input);
    for (size_t i = 0; i < after.size(); ++i) {
        if (after[i]->text() == before[i].text())
            continue;
        const Result<void> saved = save(files, before[i], *after[i], workspace.journalFolder);
        if (saved)
            continue;
        fixed.errors.push_back(saved.error());
        *after[i] = before[i];
        std::erase_if(fixed.done,
                      [&](const LintFinding& found) { return found.finding.place.file == before[i].file(); });
    }
    return fixed;
}

} // namespace gatereeve::lint
