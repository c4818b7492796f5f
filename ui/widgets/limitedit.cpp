#include "ui/widgets/limitedit.h"

namespace gatereeve::ui
{

LimitEdit::LimitEdit(QWidget* parent) : MeasureEdit(parent)
{
    connect(this, &MeasureEdit::committed, this, [this] {
        const RateText former = m_value;
        m_value = *parseRate(committedText().toStdString());
        showCommitted(QString::fromStdString(rateText(m_value.rate, m_value.per)));
        if (!(m_value == former))
            Q_EMIT edited(m_value);
    });
}

void LimitEdit::setValue(const RateText& value)
{
    m_value = value;
    showCommitted(QString::fromStdString(rateText(value.rate, value.per)));
}

Result<QString> LimitEdit::understand(const QString& text) const
{
    const auto parsed = parseRate(text.toStdString());
    if (!parsed)
        return parsed.error();
    // "unlimited" is 0 when typed; what stands there may be -1.
    const bool isShown = text == QString::fromStdString(rateText(m_value.rate, m_value.per));
    const RateText& meant = isShown ? m_value : *parsed;
    return QStringLiteral("rate %1, per %2").arg(meant.rate).arg(meant.per); // JSON member names
}

} // namespace gatereeve::ui
