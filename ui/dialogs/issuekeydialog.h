#pragma once

// Issue keys: policies to the left, what they give to the right, updating with every edit and while a policy is
// dragged, with the difference to before marked. What can't be issued is said beside the button. After issuing the
// keys, shown once.

#include "models/keyissuing.h"
#include "ui/passingclipboard.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace gatereeve::ui
{

class IssuedKeysPage;
class IssueOrderForm;
class PoliciesPicker;
class Prompts;
class SessionPreview;
class StateLabel;

class IssueKeyDialog final : public QDialog
{
    Q_OBJECT

public:
    // What the next dialog begins with; the caller keeps it.
    struct Habits {
        int64_t life = 0; // seconds, of keys without a trial period; 0: never ends
        bool writeOwnValues = false;
        QString baseAddress; // of the gateway as callers reach it, for the hand-over sheet
    };
    IssueKeyDialog(models::Workspace& workspace, Prompts& prompts, const QStringList& policies, const Habits& habits,
                   QWidget* parent = nullptr);

    models::KeyOrder order() const;
    Habits habits() const;
    // Empty before issuing.
    const std::vector<StoredKey>& issued() const { return m_issued; }
    // How the clipboard's time is waited for; real time unless a test says otherwise.
    void setLater(const Later& later);

private:
    QWidget* makeOrderPage();
    QWidget* makePolicies(QWidget* page);
    QToolButton* makeMover(QWidget* page, const QString& name, const QString& icon, const QString& text, int by);
    QWidget* makePreview(QWidget* page);
    void wire();
    void adaptMovers();
    void settle();
    void preview(const QStringList& policies);
    void refresh();
    // What that order gives beside `before`; returned is the former, empty when it gives nothing.
    Provenance showOrder(const models::KeyOrder& order, const Provenance& before);
    void showVerdict(const models::KeyOrder& order, const models::KeyPreview& preview, const QString& obstacle);
    void issue();
    void showIssued(const models::IssuedKeys& result);

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    std::vector<StoredKey> m_issued;
    Provenance m_settled; // of the last order that could be applied
    Provenance m_before;  // what the marks compare with
    QStackedWidget* m_pages;
    PoliciesPicker* m_policies = nullptr;
    QToolButton *m_up = nullptr, *m_down = nullptr;
    IssueOrderForm* m_form = nullptr;
    SessionPreview* m_preview = nullptr;
    QLabel* m_changes = nullptr;
    QLabel* m_why = nullptr;
    IssuedKeysPage* m_keys = nullptr;
    StateLabel* m_verdict = nullptr;
    QPushButton* m_issue = nullptr;
    QPushButton* m_close = nullptr;
};

} // namespace gatereeve::ui
