#pragma once

// What the message bar says of an open workspace by itself: paths that are found elsewhere, missing or unread policies,
// keys that an edit has cut off, and a gateway that does not run or does not enforce what is shown.

#include <QObject>
#include <QStringList>

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class GatewayControl;
class MessageBar;

class WorkspaceNotices final : public QObject
{
    Q_OBJECT

public:
    WorkspaceNotices(models::Workspace& workspace, GatewayControl& gateway, MessageBar& bar, QObject* parent = nullptr);

    // What there is to say at the beginning.
    void greet();

Q_SIGNALS:
    void failed(const QString& text);
    void problemsRequested();

private:
    void showMapped();
    void showNoPolicies();
    void showUnreadFolder();
    void showCutOff();
    void showGateway();

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    MessageBar& m_bar;
    QStringList m_cutOff; // policies whose keys are known to be refused
};

} // namespace gatereeve::ui
