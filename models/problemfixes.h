#pragma once

// What can be done about problems: each is one named undo step. Errors: the file is broken or gone by now, or something
// was edited since the problem was found; then nothing has happened. Main thread.

#include "models/problemlist.h"
#include "models/workspace.h"

#include <QCoreApplication>

namespace gatereeve::models
{

class ProblemFixes
{
    Q_DECLARE_TR_FUNCTIONS(ProblemFixes)
public:
    ProblemFixes(Workspace& workspace, const ProblemList& problems) : m_workspace(workspace), m_problems(problems) {}

    Result<void> fix(const Problem& problem); // that has a fix
    // Safe fixes of one rule in all files; offered ones are wanted one at a time or not at all.
    int fixableLike(const lint::Rule& rule) const;
    Result<void> fixAll(const lint::Rule& rule);

    // Entries of gatereeve.json (docs/lint.md, Silencing).
    enum class Silence : uint8_t { Here, Everywhere };
    bool canSilence(const Problem& problem, Silence where) const;
    Result<void> silence(const Problem& problem, Silence where, const QString& reason); // not blank

private:
    Result<void> fixKey(const std::string& name, const json::Edits& edits);
    std::string pathOf(const Problem& problem) const;

    Workspace& m_workspace;
    const ProblemList& m_problems;
};

} // namespace gatereeve::models
