#include "ui/widgets/statelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace gatereeve::ui
{

StateLabel::StateLabel(QWidget* parent) : QWidget(parent), m_mark(new QLabel(this)), m_text(new QLabel(this))
{
    m_mark->setFixedSize(16, 16);
    m_text->setTextFormat(Qt::PlainText); // it may quote what came from elsewhere
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight + 2);
    layout->addWidget(m_mark, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
}

void StateLabel::setState(const QString& iconName, theme::Tone tone, const QString& text)
{
    m_iconName = iconName;
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    paintMark();
}

void StateLabel::setSingleLine()
{
    m_text->setWordWrap(false);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout()->setAlignment(m_mark, Qt::AlignVCenter);
}

QString StateLabel::text() const
{
    return m_text->text();
}

void StateLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        paintMark();
    QWidget::changeEvent(event);
}

void StateLabel::paintMark()
{
    if (!m_iconName.isEmpty())
        m_mark->setPixmap(theme::icon(m_iconName, m_tone).pixmap(16, 16));
}

} // namespace gatereeve::ui
