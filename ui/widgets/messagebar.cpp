#include "ui/widgets/messagebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPropertyAnimation>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

QString iconOf(theme::Tone tone)
{
    switch (tone) {
    case theme::Tone::Bad:
        return QStringLiteral("error");
    case theme::Tone::Warning:
        return QStringLiteral("warning");
    case theme::Tone::Good:
        return QStringLiteral("passed");
    default:
        return QStringLiteral("note");
    }
}

} // namespace

class MessageBar::Row final : public QFrame
{
public:
    Row(const BarMessage& message, MessageBar* bar) : QFrame(bar), m_name(message.name), m_tone(message.tone)
    {
        setObjectName(QStringLiteral("message:") + message.name);
        setAccessibleName(message.text);
        auto* mark = new QLabel(this);
        mark->setPixmap(theme::icon(iconOf(message.tone), message.tone).pixmap(16, 16));
        m_text = new QLabel(message.text, this);
        m_text->setWordWrap(true);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(theme::Margin, theme::Tight, theme::Tight, theme::Tight);
        layout->setSpacing(theme::Gap);
        layout->addWidget(mark);
        layout->addWidget(m_text, 1);
        for (const auto& action : message.actions) {
            auto* button = new QPushButton(action.text, this);
            button->setObjectName(QStringLiteral("messageAction"));
            // Queued: the action may well dismiss this row, which owns the button that is being clicked.
            connect(
                button, &QPushButton::clicked, bar,
                [bar, name = m_name, run = action.run] {
                    bar->dismiss(name);
                    run();
                },
                Qt::QueuedConnection);
            layout->addWidget(button);
        }
        auto* close = new QToolButton(this);
        close->setObjectName(QStringLiteral("messageClose"));
        close->setAutoRaise(true);
        close->setIcon(theme::icon(QStringLiteral("refused"), theme::Tone::Muted));
        close->setToolTip(MessageBar::tr("Close this message"));
        close->setAccessibleName(close->toolTip());
        connect(
            close, &QToolButton::clicked, bar, [bar, name = m_name] { bar->dismiss(name); }, Qt::QueuedConnection);
        layout->addWidget(close);
        slideIn();
    }

    const QString& name() const { return m_name; }
    QString text() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::wash(m_tone));
        painter.fillRect(QRect(0, 0, 3, height()), theme::colour(m_tone));
    }

private:
    void slideIn()
    {
        auto* animation = new QPropertyAnimation(this, "maximumHeight", this);
        animation->setDuration(140);
        animation->setStartValue(0);
        animation->setEndValue(120);
        connect(animation, &QPropertyAnimation::finished, this, [this] { setMaximumHeight(QWIDGETSIZE_MAX); });
        animation->start(QAbstractAnimation::DeleteWhenStopped);
    }

    QString m_name;
    theme::Tone m_tone;
    QLabel* m_text;
};

MessageBar::MessageBar(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
    setVisible(false);
}

void MessageBar::post(const BarMessage& message)
{
    dismiss(message.name);
    auto* row = new Row(message, this);
    m_rows.append(row);
    m_layout->addWidget(row);
    setVisible(true);
}

void MessageBar::dismiss(const QString& name)
{
    Row* row = find(name);
    if (!row)
        return;
    m_rows.removeOne(row);
    m_layout->removeWidget(row);
    row->hide();
    row->deleteLater();
    setVisible(!m_rows.isEmpty());
}

QStringList MessageBar::names() const
{
    QStringList names;
    for (const Row* row : m_rows)
        names.append(row->name());
    return names;
}

QString MessageBar::textOf(const QString& name) const
{
    const Row* row = find(name);
    return row ? row->text() : QString();
}

MessageBar::Row* MessageBar::find(const QString& name) const
{
    for (Row* row : m_rows) {
        if (row->name() == name)
            return row;
    }
    return nullptr;
}

} // namespace gatereeve::ui
