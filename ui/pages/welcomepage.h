#pragma once

// What is seen while no workspace is open.

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace gatereeve::ui
{

class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);

Q_SIGNALS:
    void openRequested();
    void exampleRequested();
    void recentRequested(const QString& folder);

private:
    QVBoxLayout* m_recent;
    QWidget* m_recentBox;
};

} // namespace gatereeve::ui
