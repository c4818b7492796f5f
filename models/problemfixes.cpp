#include "models/problemfixes.h"

#include "core/json/writer.h"
#include "core/lint/lint.h"
#include "core/reading/readers.h"
#include "core/reading/writers.h"
#include "models/commands/editjson.h"
#include "models/keyeditor.h"
#include "models/lintedworkspace.h"
#include "models/problemtext.h"
#include "models/text.h"

#include <cassert>

namespace gatereeve::models
{

namespace
{

// Without a place in a key, whose name may be its text.
Error outdated(const Place& place)
{
    return {"was edited since the problem was found; look at it again",
            {.file = isInKey(place) ? std::string() : place.file}};
}

bool isSafeFor(const Problem& problem, const lint::Rule& rule)
{
    return problem.rule == &rule && problem.fix && problem.fix->isSafe && !isInKey(problem.finding.place);
}

} // namespace

Result<void> ProblemFixes::fix(const Problem& problem)
{
    assert(problem.fix);
    const Place& place = problem.finding.place;
    if (!m_problems.isUpToDate())
        return outdated(place);
    if (const std::string key = keyNameAt(place); !key.empty())
        return fixKey(key, problem.fix->edits);
    JsonFile* file = m_workspace.fileAt(toQString(place.file));
    if (!file || !file->document())
        return outdated(place);
    m_workspace.finishTyping();
    m_workspace.undoStack().push(
        new EditJson(*file, problem.fix->edits, tr("Fix: %1").arg(sentence(problem.fix->title))));
    return {};
}

Result<void> ProblemFixes::fixKey(const std::string& name, const json::Edits& edits)
{
    const StoredKey* key = m_workspace.keyList().find(toQString(name));
    if (!key)
        return Error{"the key is no longer there", {}};
    const auto document = json::Document::parse(json::applied(sessionText(key->session), edits));
    assert(document.ok()); // an edit of ours leaves JSON
    Findings findings;
    const Session session = readSession(document->root(), findings, dialectOf(m_workspace.profile()));
    return KeyEditor(m_workspace).setSession(toQString(name), session, tr("Fix of %1"));
}

int ProblemFixes::fixableLike(const lint::Rule& rule) const
{
    int count = 0;
    for (int i = 0; i < m_problems.size(); ++i)
        count += isSafeFor(m_problems.at(i), rule) ? 1 : 0;
    return count;
}

Result<void> ProblemFixes::fixAll(const lint::Rule& rule)
{
    if (!m_problems.isUpToDate())
        return outdated({});
    std::map<std::string, lint::LintFindings> byFile;
    for (int i = 0; i < m_problems.size(); ++i) {
        if (isSafeFor(m_problems.at(i), rule))
            byFile[m_problems.at(i).finding.place.file].push_back(m_problems.at(i));
    }
    std::vector<FileEdits> edits;
    for (const auto& [path, findings] : byFile) {
        JsonFile* file = m_workspace.fileAt(toQString(path));
        lint::LintFindings done; // what touches another is found again by the next run
        if (file && file->document())
            edits.push_back({file, lint::safeEdits(findings, path, done)});
    }
    m_workspace.finishTyping();
    if (!edits.empty())
        m_workspace.undoStack().push(new EditJson(std::move(edits), tr("Fix all of %1").arg(toQString(rule.id))));
    return {};
}

// In a key there is nothing that an entry could name without giving its text away. About entries nothing is silenced.
bool ProblemFixes::canSilence(const Problem& problem, Silence where) const
{
    const Place& place = problem.finding.place;
    const bool hasPlace = !place.file.empty() && !isInKey(place);
    const bool isOfLint =
        lint::findRule(problem.rule->id) == problem.rule && problem.rule->category != lint::Category::Silencing;
    return isOfLint && (where == Silence::Everywhere || hasPlace);
}

std::string ProblemFixes::pathOf(const Problem& problem) const
{
    const Place& place = problem.finding.place;
    const std::string file = toUtf8(fileTitle(m_workspace, place.file));
    return place.path.empty() ? file : file + '#' + place.path;
}

Result<void> ProblemFixes::silence(const Problem& problem, Silence where, const QString& reason)
{
    assert(canSilence(problem, where) && !reason.trimmed().isEmpty());
    const std::string id(problem.rule->id);
    std::string entry = "{\"rule\": " + json::quoted(id);
    if (where == Silence::Here)
        entry += ", \"path\": " + json::quoted(pathOf(problem));
    entry += ", \"reason\": " + json::quoted(toUtf8(reason.trimmed())) + '}';
    const auto edit = [&](const json::Value& root) -> Result<json::Edits> {
        const auto list = root.memberIgnoringCase("silence");
        if (list && !list->isArray())
            return Error{"`silence` must be a list", list->place()};
        return json::Edits{list ? json::insertElement(*list, entry)
                                : json::setMember(root, "silence", '[' + entry + ']')};
    };
    return m_workspace.editSettings(edit, tr("Silence %1").arg(toQString(id)));
}

} // namespace gatereeve::models
