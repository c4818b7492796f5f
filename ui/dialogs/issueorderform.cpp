#include "ui/dialogs/issueorderform.h"

#include "core/units.h"
#include "models/aliaslist.h"
#include "models/keystate.h"
#include "models/text.h"
#include "ui/prompts.h"
#include "ui/theme.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/tagsedit.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int MostAtOnce = 1000;
constexpr int64_t UsualLife = 14 * 86400; // seconds; what is offered when none was chosen before
constexpr size_t LargestList = 1 << 20;   // bytes

} // namespace

IssueOrderForm::IssueOrderForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_alias(new QLineEdit(this)),
      m_list(new QWidget(this)),
      m_aliases(new QPlainTextEdit(m_list)),
      m_listNote(new QLabel(m_list)),
      m_open(new QPushButton(tr("&Open CSV…"), m_list)),
      m_tags(new TagsEdit(this)),
      m_count(new QSpinBox(this)),
      m_fromList(new QCheckBox(tr("one for each name in a &list"), this)),
      m_limited(new QCheckBox(tr("&Ends after"), this)),
      m_life(new DurationEdit(u"expires"_s, this)),
      m_ends(new QLabel(this)),
      m_ownValues(new QCheckBox(tr("&Write the policies' values into the key as its own"), this))
{
    makeWidgets();
    layOut();
    m_list->hide();
    connect(m_alias, &QLineEdit::textChanged, this, &IssueOrderForm::edited);
    connect(m_tags, &TagsEdit::edited, this, &IssueOrderForm::sessionEdited);
    connect(m_count, &QSpinBox::valueChanged, this, &IssueOrderForm::edited);
    connect(m_life, &DurationEdit::edited, this, [this](int64_t seconds) {
        m_asked = seconds;
        Q_EMIT edited();
    });
    connect(m_limited, &QCheckBox::toggled, this, [this](bool on) {
        m_endIsAskedFor = on;
        Q_EMIT edited();
    });
    connect(m_ownValues, &QCheckBox::toggled, this, &IssueOrderForm::sessionEdited);
    connect(m_aliases, &QPlainTextEdit::textChanged, this, &IssueOrderForm::readList);
    connect(m_open, &QPushButton::clicked, this, &IssueOrderForm::openList);
    connect(m_fromList, &QCheckBox::toggled, this, [this](bool on) {
        m_list->setVisible(on);
        m_alias->setVisible(!on);
        m_count->setEnabled(!on);
        readList();
        (on ? static_cast<QWidget*>(m_aliases) : m_alias)->setFocus();
    });
}

void IssueOrderForm::makeWidgets()
{
    m_alias->setObjectName(u"issueAlias"_s);
    m_alias->setAccessibleName(tr("Name of the key"));
    m_alias->setPlaceholderText(tr("who it is for"));
    m_aliases->setObjectName(u"issueAliases"_s);
    m_aliases->setAccessibleName(tr("Names, one a line"));
    m_aliases->setPlaceholderText(tr("one name a line; of CSV the first column"));
    m_aliases->setTabChangesFocus(true);
    m_aliases->setFixedHeight(4 * m_aliases->fontMetrics().lineSpacing() + theme::Wide);
    m_listNote->setObjectName(u"issueAliasesNote"_s);
    m_listNote->setWordWrap(true);
    theme::makeMuted(m_listNote);
    m_open->setObjectName(u"issueOpenList"_s);
    m_open->setIcon(theme::icon(u"open"_s));
    m_tags->setObjectName(u"issueTags"_s);
    m_count->setObjectName(u"issueCount"_s);
    m_count->setRange(1, MostAtOnce);
    m_fromList->setObjectName(u"issueFromList"_s);
    m_limited->setObjectName(u"issueTrial"_s);
    m_life->setNames(u"issueLife"_s, tr("Ends after"));
    m_life->line()->setToolTip(tr("\"14 days\", \"36 h\""));
    m_ends->setObjectName(u"issueEnds"_s);
    m_ends->setWordWrap(true);
    theme::makeMuted(m_ends);
    m_ownValues->setObjectName(u"issueOwnValues"_s);
    m_ownValues->setToolTip(tr("They count where a policy later leaves a part to the key."));
}

