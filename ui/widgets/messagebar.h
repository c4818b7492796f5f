#pragma once

// What wants attention slides in here, at the bottom of the window: a mark, a text, actions, and a cross. Never modal.
// Each message has a name; showing the same name again replaces it, so that nothing piles up.

#include "ui/theme.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace gatereeve::ui
{

struct BarMessage {
    QString name; // stable: "file-changed:policies.json"
    theme::Tone tone = theme::Tone::Warning;
    QString text;
    struct Action {
        QString text;
        std::function<void()> run; // afterwards the message goes
    };
    QList<Action> actions;
};

class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void post(const BarMessage& message);
    // Nothing happens when there is none of that name.
    void dismiss(const QString& name);
    QStringList names() const; // oldest first
    QString textOf(const QString& name) const;

private:
    class Row;
    Row* find(const QString& name) const;

    QVBoxLayout* m_layout;
    QList<Row*> m_rows;
};

} // namespace gatereeve::ui
