#include "ui/dialogs/issuekeydialog.h"

#include "models/text.h"
#include "ui/dialogs/issuedkeyspage.h"
#include "ui/dialogs/issueorderform.h"
#include "ui/theme.h"
#include "ui/widgets/policiespicker.h"
#include "ui/widgets/sessionpreview.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

IssueKeyDialog::IssueKeyDialog(models::Workspace& workspace, Prompts& prompts, const QStringList& policies,
                               const Habits& habits, QWidget* parent)
    : QDialog(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_pages(new QStackedWidget(this)),
      m_keys(new IssuedKeysPage(workspace, prompts, m_pages)),
      m_verdict(new StateLabel(this)),
      m_issue(new QPushButton(theme::icon(u"issue"_s), tr("&Issue"), this)),
      m_close(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"issueKeyDialog"_s);
    setWindowTitle(tr("Issue a key"));
    m_pages->addWidget(makeOrderPage());
    m_pages->addWidget(m_keys);
    m_verdict->setObjectName(u"issueVerdict"_s);
    QSizePolicy stays = m_verdict->sizePolicy();
    stays.setRetainSizeWhenHidden(true); // else the buttons would fill the line after issuing
    m_verdict->setSizePolicy(stays);
    m_issue->setObjectName(u"issueButton"_s);
    m_issue->setDefault(true);
    m_close->setObjectName(u"closeIssueDialog"_s);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(theme::Gap);
    bottom->addWidget(m_verdict, 1);
    bottom->addWidget(m_issue);
    bottom->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Wide, theme::Wide, theme::Wide, theme::Margin);
    layout->setSpacing(theme::Wide);
    layout->addWidget(m_pages, 1);
    layout->addLayout(bottom);
    resize(1120, 640);

    m_policies->setPolicies(policies);
    m_form->setLife(habits.life);
    m_form->setWritesOwnValues(habits.writeOwnValues);
    m_keys->setBaseAddress(habits.baseAddress);
    wire();
    m_form->aliasLine()->setFocus();
    settle();
}

void IssueKeyDialog::wire()
{
    connect(m_policies, &PoliciesPicker::edited, this, &IssueKeyDialog::settle);
    connect(m_policies, &PoliciesPicker::previewed, this, &IssueKeyDialog::preview);
    connect(m_policies, &QListWidget::currentRowChanged, this, &IssueKeyDialog::adaptMovers);
    connect(m_form, &IssueOrderForm::sessionEdited, this, &IssueKeyDialog::settle);
    connect(m_form, &IssueOrderForm::edited, this, &IssueKeyDialog::refresh);
    connect(&m_workspace, &models::Workspace::edited, this, &IssueKeyDialog::settle);
    connect(m_issue, &QPushButton::clicked, this, &IssueKeyDialog::issue);
    connect(m_close, &QPushButton::clicked, this, &IssueKeyDialog::reject);
}

QWidget* IssueKeyDialog::makeOrderPage()
{
    auto* page = new QWidget(this);
    m_form = new IssueOrderForm(m_workspace, m_prompts, page);
    auto* left = new QVBoxLayout;
    left->setSpacing(theme::Gap);
    left->addWidget(makePolicies(page), 1);
    left->addWidget(m_form);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Wide);
    layout->addLayout(left, 4);
    layout->addWidget(makePreview(page), 6);
    return page;
}

QWidget* IssueKeyDialog::makePolicies(QWidget* page)
{
    auto* part = new QWidget(page);
    auto* label = new QLabel(tr("&Policies, in order"), part);
    theme::makeHeading(label);
    m_policies = new PoliciesPicker(m_workspace, part);
    m_policies->setObjectName(u"issuePolicies"_s);
    label->setBuddy(m_policies);
    m_up = makeMover(part, u"issuePolicyUp"_s, u"up"_s, tr("Move the policy up (Alt+Up)"), -1);
    m_down = makeMover(part, u"issuePolicyDown"_s, u"down"_s, tr("Move the policy down (Alt+Down)"), 1);
    auto* head = new QHBoxLayout;
    head->addWidget(label, 1);
    head->addWidget(m_up);
    head->addWidget(m_down);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addLayout(head);
    layout->addWidget(m_policies, 1);
    return part;
}

QToolButton* IssueKeyDialog::makeMover(QWidget* page, const QString& name, const QString& icon, const QString& text,
                                       int by)
{
    auto* button = new QToolButton(page);
    button->setObjectName(name);
    button->setIcon(theme::icon(icon));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, [this, by] { m_policies->moveCurrent(by); });
    return button;
}

