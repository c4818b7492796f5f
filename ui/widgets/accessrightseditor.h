#pragma once

// The access rights of a policy or a key as a tree that can be edited by keyboard alone: Space grants and revokes, F2
// edits, Insert adds a URL, Delete takes one away. Below it a request can be tested, also against an expression that is
// still being typed. Shared by the policy form and the key form.

#include "models/accessrightstarget.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QTreeView;

namespace gatereeve::models
{
class AccessRightsTreeModel;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class Prompts;
class UrlTester;

class AccessRightsEditor final : public QWidget
{
    Q_OBJECT

public:
    AccessRightsEditor(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    // Not owned; null empties the tree.
    void setTarget(models::AccessRightsTarget* target);
    // The target may have become editable, or stopped being so.
    void adaptToTarget();
    QTreeView* tree() const { return m_tree; }

Q_SIGNALS:
    void failed(const QString& text);

private:
    void addUrl();
    void addVersion();
    void addApi();
    void removeSelected();
    void adaptButtons();
    void refreshTester();
    // The URL at that place as it is being typed, before it is an edit.
    void testDraft(const QModelIndex& index, const QString& url);
    void fitHeight();
    QPushButton* addButton(const QString& name, const QString& text, void (AccessRightsEditor::*action)());

    Prompts& m_prompts;
    models::AccessRightsTreeModel* m_model;
    QTreeView* m_tree;
    UrlTester* m_tester;
    QPointer<models::AccessRightsTarget> m_target;
    QPushButton* m_addUrl;
    QPushButton* m_addVersion;
    QPushButton* m_addApi;
    QPushButton* m_remove;
    bool m_editable = false;
};

} // namespace gatereeve::ui
