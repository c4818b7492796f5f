#include "ui/widgets/durationedit.h"

namespace gatereeve::ui
{

DurationEdit::DurationEdit(const QString& member, QWidget* parent) : MeasureEdit(parent), m_member(member)
{
    connect(this, &MeasureEdit::committed, this, [this] {
        const int64_t former = m_value;
        m_value = *parseDuration(committedText().toStdString());
        showCommitted(QString::fromStdString(durationText(m_value)));
        if (m_value != former)
            Q_EMIT edited(m_value);
    });
}

void DurationEdit::setValue(int64_t seconds)
{
    m_value = seconds;
    showCommitted(QString::fromStdString(durationText(seconds)));
}

Result<QString> DurationEdit::understand(const QString& text) const
{
    const auto parsed = parseDuration(text.toStdString());
    if (!parsed)
        return parsed.error();
    return QStringLiteral("%1 %2").arg(m_member).arg(*parsed);
}

} // namespace gatereeve::ui
