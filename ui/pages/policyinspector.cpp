#include "ui/pages/policyinspector.h"

#include "core/reading/knownmembers.h"
#include "models/policyeditor.h"
#include "models/policytablemodel.h"
#include "models/text.h"
#include "models/usedby.h"
#include "ui/marks.h"
#include "ui/pages/policyform.h"
#include "ui/pages/usedbyview.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/lastgoodbar.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

enum Tab { FormTab, JsonTab, UsedByTab };

// Without the indentation that the policy has as a member of its file; that of its last line is what all share.
QString outdented(const std::string& raw)
{
    const QString text = models::toQString(raw);
    const QString last = text.mid(text.lastIndexOf(u'\n') + 1);
    const QString indentation = last.first(last.size() - QStringView(last).trimmed().size());
    return indentation.isEmpty() ? text : QString(text).replace(u'\n' + indentation, QStringLiteral("\n"));
}

} // namespace

PolicyInspector::PolicyInspector(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_stack(new QStackedWidget(this)),
      m_title(new QLabel(this)),
      m_state(new StateLabel(this)),
      m_uses(new QPushButton(this)),
      m_broken(new LastGoodBar(this)),
      m_tabs(new QTabWidget(this)),
      m_form(new PolicyForm(workspace, prompts)),
      m_json(new JsonView(QStringLiteral("policyJson"), this)),
      m_usedBy(new UsedByView(workspace, this))
{
    theme::makeTitle(m_title);
    m_title->setObjectName(QStringLiteral("policyTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("policyState"));
    m_uses->setObjectName(QStringLiteral("policyUses"));
    m_uses->setFlat(true);
    m_uses->setIcon(theme::icon(QStringLiteral("keys"), theme::Tone::Accent));
    m_uses->setToolTip(tr("Shows them"));

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->setObjectName(QStringLiteral("policyTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(scroll, tr("Form"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(m_usedBy, tr("Used by"));

    auto* toText = new QPushButton(theme::icon(QStringLiteral("files"), theme::Tone::Accent), tr("In the file"), this);
    toText->setObjectName(QStringLiteral("policyToText"));
    toText->setFlat(true);
    toText->setToolTip(tr("Where it stands in the text of its file"));
    m_tabs->setCornerWidget(toText);
    connect(toText, &QPushButton::clicked, this, &PolicyInspector::ownTextRequested);

    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, theme::Gap, 0, 0);
    layout->setSpacing(theme::Tight);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(theme::Margin, 0, theme::Margin, 0);
    head->addWidget(m_title);
    auto* line = new QHBoxLayout;
    line->addWidget(m_state, 1);
    line->addWidget(m_uses, 0, Qt::AlignTop);
    head->addLayout(line);
    layout->addLayout(head);
    layout->addWidget(m_broken);
    layout->addWidget(m_tabs, 1);

    auto* nothing = new QLabel(tr("Select a policy to see and edit it."), this);
    nothing->setAlignment(Qt::AlignCenter);
    theme::makeMuted(nothing);
    m_stack->addWidget(nothing);
    m_stack->addWidget(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_uses, &QPushButton::clicked, this, [this] {
        m_tabs->setCurrentIndex(UsedByTab);
        m_usedBy->setFocus();
    });
    m_json->setForm(&formOfPolicy());
    connect(m_broken, &LastGoodBar::showTextRequested, this, &PolicyInspector::textRequested);
    connect(&workspace, &models::Workspace::edited, this, &PolicyInspector::showBroken);
    connect(m_tabs, &QTabWidget::currentChanged, this, &PolicyInspector::refresh);
    connect(m_form, &PolicyForm::failed, this, &PolicyInspector::failed);
    connect(m_json, &JsonView::proposed, this, &PolicyInspector::takeJson);
    connect(m_usedBy, &UsedByView::keyActivated, this, &PolicyInspector::keyActivated);
    connect(m_usedBy, &UsedByView::apiActivated, this, &PolicyInspector::apiActivated);
    connect(&workspace, &models::Workspace::policiesChanged, this, &PolicyInspector::refresh);
    connect(&workspace, &models::Workspace::apisChanged, this, &PolicyInspector::showUses);
    connect(&workspace.keyList(), &models::KeyList::keyChanged, this, &PolicyInspector::showUses);
    connect(&workspace.keyList(), &models::RowSource::wasReset, this, &PolicyInspector::showUses);
    refresh();
}

void PolicyInspector::setPolicies(const QStringList& ids)
{
    m_ids = ids;
    m_form->setPolicies(ids);
    refresh();
    showUses();
    showBroken();
}

void PolicyInspector::showBroken()
{
    const models::JsonFile* file = models::OpenPolicies(m_workspace).brokenFileOf(m_ids);
    m_broken->setBrokenFile(file);
    m_form->setReadOnly(file);
    m_json->setReadOnly(file);
}

void PolicyInspector::showField(const QString& field)
{
    m_tabs->setCurrentIndex(FormTab);
    if (m_ids.isEmpty() || m_form->focusField(field))
        return;
    m_tabs->setCurrentIndex(JsonTab);
    m_json->setFocus();
}

void PolicyInspector::refresh()
{
    m_stack->setCurrentIndex(m_ids.isEmpty() ? 0 : 1);
    if (m_ids.isEmpty())
        return;
    const bool one = m_ids.size() == 1;
    m_tabs->setTabVisible(JsonTab, one);
    m_tabs->setTabVisible(UsedByTab, one);
    m_tabs->cornerWidget()->setVisible(one);
    m_state->setVisible(one);
    m_title->setText(one ? m_ids.front() : tr("%n policies", nullptr, int(m_ids.size())));
    const models::PolicyItem* item = one ? m_workspace.policyList().find(m_ids.front()) : nullptr;
    if (!item)
        return;
    const auto state = models::PolicyTableModel::stateOf(*item);
    const Mark mark = markOf(state);
    QString words = models::PolicyTableModel::stateText(state);
    if (!item->why.pattern.empty())
        words = tr("%1: %2").arg(words, models::sentence(item->why));
    m_state->setState(mark.icon, mark.tone, words);
    if (m_tabs->currentIndex() == JsonTab) // a large text takes longer than all the rest
        m_json->setText(outdented(item->raw));
}

// Depends on keys and APIs, not on what the policies say.
void PolicyInspector::showUses()
{
    const bool one = m_ids.size() == 1;
    m_uses->setVisible(one);
    if (!one)
        return;
    m_usedBy->setPolicy(m_ids.front());
    const int keys = m_usedBy->keys();
    m_uses->setText(keys == 0 ? tr("used by no key") : tr("used by %n keys", nullptr, keys));
    m_tabs->setTabText(UsedByTab, tr("Used by %1").arg(m_usedBy->topLevelItemCount()));
}

void PolicyInspector::takeJson(const QString& text)
{
    if (m_ids.size() != 1)
        return;
    m_workspace.finishTyping();
    const Result<void> result = models::PolicyEditor(m_workspace).setJson(m_ids.front(), text.toStdString());
    if (!result)
        m_json->showError(result.error());
    else
        refresh();
}

} // namespace gatereeve::ui
