#pragma once

// The form of one policy, or of several at once ("mixed" where they differ). Every change is an undo step of the
// workspace; what is shown follows the workspace.

#include "core/policy.h"
#include "core/result.h"
#include "models/policyeditor.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <optional>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace gatereeve::models
{
class PolicyRights;
}

namespace gatereeve::ui
{

class AccessRightsEditor;
class DurationEdit;
class LimitEdit;
class PartitionsEdit;
class Prompts;
class QuotaEdit;
class TagsEdit;

class PolicyForm final : public QWidget
{
    Q_OBJECT

public:
    PolicyForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    void setPolicies(const QStringList& ids);
    // What is shown can't be edited just now; it can be looked at.
    void setReadOnly(bool readOnly);
    // Brings the keyboard to what gives a field of an effective session ("rate", "access_rights.orders.quota").
    // False: the form has no field for it.
    bool focusField(const QString& field);

Q_SIGNALS:
    void failed(const QString& text);

private:
    void makeWidgets(Prompts& prompts);
    void layOut();
    void wire();
    void refresh();
    void showEnforced(const std::vector<const Policy*>& all);
    void apply(const Result<void>& result);
    void applyPartitions(const Partitions& wanted);
    std::vector<const Policy*> policies() const;
    QWidget* editorOf(const QString& name) const; // of a member of the policy itself

    models::Workspace& m_workspace;
    models::PolicyEditor m_editor;
    QStringList m_ids;
    QPointer<models::PolicyRights> m_rights;
    QLineEdit* m_name = nullptr;
    LimitEdit* m_rate = nullptr;
    QuotaEdit* m_quota = nullptr;
    PartitionsEdit* m_enforces = nullptr;
    QRadioButton* m_loaded = nullptr;
    QRadioButton* m_notLoaded = nullptr;
    QCheckBox* m_denies = nullptr;
    QLabel* m_stateNote = nullptr;
    DurationEdit* m_keyLife = nullptr;
    TagsEdit* m_tags = nullptr;
    QLabel* m_rightsLabel = nullptr;
    AccessRightsEditor* m_rightsEditor = nullptr;
};

} // namespace gatereeve::ui
