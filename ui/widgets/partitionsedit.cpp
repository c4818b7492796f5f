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
      m_perApi(new QCheckBox(tr("per A&PI"), this)),
      m_sentence(new QLabel(this))
{
    m_rate->setObjectName(QStringLiteral("enforcesRate"));
    m_rate->setAccessibleName(tr("Enforces the rate"));
    m_quota->setObjectName(QStringLiteral("enforcesQuota"));
    m_quota->setAccessibleName(tr("Enforces the quota"));
    m_access->setObjectName(QStringLiteral("enforcesAccess"));
    m_access->setAccessibleName(tr("Enforces the access rights"));
    m_perApi->setObjectName(QStringLiteral("enforcesPerApi"));
    m_perApi->setAccessibleName(tr("Each API has limits of its own"));
    m_perApi->setToolTip(tr("per_api: each API listed has a rate and a quota of its own, counted by itself"));
    m_sentence->setObjectName(QStringLiteral("enforcesSentence"));
    m_sentence->setWordWrap(true);
    theme::makeMuted(m_sentence);

    auto* boxes = new QHBoxLayout;
    boxes->setSpacing(theme::Wide);
    for (QCheckBox* box : {m_rate, m_quota, m_access}) {
        boxes->addWidget(box);
        connect(box, &QCheckBox::clicked, this, &PartitionsEdit::takePart);
    }
    boxes->addWidget(m_perApi);
    connect(m_perApi, &QCheckBox::clicked, this, &PartitionsEdit::takePerApi);
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

void PartitionsEdit::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void PartitionsEdit::takePart()
{
    m_value.rateLimit = m_rate->isChecked();
    m_value.quota = m_quota->isChecked();
    m_value.acl = m_access->isChecked();
    m_value.perApi = false;
    refresh();
    Q_EMIT edited(m_value);
}

void PartitionsEdit::takePerApi()
{
    m_value.perApi = m_perApi->isChecked();
    if (m_value.perApi)
        m_value.rateLimit = m_value.quota = m_value.acl = false;
    refresh();
    Q_EMIT edited(m_value);
}

void PartitionsEdit::refresh()
{
    const QSignalBlocker blockers[] = {QSignalBlocker(m_rate), QSignalBlocker(m_quota), QSignalBlocker(m_access),
                                       QSignalBlocker(m_perApi)};
    m_rate->setChecked(m_value.enforcesRate());
    m_quota->setChecked(m_value.enforcesQuota());
    m_access->setChecked(m_value.enforcesRights());
    m_perApi->setChecked(m_value.perApi);
}

} // namespace gatereeve::ui
