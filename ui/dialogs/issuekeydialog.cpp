#include "ui/dialogs/issuekeydialog.h"

#include "models/keystate.h"
#include "models/text.h"
#include "ui/theme.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/effectiveview.h"
#include "ui/widgets/policiespicker.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/tagsedit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int MostAtOnce = 1000;
constexpr int ClipboardSeconds = 60;

} // namespace

IssueKeyDialog::IssueKeyDialog(models::Workspace& workspace, const QStringList& policies, const Habits& habits,
                               QWidget* parent)
    : QDialog(parent),
      m_workspace(workspace),
      m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("issueKeyDialog"));
    setWindowTitle(tr("Issue a key"));
    m_pages->addWidget(makeOrderPage());
    m_pages->addWidget(makeKeysPage());
    auto* box = new QDialogButtonBox(this);
    m_issue = box->addButton(tr("&Issue"), QDialogButtonBox::ActionRole);
    m_issue->setObjectName(QStringLiteral("issueButton"));
    m_issue->setIcon(theme::icon(QStringLiteral("issue")));
    m_issue->setDefault(true);
    m_close = box->addButton(QDialogButtonBox::Cancel);
    m_close->setObjectName(QStringLiteral("closeIssueDialog"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Wide, theme::Wide, theme::Wide, theme::Margin);
    layout->setSpacing(theme::Wide);
    layout->addWidget(m_pages, 1);
    layout->addWidget(box);
    resize(980, 560);

    m_policies->setPolicies(policies);
    m_life->setValue(habits.life);
    m_ownValues->setChecked(habits.writeOwnValues);
    connect(m_policies, &PoliciesPicker::edited, this, &IssueKeyDialog::refresh);
    connect(m_life, &DurationEdit::edited, this, &IssueKeyDialog::refresh);
    connect(m_count, &QSpinBox::valueChanged, this, &IssueKeyDialog::refresh);
    connect(m_ownValues, &QCheckBox::toggled, this, &IssueKeyDialog::refresh);
    connect(m_issue, &QPushButton::clicked, this, &IssueKeyDialog::issue);
    connect(box, &QDialogButtonBox::rejected, this, &IssueKeyDialog::reject);
    m_alias->setFocus();
    refresh();
}

QWidget* IssueKeyDialog::makeOrderPage()
{
    auto* page = new QWidget(this);
    auto* policiesLabel = new QLabel(tr("&Policies, in order"), page);
    theme::makeHeading(policiesLabel);
    m_policies = new PoliciesPicker(m_workspace, page);
    m_policies->setObjectName(QStringLiteral("issuePolicies"));
    policiesLabel->setBuddy(m_policies);
    auto* left = new QVBoxLayout;
    left->setSpacing(theme::Gap);
    left->addWidget(policiesLabel);
    left->addWidget(m_policies, 1);
    left->addWidget(makeOrderForm());

    auto* givesLabel = new QLabel(tr("What the &key gives"), page);
    theme::makeHeading(givesLabel);
    m_verdict = new StateLabel(page);
    m_verdict->setObjectName(QStringLiteral("issueVerdict"));
    m_effective = new EffectiveView(page);
    m_effective->setObjectName(QStringLiteral("issueEffective"));
    givesLabel->setBuddy(m_effective);
    auto* right = new QVBoxLayout;
    right->setSpacing(theme::Gap);
    right->addWidget(givesLabel);
    right->addWidget(m_verdict);
    right->addWidget(m_effective, 1);

    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Wide);
    layout->addLayout(left, 5);
    layout->addLayout(right, 7);
    return page;
}

QWidget* IssueKeyDialog::makeOrderForm()
{
    auto* form = new QWidget(this);
    m_alias = new QLineEdit(form);
    m_alias->setObjectName(QStringLiteral("issueAlias"));
    m_alias->setPlaceholderText(tr("who it is for"));
    m_tags = new TagsEdit(form);
    m_tags->setObjectName(QStringLiteral("issueTags"));
    m_count = new QSpinBox(form);
    m_count->setObjectName(QStringLiteral("issueCount"));
    m_count->setRange(1, MostAtOnce);
    m_life = new DurationEdit(QStringLiteral("expires"), form);
    m_life->setNames(QStringLiteral("issueLife"), tr("Ends after"));
    m_life->line()->setToolTip(tr("\"14 days\", or \"none\" for a key that never ends"));
    m_ends = new QLabel(form);
    m_ends->setObjectName(QStringLiteral("issueEnds"));
    m_ends->setWordWrap(true);
    theme::makeMuted(m_ends);
    m_ownValues = new QCheckBox(tr("&Write the policy's values into the key as its own"), form);
    m_ownValues->setObjectName(QStringLiteral("issueOwnValues"));
    m_ownValues->setToolTip(tr("They count where the policy later leaves a part to the key."));
    auto* layout = new QFormLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(theme::Wide);
    layout->setVerticalSpacing(theme::Gap);
    layout->addRow(tr("&Alias"), m_alias);
    layout->addRow(tr("&Tags"), m_tags);
    layout->addRow(tr("&How many"), m_count);
    layout->addRow(tr("&Ends after"), m_life);
    layout->addRow(QString(), m_ends);
    layout->addRow(m_ownValues);
    return form;
}

