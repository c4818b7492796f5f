#include "models/problemtext.h"

#include "core/keys/keytext.h"
#include "models/lintedworkspace.h"
#include "models/text.h"
#include "models/workspace.h"

#include <QCoreApplication>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ProblemText)
};

QString labelOf(const Workspace& workspace, const std::string& keyName)
{
    const StoredKey* key = workspace.keyList().find(toQString(keyName));
    return key ? models::labelOf(*key) : toQString(maskedKey(keyName));
}

} // namespace

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Words::tr("error");
    case Severity::Warning:
        return Words::tr("warning");
    case Severity::Note:
        return Words::tr("note");
    }
    return {};
}

QString fileTitle(const Workspace& workspace, const std::string& file)
{
    if (file.empty())
        return Words::tr("Workspace");
    if (isInKey({.file = file}))
        return Words::tr("Keys");
    const std::string_view folder = workspace.layout().folder, path = file;
    const bool isBelow = path.starts_with(folder) && path.substr(folder.size()).starts_with('/');
    return toQString(isBelow ? path.substr(folder.size() + 1) : path);
}

QString placeTitle(const Workspace& workspace, const Place& place)
{
    if (const std::string key = keyNameAt(place); !key.empty())
        return labelOf(workspace, key);
    const QString file = fileTitle(workspace, place.file);
    return place.line > 0 ? u"%1:%2"_s.arg(file).arg(place.line) : file;
}

QString problemRemark(const Problem& problem)
{
    return u"%1: %2 [%3]"_s.arg(severityWord(problem.finding.severity), sentence(problem.finding.message),
                                toQString(problem.rule->id));
}

QString problemLine(const Workspace& workspace, const Problem& problem)
{
    const Place& place = problem.finding.place;
    const bool hasColumn = place.line > 0 && !isInKey(place);
    const QString where = placeTitle(workspace, place) + (hasColumn ? u":%1"_s.arg(place.column) : QString());
    return where + u": "_s + problemRemark(problem);
}

} // namespace gatereeve::models
