#pragma once

// Keys: a filter line, the table, and the inspector of the selected one. Extending and suspending take all that are
// selected and can be undone; rotating and revoking ask and cannot.

#include "models/keyeditor.h"
#include "ui/pages/page.h"

#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace gatereeve::models
{
class KeyTableModel;
}

namespace gatereeve::ui
{

class GatewayControl;
class KeyInspector;
class Prompts;
class SplitView;

class KeysPage final : public Page
{
    Q_OBJECT

public:
    KeysPage(models::Workspace& workspace, GatewayControl& gateway, Prompts& prompts, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    QStringList selected() const; // stored names
    void select(const QString& name);

    void extend();
    void suspend(bool on);
    void rotate(); // of exactly one
    void revoke();

Q_SIGNALS:
    void issueKeyRequested();
    void tryRequested(const QString& name);
    void policyActivated(const QString& id, const QString& field);
    // `name` is the new key.
    void rotated(const QString& name, int64_t oldEnds);
    void selectionChanged();

private:
    QWidget* makeList();
    void countRows();
    void takeSelection();
    void refreshTimes();
    QString labelOf(const QStringList& names) const;
    void report(const Result<void>& result);

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    models::KeyEditor m_editor;
    models::KeyTableModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    KeyInspector* m_inspector;
    SplitView* m_split = nullptr;
};

} // namespace gatereeve::ui
