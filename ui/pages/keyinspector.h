#pragma once

// One key: who it is, its state in a sentence, what is in effect and why, and below the form of its own values.
// What takes a run of its policies is computed when policies, settings or the key change, and only while it can be
// seen; what other profiles would give follows when the edits pause. refresh() for moved time and counters is cheap.

#include "core/engine/policyapplier.h"
#include "models/otherprofiles.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class EffectivePane;
class GatewayControl;
class KeyForm;
class Prompts;
class StateLabel;

class KeyInspector final : public QWidget
{
    Q_OBJECT

public:
    KeyInspector(models::Workspace& workspace, const GatewayControl& gateway, Prompts& prompts,
                 QWidget* parent = nullptr);

    void setKey(const QString& name); // empty: none
    void refresh();                   // time or counters have moved
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void failed(const QString& text);
    void policyActivated(const QString& id, const QString& field);
    void tryRequested(const QString& name);
    void extendRequested();
    void suspendRequested(bool suspend);
    void rotateRequested();
    void revokeRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeContent();
    QWidget* makeHead();
    QWidget* makeOwnValues();
    QPushButton* addButton(const QString& name, const QString& icon, const QString& text);
    void wire();
    void invalidate();
    void recompute();
    void compare();
    void showWho();
    void goToOwnValue(const QString& field);
    QString headText() const;

    models::Workspace& m_workspace;
    const GatewayControl& m_gateway;
    QString m_name;
    EffectiveSession m_session; // of the key, as of the last recompute()
    bool m_isStale = true;
    bool m_isOther = true; // than the one that the columns were made for
    models::OtherProfiles m_others;
    std::vector<models::FieldElsewhere> m_differences; // as of the last compare()
    QTimer* m_pause;
    QTimer* m_late;
    QStackedWidget* m_stack;
    QLabel* m_title;
    QLabel* m_who;
    StateLabel* m_state;
    QPushButton *m_try, *m_extend, *m_suspend, *m_rotate, *m_revoke;
    EffectivePane* m_effective;
    KeyForm* m_form;
    QSplitter* m_parts;
};

} // namespace gatereeve::ui
