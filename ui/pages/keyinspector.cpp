#include "ui/pages/keyinspector.h"

#include "core/keys/keytext.h"
#include "models/keystate.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"
#include "ui/keyfacts.h"
#include "ui/marks.h"
#include "ui/pages/keyform.h"
#include "ui/widgets/effectiveview.h"
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

KeyInspector::KeyInspector(models::Workspace& workspace, const GatewayControl& gateway, Prompts& prompts,
                           QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_stack(new QStackedWidget(this)),
      m_title(new QLabel(this)),
      m_who(new QLabel(this)),
      m_state(new StateLabel(this)),
      m_try(addButton(QStringLiteral("tryKey"), QStringLiteral("try"), tr("Tr&y"))),
      m_extend(addButton(QStringLiteral("extendKey"), QStringLiteral("extend"), tr("E&xtend…"))),
      m_suspend(addButton(QStringLiteral("suspendKey"), QStringLiteral("paused"), tr("Suspe&nd"))),
      m_revoke(addButton(QStringLiteral("revokeKey"), QStringLiteral("revoke"), tr("Revo&ke…"))),
      m_refusal(new QLabel(this)),
      m_effective(new EffectiveView(this)),
      m_form(new KeyForm(workspace, prompts)),
      m_tabs(new QTabWidget(this))
{
    m_refusal->setObjectName(QStringLiteral("keyRefusal"));
    m_refusal->setWordWrap(true);
    m_refusal->setMargin(theme::Gap);
    auto* effective = new QWidget(this);
    auto* effectiveLayout = new QVBoxLayout(effective);
    effectiveLayout->setContentsMargins(0, theme::Gap, 0, 0);
    effectiveLayout->addWidget(m_refusal);
    effectiveLayout->addWidget(m_effective, 1);

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->setObjectName(QStringLiteral("keyTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(effective, tr("In effect"));
    m_tabs->addTab(scroll, tr("Own values"));

    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, theme::Gap, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(makeHead());
    layout->addWidget(m_tabs, 1);
    auto* nothing = new QLabel(tr("Select a key to see what it gives and why."), this);
    nothing->setAlignment(Qt::AlignCenter);
    theme::makeMuted(nothing);
    m_stack->addWidget(nothing);
    m_stack->addWidget(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_try, &QPushButton::clicked, this, [this] { Q_EMIT tryRequested(m_name); });
    connect(m_extend, &QPushButton::clicked, this, &KeyInspector::extendRequested);
    connect(m_suspend, &QPushButton::clicked, this, [this] {
        const StoredKey* key = m_workspace.keyList().find(m_name);
        Q_EMIT suspendRequested(key && !key->session.isInactive);
    });
    connect(m_revoke, &QPushButton::clicked, this, &KeyInspector::revokeRequested);
    connect(m_effective, &EffectiveView::policyActivated, this, &KeyInspector::policyActivated);
    connect(m_form, &KeyForm::failed, this, &KeyInspector::failed);
    connect(&workspace, &models::Workspace::policiesChanged, this, &KeyInspector::refresh);
    connect(&workspace, &models::Workspace::settingsChanged, this, &KeyInspector::refresh);
    connect(&workspace.keyList(), &models::KeyList::keyChanged, this, &KeyInspector::refresh);
    setKey({});
}

QWidget* KeyInspector::makeHead()
{
    theme::makeTitle(m_title);
    m_title->setObjectName(QStringLiteral("keyTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::makeMuted(m_who);
    m_who->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("keyState"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    for (QPushButton* button : {m_try, m_extend, m_suspend, m_revoke})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* head = new QWidget(this);
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(theme::Margin, 0, theme::Margin, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_title);
    layout->addWidget(m_who);
    layout->addWidget(m_state);
    layout->addSpacing(theme::Tight);
    layout->addLayout(buttons);
    return head;
}

QPushButton* KeyInspector::addButton(const QString& name, const QString& icon, const QString& text)
{
    auto* button = new QPushButton(theme::icon(icon), text, this);
    button->setObjectName(name);
    return button;
}

void KeyInspector::setKey(const QString& name)
{
    m_name = name;
    m_form->setKey(name);
    refresh();
}

void KeyInspector::refresh()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    m_stack->setCurrentIndex(key ? 1 : 0);
    if (!key)
        return;
    const KeyFacts facts = factsOf(*key, m_workspace, m_gateway);
    const auto state = models::keyState(*key, m_workspace, toSeconds(m_gateway.now()));
    const Mark mark = markOf(state.kind);
    const QString masked = models::toQString(maskedKey(key->text.empty() ? key->name : key->text));
    m_title->setText(key->session.alias.empty() ? masked : models::toQString(key->session.alias));
    QStringList who;
    if (!key->session.alias.empty())
        who.append(tr("key %1").arg(masked));
    const auto policies = models::toQStringList(key->session.policyNames());
    who.append(policies.isEmpty() ? tr("no policy") : tr("of %1").arg(policies.join(QStringLiteral(", "))));
    if (!key->session.tags.empty())
        who.append(tr("tags %1").arg(models::toQStringList(key->session.tags).join(QStringLiteral(", "))));
    m_who->setText(who.join(QStringLiteral(" · ")));
    m_state->setState(mark.icon, mark.tone, facts.sentence);
    m_state->setToolTip(facts.ends > 0 ? tr("ends on %1").arg(models::exactTime(facts.ends)) : QString());
    m_suspend->setText(key->session.isInactive ? tr("Resu&me") : tr("Suspe&nd"));
    m_suspend->setIcon(theme::icon(key->session.isInactive ? QStringLiteral("try") : QStringLiteral("paused")));
    m_refusal->setVisible(!facts.effective.ok());
    if (!facts.effective.ok())
        m_refusal->setText(tr("Refused: %1").arg(models::sentence(facts.effective.refusal->why)));
    m_effective->setProvenance(facts.why);
}

} // namespace gatereeve::ui
