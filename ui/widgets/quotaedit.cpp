#include "ui/widgets/quotaedit.h"

namespace gatereeve::ui
{

QuotaEdit::QuotaEdit(QWidget* parent) : MeasureEdit(parent)
{
    connect(this, &MeasureEdit::committed, this, [this] {
        const QuotaText former = m_value;
        m_value = *parseQuota(committedText().toStdString());
        showCommitted(QString::fromStdString(quotaText(m_value.maximum, m_value.renewal)));
        if (!(m_value == former))
            Q_EMIT edited(m_value);
    });
}

void QuotaEdit::setValue(const QuotaText& value)
{
    m_value = value;
    showCommitted(QString::fromStdString(quotaText(value.maximum, value.renewal)));
}

Result<QString> QuotaEdit::understand(const QString& text) const
{
    const auto parsed = parseQuota(text.toStdString());
    if (!parsed)
        return parsed.error();
    // "unlimited" is 0 when typed; what stands there may be -1.
    const bool isShown = text == QString::fromStdString(quotaText(m_value.maximum, m_value.renewal));
    const QuotaText& meant = isShown ? m_value : *parsed;
    return QStringLiteral("quota_max %1 in %2 s").arg(meant.maximum).arg(meant.renewal);
}

} // namespace gatereeve::ui
