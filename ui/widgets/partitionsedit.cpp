#include "ui/widgets/partitionsedit.h"

#include "ui/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace gatereeve::ui
{

PartitionsEdit::PartitionsEdit(QWidget* parent)
    : QWidget(parent),
      m_rate(new QCheckBox(tr("&rate"), this)),
      m_quota(new QCheckBox(tr("&quota"), this)),
      m_access(new QCheckBox(tr("&access"), this)),
      m_sentence(new QLabel(this))
{
    m_rate->setObjectName(QStringLiteral("enforcesRate"));
    m_rate->setAccessibleName(tr("Enforces the rate"));
    m_quota->setObjectName(QStringLiteral("enforcesQuota"));
    m_quota->setAccessibleName(tr("Enforces the quota"));
    m_access->setObjectName(QStringLiteral("enforcesAccess"));
    m_access->setAccessibleName(tr("Enforces the access rights"));
    m_sentence->setObjectName(QStringLiteral("enforcesSentence"));
    m_sentence->setWordWrap(true);
    theme::makeMuted(m_sentence);

    auto* boxes = new QHBoxLayout;
    boxes->setSpacing(theme::Wide);
    for (QCheckBox* box : {m_rate, m_quota, m_access}) {
        boxes->addWidget(box);
        connect(box, &QCheckBox::clicked, this, &PartitionsEdit::take);
    }
    boxes->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addLayout(boxes);
    layout->addWidget(m_sentence);
    setFocusProxy(m_rate);
    refresh();
}

void PartitionsEdit::setValue(const Partitions& value)
{
    m_value = value;
    refresh();
}

QString PartitionsEdit::sentence() const
{
    if (!m_value.isPartitioned())
        return tr("The whole policy replaces what the key says.");
    QStringList policyParts, keyParts;
    (m_value.rateLimit ? policyParts : keyParts).append(tr("rate"));
    (m_value.quota ? policyParts : keyParts).append(tr("quota"));
    (m_value.acl ? policyParts : keyParts).append(tr("access rights"));
    const QString enforced = policyParts.join(tr(" and ")), left = keyParts.join(tr(" and "));
    //: %1 and %2 are lists of "rate", "quota", "access rights"
    QString text = policyParts.size() == 1 && !m_value.acl
                       ? tr("Only its %1 is enforced; %2 stay the key's own.").arg(enforced, left)
                   : keyParts.size() == 1 ? tr("Only its %1 are enforced; %2 stays the key's own.").arg(enforced, left)
                                          : tr("Only its %1 are enforced; %2 stay the key's own.").arg(enforced, left);
    if (!m_value.acl)
        text += tr(" Access rights listed here are not granted.");
    return text;
}

void PartitionsEdit::take()
{
    m_value.rateLimit = m_rate->isChecked();
    m_value.quota = m_quota->isChecked();
    m_value.acl = m_access->isChecked();
    refresh();
    Q_EMIT edited(m_value);
}

void PartitionsEdit::refresh()
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_rate), QSignalBlocker(m_quota), QSignalBlocker(m_access)};
    m_rate->setChecked(m_value.enforcesRate());
    m_quota->setChecked(m_value.enforcesQuota());
    m_access->setChecked(m_value.enforcesRights());
    m_sentence->setText(sentence());
}

} // namespace gatereeve::ui
