#pragma once

// One key: its state in a sentence, what is in effect and why, and the form of its own values.

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class EffectiveView;
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
    QTabWidget* tabs() const { return m_tabs; }

Q_SIGNALS:
    void failed(const QString& text);
    void policyActivated(const QString& id);
    void tryRequested(const QString& name);
    void extendRequested();
    void suspendRequested(bool suspend);
    void revokeRequested();

private:
    QWidget* makeHead();
    QPushButton* addButton(const QString& name, const QString& icon, const QString& text);

    models::Workspace& m_workspace;
    const GatewayControl& m_gateway;
    QString m_name;
    QStackedWidget* m_stack;
    QLabel* m_title;
    QLabel* m_who;
    StateLabel* m_state;
    QPushButton *m_try, *m_extend, *m_suspend, *m_revoke;
    QLabel* m_refusal;
    EffectiveView* m_effective;
    KeyForm* m_form;
    QTabWidget* m_tabs;
};

} // namespace gatereeve::ui