QWidget* IssueKeyDialog::makeKeysPage()
{
    auto* page = new QWidget(this);
    m_issuedTitle = new QLabel(page);
    m_issuedTitle->setObjectName(QStringLiteral("issuedTitle"));
    theme::makeTitle(m_issuedTitle);
    m_issuedTitle->setWordWrap(true);
    auto* hint = new QLabel(page);
    hint->setWordWrap(true);
    hint->setText(
        m_workspace.settings().hashKeys
            ? tr("Copy it now: only a hash is stored, and the text is forgotten when the window closes.")
            : tr("It is shown in full only here. Its text is kept beside the workspace, so that Try can send it."));
    theme::makeMuted(hint);
    m_keys = new QPlainTextEdit(page);
    m_keys->setObjectName(QStringLiteral("issuedKeys"));
    m_keys->setAccessibleName(tr("Issued keys"));
    m_keys->setReadOnly(true);
    QFont font = theme::fixedFont();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    m_keys->setFont(font);
    m_keys->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* copyButton = new QPushButton(theme::icon(QStringLiteral("copy")), tr("&Copy"), page);
    copyButton->setObjectName(QStringLiteral("copyKey"));
    connect(copyButton, &QPushButton::clicked, this, &IssueKeyDialog::copy);
    m_copied = new QLabel(page);
    theme::makeMuted(m_copied);
    auto* row = new QHBoxLayout;
    row->addWidget(copyButton);
    row->addWidget(m_copied, 1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_issuedTitle);
    layout->addWidget(hint);
    layout->addWidget(m_keys);
    layout->addLayout(row);
    layout->addStretch();
    return page;
}

models::KeyOrder IssueKeyDialog::order() const
{
    models::KeyOrder order;
    order.policies = m_policies->policies();
    order.alias = m_alias->text().trimmed();
    order.tags = m_tags->tags();
    order.expires = m_life->value() > 0 ? m_workspace.clock().nowSeconds() + m_life->value() : 0;
    order.writeOwnValues = m_ownValues->isChecked();
    order.count = m_count->value();
    return order;
}

IssueKeyDialog::Habits IssueKeyDialog::habits() const
{
    return {m_life->value(), m_ownValues->isChecked()};
}

void IssueKeyDialog::refresh()
{
    const models::KeyOrder order = this->order();
    const models::KeyPreview preview = models::previewOf(order, m_workspace);
    const QString obstacle = models::whyNot(order, m_workspace);
    const int64_t now = m_workspace.clock().nowSeconds();
    m_effective->setProvenance(preview.why);
    m_life->setEnabled(!preview.isTrial);
    if (preview.expires == 0)
        m_ends->setText(tr("Never ends."));
    else if (preview.isTrial)
        m_ends->setText(tr("Trial: ends on %1, fixed when it is issued.").arg(models::exactTime(preview.expires)));
    else
        m_ends->setText(tr("Ends on %1.").arg(models::exactTime(preview.expires)));
    m_ends->setToolTip(preview.expires ? models::relativeTime(preview.expires, now) : QString());
    m_issue->setEnabled(obstacle.isEmpty());
    m_issue->setText(order.count == 1 ? tr("&Issue") : tr("&Issue %n keys", nullptr, order.count));
    if (!obstacle.isEmpty())
        m_verdict->setState(QStringLiteral("note"), theme::Tone::Muted, obstacle);
    else if (!preview.effective.ok())
        m_verdict->setState(QStringLiteral("refused"), theme::Tone::Bad,
                            tr("It would be refused: %1").arg(models::sentence(preview.effective.refusal->why)));
    else
        m_verdict->setState(QStringLiteral("active"), theme::Tone::Good, tr("It would work at once."));
}

void IssueKeyDialog::issue()
{
    const models::IssuedKeys result = models::issueKeys(order(), m_workspace);
    m_issued.insert(m_issued.end(), result.issued.begin(), result.issued.end());
    if (m_issued.empty() && result.error) {
        m_verdict->setState(QStringLiteral("error"), theme::Tone::Bad, models::toQString(result.error->describe()));
        return;
    }
    showIssued(result);
}

void IssueKeyDialog::showIssued(const models::IssuedKeys& result)
{
    QStringList lines;
    for (const StoredKey& key : m_issued)
        lines.append(models::toQString(key.text));
    m_keys->setPlainText(lines.join(u'\n'));
    constexpr qsizetype MostLines = 14;
    m_keys->setFixedHeight(int(qMin(lines.size() + 1, MostLines)) * m_keys->fontMetrics().lineSpacing() + theme::Wide);
    const QString policies = m_policies->policies().join(QStringLiteral(", "));
    QString title = tr("%n keys of %1", nullptr, int(m_issued.size())).arg(policies);
    if (result.error)
        title = tr("%1; then: %2").arg(title, models::toQString(result.error->describe()));
    m_issuedTitle->setText(title);
    m_pages->setCurrentIndex(1);
    m_issue->hide();
    m_close->setText(tr("&Close"));
    // What was issued stands, however the dialog is closed.
    setResult(Accepted);
    findChild<QPushButton*>(QStringLiteral("copyKey"))->setFocus();
}

void IssueKeyDialog::copy()
{
    const QString text = m_keys->toPlainText();
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setText(text);
    m_copied->setText(tr("Copied; the clipboard is cleared in %n seconds.", nullptr, ClipboardSeconds));
    QTimer::singleShot(ClipboardSeconds * 1000, clipboard, [clipboard, text] {
        if (clipboard->text() == text)
            clipboard->clear();
    });
}

} // namespace gatereeve::ui