QWidget* IssueKeyDialog::makePreview(QWidget* page)
{
    auto* part = new QWidget(page);
    auto* label = new QLabel(tr("What the &key gives"), part);
    theme::makeHeading(label);
    m_changes = new QLabel(part);
    m_changes->setObjectName(u"issueChanges"_s);
    theme::makeMuted(m_changes);
    m_preview = new SessionPreview(part);
    m_preview->setObjectName(u"issueEffective"_s);
    label->setBuddy(m_preview);
    m_why = new QLabel(part);
    m_why->setObjectName(u"issueWhy"_s);
    m_why->setWordWrap(true);
    m_why->setMinimumHeight(2 * m_why->fontMetrics().lineSpacing()); // the table does not jump
    m_why->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    theme::makeMuted(m_why);
    auto* head = new QHBoxLayout;
    head->addWidget(label);
    head->addStretch();
    head->addWidget(m_changes);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addLayout(head);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_why);
    connect(m_preview, &SessionPreview::reasonChanged, m_why, [this](const QString& reason) {
        const bool mayChoose = reason.isEmpty() && m_preview->model()->rowCount() > 0;
        m_why->setText(mayChoose ? tr("Choose a line to see why it is so.") : reason);
    });
    return part;
}

models::KeyOrder IssueKeyDialog::order() const
{
    models::KeyOrder order = m_form->order();
    order.policies = m_policies->policies();
    return order;
}

IssueKeyDialog::Habits IssueKeyDialog::habits() const
{
    return {m_form->life(), order().writeOwnValues, m_keys->baseAddress()};
}

void IssueKeyDialog::setLater(const Later& later)
{
    m_keys->setLater(later);
}

void IssueKeyDialog::adaptMovers()
{
    m_up->setEnabled(m_policies->canMoveCurrent(-1));
    m_down->setEnabled(m_policies->canMoveCurrent(1));
}

// An edit of the session is done: what it made different stays marked until the next one.
void IssueKeyDialog::settle()
{
    adaptMovers();
    m_before = m_settled;
    const Provenance now = showOrder(order(), m_before);
    if (!now.empty())
        m_settled = now; // what is refused is nothing to compare with
}

// A policy hovers over a new place: as if it were dropped, beside what held before.
void IssueKeyDialog::preview(const QStringList& policies)
{
    models::KeyOrder order = this->order();
    order.policies = policies;
    showOrder(order, m_settled);
}

void IssueKeyDialog::refresh()
{
    showOrder(order(), m_before);
}

Provenance IssueKeyDialog::showOrder(const models::KeyOrder& order, const Provenance& before)
{
    const models::KeyPreview preview = models::previewOf(order, m_workspace);
    const bool gives = preview.effective.ok() && !order.policies.isEmpty();
    const Provenance now = gives ? preview.why : Provenance{};
    m_preview->showDifference(gives && !before.empty() ? before : now, now);
    const int changes = m_preview->changes();
    m_changes->setText(changes > 0 ? tr("%n values changed", nullptr, changes) : QString());
    m_form->showEnd(preview);
    const auto& refusal = preview.effective.refusal;
    m_policies->showRefusal(refusal ? models::toQString(refusal->policy) : QString(),
                            refusal ? models::sentence(refusal->why) : QString());
    m_issue->setText(order.count <= 1 ? tr("&Issue") : tr("&Issue %n keys", nullptr, order.count));
    showVerdict(order, preview,
                m_form->obstacle().isEmpty() ? models::whyNot(order, preview, m_workspace) : m_form->obstacle());
    return now;
}

void IssueKeyDialog::showVerdict(const models::KeyOrder& order, const models::KeyPreview& preview,
                                 const QString& obstacle)
{
    m_issue->setEnabled(obstacle.isEmpty());
    m_issue->setToolTip(obstacle);
    const auto& denying = preview.effective.inactivePolicy;
    if (obstacle.isEmpty() && denying)
        m_verdict->setState(
            u"paused"_s, theme::Tone::Warning,
            tr("It would be refused as long as policy %1 denies its keys.").arg(models::toQString(*denying)));
    else if (obstacle.isEmpty())
        m_verdict->setState(u"active"_s, theme::Tone::Good, tr("It would work at once."));
    else if (order.policies.isEmpty())
        m_verdict->setState(u"note"_s, theme::Tone::Muted, obstacle);
    else
        m_verdict->setState(u"refused"_s, theme::Tone::Bad, tr("Can't be issued: %1").arg(obstacle));
}

void IssueKeyDialog::issue()
{
    const models::IssuedKeys result = models::issueKeys(order(), m_workspace);
    m_issued.insert(m_issued.end(), result.issued.begin(), result.issued.end());
    if (m_issued.empty() && result.error) {
        m_verdict->setState(u"error"_s, theme::Tone::Bad, models::toQString(result.error->describe()));
        return;
    }
    showIssued(result);
}

void IssueKeyDialog::showIssued(const models::IssuedKeys& result)
{
    const QString policies = m_policies->policies().join(u", "_s);
    const QString alias = models::toQString(m_issued.front().session.alias);
    const QString title = m_issued.size() > 1 || alias.isEmpty()
                              ? tr("%n keys of %1", nullptr, int(m_issued.size())).arg(policies)
                              : tr("Key of %1: %2").arg(policies, alias);
    m_pages->setCurrentWidget(m_keys);
    m_keys->showKeys(m_issued, title,
                     result.error ? tr("The rest was not issued: %1").arg(models::toQString(result.error->describe()))
                                  : QString());
    m_verdict->hide();
    m_issue->hide();
    m_close->setText(tr("&Close"));
    // What was issued stands, however the dialog is closed.
    setResult(Accepted);
}

} // namespace gatereeve::ui
