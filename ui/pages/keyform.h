#pragma once

// What a key itself says: alias, tags, policies, end, own limits and rights. The same editors as a policy's; every
// change is an undo step.

#include "core/result.h"
#include "models/keyeditor.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;

namespace gatereeve::models
{
class KeyRights;
}

namespace gatereeve::ui
{

class AccessRightsEditor;
class LimitEdit;
class PoliciesPicker;
class Prompts;
class QuotaEdit;
class TagsEdit;

class KeyForm final : public QWidget
{
    Q_OBJECT

public:
    KeyForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    void setKey(const QString& name);
    // Brings the keyboard to the key's own value behind a field of the effective session ("rate",
    // "access_rights.orders.quota"). False: the form has none.
    bool focusField(const QString& field);

Q_SIGNALS:
    void failed(const QString& text);

private:
    void makeWidgets(Prompts& prompts);
    void layOut();
    void wire();
    void refresh();
    QWidget* editorOf(const QString& name) const; // of a member of the root, by its last name
    void applyEnd();
    void apply(const Result<void>& result);

    models::Workspace& m_workspace;
    models::KeyEditor m_editor;
    QString m_name;
    QPointer<models::KeyRights> m_rights;
    QLineEdit* m_alias = nullptr;
    TagsEdit* m_tags = nullptr;
    PoliciesPicker* m_policies = nullptr;
    QCheckBox* m_endsOn = nullptr;
    QDateTimeEdit* m_ends = nullptr;
    QLabel* m_endsWords = nullptr;
    LimitEdit* m_rate = nullptr;
    QuotaEdit* m_quota = nullptr;
    QCheckBox* m_hmac = nullptr;
    QLabel* m_metaData = nullptr; // to read
    AccessRightsEditor* m_rightsEditor = nullptr;
};

} // namespace gatereeve::ui
