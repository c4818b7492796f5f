#pragma once

// Issue keys: policies to the left, what they give to the right, updating; after issuing the keys, shown once.

#include "models/keyissuing.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace gatereeve::ui
{

class DurationEdit;
class EffectiveView;
class PoliciesPicker;
class StateLabel;
class TagsEdit;

class IssueKeyDialog final : public QDialog
{
    Q_OBJECT

public:
    // What the next dialog begins with; the caller keeps it.
    struct Habits {
        int64_t life = 0; // seconds, of keys without a trial period; 0: never ends
        bool writeOwnValues = false;
    };
    IssueKeyDialog(models::Workspace& workspace, const QStringList& policies, const Habits& habits,
                   QWidget* parent = nullptr);

    models::KeyOrder order() const;
    Habits habits() const;
    // Empty before issuing.
    const std::vector<StoredKey>& issued() const { return m_issued; }

private:
    QWidget* makeOrderPage();
    QWidget* makeOrderForm();
    QWidget* makeKeysPage();
    void refresh();
    void issue();
    void showIssued(const models::IssuedKeys& result);
    void copy();

    models::Workspace& m_workspace;
    std::vector<StoredKey> m_issued;
    QStackedWidget* m_pages;
    PoliciesPicker* m_policies = nullptr;
    QLineEdit* m_alias = nullptr;
    TagsEdit* m_tags = nullptr;
    QSpinBox* m_count = nullptr;
    DurationEdit* m_life = nullptr;
    QLabel* m_ends = nullptr;
    QCheckBox* m_ownValues = nullptr;
    EffectiveView* m_effective = nullptr;
    StateLabel* m_verdict = nullptr;
    QLabel* m_issuedTitle = nullptr;
    QPlainTextEdit* m_keys = nullptr;
    QLabel* m_copied = nullptr;
    QPushButton* m_issue = nullptr;
    QPushButton* m_close = nullptr;
};

} // namespace gatereeve::ui
