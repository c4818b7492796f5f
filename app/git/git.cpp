#include "app/git/git.h"

#include <QProcess>

namespace gatereeve::app
{

Result<GitAnswer> runGit(const QStringList& arguments)
{
    constexpr int ForEver = -1;
    QProcess git;
    git.setStandardInputFile(QProcess::nullDevice());
    git.start(QStringLiteral("git"), arguments);
    if (!git.waitForStarted(ForEver))
        return Error{"git can't be run: " + git.errorString().toStdString() + "; install it, or check PATH", {}};
    git.waitForFinished(ForEver);
    if (git.exitStatus() != QProcess::NormalExit)
        return Error{"git ended by a signal; run it by hand to see why", {}};
    return GitAnswer{git.exitCode(), git.readAllStandardOutput(), git.readAllStandardError()};
}

} // namespace gatereeve::app
