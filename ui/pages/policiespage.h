#pragma once

// Policies: a filter line, the table, and the inspector of what is selected.

#include "models/policyeditor.h"
#include "models/policytemplates.h"
#include "ui/pages/page.h"

#include <QStringList>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;

namespace gatereeve::models
{
class PolicyFilterModel;
class PolicyTableModel;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class PolicyInspector;
class Prompts;
class SplitView;

class PoliciesPage final : public Page
{
    Q_OBJECT

public:
    // All outlive it; templates are kept in `settings`.
    PoliciesPage(models::Workspace& workspace, Prompts& prompts, QSettings& settings, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    QStringList selected() const;
    // Selects it and shows the inspector; the filter goes when it hides the policy.
    void select(const QString& id);
    // Where the selected policy stands in its file; without one, the file that holds policies.
    Place placeOfSelection() const;
    // Selects it and brings the keyboard to a field of an effective session that it is the source of.
    void showField(const QString& id, const QString& field);

Q_SIGNALS:
    void issueKeyRequested(const QStringList& policies);
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);
    void textRequested(const gatereeve::Place& place);

private:
    QWidget* makeList();
    QPushButton* addButton(const QString& name, const QString& icon, const QString& text,
                           void (PoliciesPage::*action)());
    void filter(const QString& line);
    void countRows();
    void takeSelection();
    QMenu* makeTemplatesMenu();
    void fillTemplates(QMenu* menu);
    void makeTableActions();
    void addAction(const QString& name, const QString& text, const QKeySequence& keys, void (PoliciesPage::*action)());
    bool eventFilter(QObject* object, QEvent* event) override;
    void selectAll(const QStringList& ids);
    void adaptButtons();
    void addPolicy();
    void addFrom(const models::PolicyTemplate& start);
    void keepAsTemplate();
    void copy();
    bool copied(); // false: it said why not
    void cut();
    void paste();
    void duplicate();
    void rename();
    void remove();
    bool report(const Result<void>& result);

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    models::PolicyEditor m_editor;
    models::PolicyTemplates m_templates;
    models::PolicyTableModel* m_model;
    models::PolicyFilterModel* m_filtered;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    QPushButton *m_add = nullptr, *m_addFrom = nullptr;
    QList<QPushButton*> m_needOne, m_needSome;
    PolicyInspector* m_inspector;
    SplitView* m_split = nullptr;
};

} // namespace gatereeve::ui
