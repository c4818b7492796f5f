#include "ui/pages/usedbyview.h"

#include "models/usedby.h"
#include "ui/theme.h"

#include <QHeaderView>

namespace gatereeve::ui
{

namespace
{

QString wordsOf(const models::PolicyUse& use)
{
    switch (use.kind) {
    case models::PolicyUse::Kind::Key:
        return UsedByView::tr("key");
    case models::PolicyUse::Kind::JwtDefault:
        return UsedByView::tr("JWT default policy");
    case models::PolicyUse::Kind::JwtScope:
        return UsedByView::tr("JWT scope %1").arg(use.detail);
    case models::PolicyUse::Kind::OpenIdClient:
        break;
    }
    return UsedByView::tr("OpenID client %1").arg(use.detail);
}

} // namespace

UsedByView::UsedByView(models::Workspace& workspace, QWidget* parent) : QTreeWidget(parent), m_workspace(workspace)
{
    setObjectName(QStringLiteral("usedBy"));
    setAccessibleName(tr("Used by"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHeaderLabels({tr("Who"), tr("As")});
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    setToolTip(tr("Return or a double click goes there."));
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const QString name = item->data(0, Qt::UserRole).toString();
        if (item->data(1, Qt::UserRole).toBool())
            Q_EMIT keyActivated(name);
        else
            Q_EMIT apiActivated(name);
    });
}

void UsedByView::setPolicy(const QString& id)
{
    clear();
    const models::UsedBy usedBy(m_workspace.keyList(), m_workspace.apiList(), {id});
    m_keys = usedBy.keysOf(id);
    for (const models::PolicyUse& use : usedBy.usesOf(id)) {
        const bool isKey = use.kind == models::PolicyUse::Kind::Key;
        auto* item = new QTreeWidgetItem(this, {use.label, wordsOf(use)});
        item->setIcon(0, theme::icon(isKey ? QStringLiteral("keys") : QStringLiteral("apis")));
        item->setData(0, Qt::UserRole, use.name);
        item->setData(1, Qt::UserRole, isKey);
    }
}

} // namespace gatereeve::ui
