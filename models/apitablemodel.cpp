#include "models/apitablemodel.h"

#include "models/text.h"

#include <QFileInfo>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

QString protectionOf(const ApiDefinition& api)
{
    if (api.useKeyless)
        return ApiTableModel::tr("keyless");
    return api.usesToken() ? ApiTableModel::tr("token") : ApiTableModel::tr("other kind");
}

QString stateOf(const ApiItem& item)
{
    if (!item.definition)
        return ApiTableModel::tr("broken");
    for (const auto& finding : item.findings) {
        if (finding.severity == Severity::Error)
            return ApiTableModel::tr("broken: %1").arg(sentence(finding.message));
    }
    if (item.definition->unusable)
        return ApiTableModel::tr("not served: %1").arg(sentence(*item.definition->unusable));
    return item.definition->active == false ? ApiTableModel::tr("not active") : ApiTableModel::tr("served");
}

} // namespace

ApiTableModel::ApiTableModel(Workspace& workspace, QObject* parent)
    : RowModel(workspace.apiList(), ColumnCount, parent),
      m_workspace(workspace)
{
    connect(&workspace, &Workspace::settingsChanged, this, [this] { emitColumnsChanged(Target, Target); });
}

QStringList ApiTableModel::versionsOf(const ApiDefinition& api)
{
    QStringList versions;
    for (const auto& [name, version] : api.versions)
        versions.append(toQString(name));
    if (api.notVersioned || versions.isEmpty())
        return {u"Default"_s}; // the name that rights use for an API without versions
    return versions;
}

QString ApiTableModel::header(int column) const
{
    switch (column) {
    case Name:
        return tr("Name");
    case ApiId:
        return tr("API id");
    case ListenPath:
        return tr("Listen path");
    case Target:
        return tr("Target");
    case Versions:
        return tr("Versions");
    case Protection:
        return tr("Protection");
    case State:
        return tr("State");
    default:
        return {};
    }
}

QVariant ApiTableModel::cell(int row, int column, int role) const
{
    const ApiItem& item = m_workspace.apiList().at(row);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return displayed(item, column);
    case RawRole:
        if (column == Versions && item.definition)
            return versionsOf(*item.definition);
        return displayed(item, column);
    case Qt::ToolTipRole:
        return column == Name ? item.file : displayed(item, column);
    case IdRole:
        return item.definition ? toQString(item.definition->apiId) : item.file;
    default:
        return {};
    }
}

QString ApiTableModel::displayed(const ApiItem& item, int column) const
{
    if (column == State)
        return stateOf(item);
    if (!item.definition)
        return column == Name ? QFileInfo(item.file).fileName() : QString();
    const ApiDefinition& api = *item.definition;
    switch (column) {
    case Name:
        return toQString(api.name.empty() ? api.apiId : api.name);
    case ApiId:
        return toQString(api.apiId);
    case ListenPath:
        return toQString(api.listenPath);
    case Target:
        return m_workspace.usesEchoUpstream() ? tr("echo, instead of %1").arg(toQString(api.targetUrl))
                                              : toQString(api.targetUrl);
    case Versions:
        return versionsOf(api).join(u", "_s);
    default:
        return protectionOf(api);
    }
}

} // namespace gatereeve::models
