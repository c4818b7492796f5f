#pragma once

// Who uses a policy: its keys, and the API definitions that name it.

#include <QTreeWidget>

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class UsedByView final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit UsedByView(models::Workspace& workspace, QWidget* parent = nullptr);

    void setPolicy(const QString& id);
    int keys() const { return m_keys; }

Q_SIGNALS:
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);

private:
    models::Workspace& m_workspace;
    int m_keys = 0;
};

} // namespace gatereeve::ui