void IssueOrderForm::layOut()
{
    auto* note = new QHBoxLayout;
    note->addWidget(m_listNote, 1);
    note->addWidget(m_open);
    auto* list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(theme::Tight);
    list->addWidget(m_aliases);
    list->addLayout(note);
    auto* names = new QWidget(this);
    auto* either = new QVBoxLayout(names);
    either->setContentsMargins(0, 0, 0, 0);
    either->addWidget(m_alias);
    either->addWidget(m_list);
    auto* count = new QHBoxLayout;
    count->setSpacing(theme::Wide);
    count->addWidget(m_count);
    count->addWidget(m_fromList);
    count->addStretch();

    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::Wide);
    form->setVerticalSpacing(theme::Gap);
    auto* nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_alias);
    connect(m_fromList, &QCheckBox::toggled, nameLabel,
            [this, nameLabel](bool on) { nameLabel->setBuddy(on ? static_cast<QWidget*>(m_aliases) : m_alias); });
    auto* countLabel = new QLabel(tr("&How many"), this);
    countLabel->setBuddy(m_count);
    form->addRow(nameLabel, names);
    form->addRow(countLabel, count);
    form->addRow(tr("&Tags"), m_tags);
    form->addRow(m_limited, m_life);
    form->addRow(QString(), m_ends);
    form->addRow(m_ownValues);
}

models::KeyOrder IssueOrderForm::order() const
{
    models::KeyOrder order;
    order.tags = m_tags->tags();
    order.expires = life() > 0 ? m_workspace.clock().nowSeconds() + life() : 0;
    order.writeOwnValues = m_ownValues->isChecked();
    if (m_fromList->isChecked()) {
        order.aliases = m_names;
        order.count = int(m_names.size());
        return order;
    }
    order.alias = m_alias->text().trimmed();
    order.count = m_count->value();
    return order;
}

void IssueOrderForm::setLife(int64_t seconds)
{
    m_asked = seconds > 0 ? seconds : UsualLife;
    m_life->setValue(m_asked);
    m_limited->setChecked(seconds > 0);
}

int64_t IssueOrderForm::life() const
{
    return m_endIsAskedFor ? m_asked : 0;
}

void IssueOrderForm::setWritesOwnValues(bool on)
{
    m_ownValues->setChecked(on);
}

void IssueOrderForm::showEnd(const models::KeyPreview& preview)
{
    const QSignalBlocker blocker(m_limited); // what is shown of a trial is not asked for
    m_limited->setChecked(preview.isTrial || m_endIsAskedFor);
    m_limited->setEnabled(!preview.isTrial);
    m_life->setValue(preview.isTrial ? preview.trial.period : m_asked);
    m_life->setEnabled(!preview.isTrial && m_endIsAskedFor);
    const QString when = models::exactTime(preview.expires);
    const QString policy = models::toQString(preview.trial.policy);
    const QString period = models::toQString(durationText(preview.trial.period));
    if (preview.expires == 0)
        m_ends->setText(tr("Never ends."));
    else if (!preview.isTrial)
        m_ends->setText(tr("Ends on %1.").arg(when));
    else if (preview.trial.others == 0)
        m_ends->setText(
            tr("Trial: ends on %1. Policy %2 gives it %3, whatever is asked for.").arg(when, policy, period));
    else
        m_ends->setText(tr("Trial: ends on %1. Policy %2 gives it %3: of those with a trial, the last listed counts.")
                            .arg(when, policy, period));
    m_ends->setToolTip(preview.expires ? models::relativeTime(preview.expires, m_workspace.clock().nowSeconds())
                                       : QString());
}

void IssueOrderForm::readList()
{
    const models::AliasList list = models::aliasesOf(m_aliases->toPlainText());
    m_names = list.aliases;
    const bool used = m_fromList->isChecked();
    m_obstacle =
        !used                     ? QString()
        : !list.problem.isEmpty() ? list.problem
        : m_names.isEmpty()       ? tr("Type or open a list of names.")
        : m_names.size() > MostAtOnce
            ? tr("The list has %1 names; at most %2 keys are issued at once.").arg(m_names.size()).arg(MostAtOnce)
            : QString();
    QString note = tr("%n names", nullptr, int(m_names.size()));
    if (!list.twice.isEmpty())
        note = tr("%1; more than once: %2").arg(note, list.twice.join(u", "_s));
    m_listNote->setText(list.problem.isEmpty() ? note : list.problem);
    Q_EMIT edited();
}

void IssueOrderForm::openList()
{
    const QString path =
        m_prompts.askOpenFile(this, tr("Open a list of names"), tr("Lists (*.csv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    const auto read = m_workspace.disk().read(models::toUtf8(path), LargestList);
    if (read)
        m_aliases->setPlainText(models::toQString(*read));
    else
        m_listNote->setText(models::toQString(read.error().describe()));
}

} // namespace gatereeve::ui
