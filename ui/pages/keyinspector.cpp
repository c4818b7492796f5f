#include "ui/pages/keyinspector.h"

#include "core/keys/keytext.h"
#include "models/effectivesession.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"
#include "ui/keyfacts.h"
#include "ui/marks.h"
#include "ui/pages/effectivepane.h"
#include "ui/pages/keyform.h"
#include "ui/widgets/effectiveview.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gatereeve::ui
{

namespace
{

QString maskedOf(const StoredKey& key, const models::KeyList& keys)
{
    const std::string& text = keys.textOf(key);
    return models::toQString(maskedKey(text.empty() ? key.name : text));
}

// Milliseconds without an edit until the other profiles are asked.
constexpr int Pause = 150;
// A key with more rows than this (hundreds of APIs) is not computed at each keystroke but after a pause; what
// was known before stays until then.
constexpr int MostRowsAtOnce = 5000, LargePause = 200;

} // namespace

KeyInspector::KeyInspector(models::Workspace& workspace, const GatewayControl& gateway, Prompts& prompts,
                           QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_others(workspace),
      m_pause(new QTimer(this)),
      m_late(new QTimer(this)),
      m_stack(new QStackedWidget(this)),
      m_title(new QLabel(this)),
      m_who(new QLabel(this)),
      m_state(new StateLabel(this)),
      m_try(addButton(QStringLiteral("tryKey"), QStringLiteral("try"), tr("Tr&y"))),
      m_extend(addButton(QStringLiteral("extendKey"), QStringLiteral("extend"), tr("E&xtend…"))),
      m_suspend(addButton(QStringLiteral("suspendKey"), QStringLiteral("paused"), tr("Suspe&nd"))),
      m_rotate(addButton(QStringLiteral("rotateKey"), QStringLiteral("rotate"), tr("R&otate…"))),
      m_revoke(addButton(QStringLiteral("revokeKey"), QStringLiteral("revoke"), tr("Revo&ke…"))),
      m_effective(new EffectivePane(this)),
      m_form(new KeyForm(workspace, prompts)),
      m_parts(new QSplitter(Qt::Vertical, this))
{
    auto* nothing = new QLabel(tr("Select a key to see what it gives and why."), this);
    nothing->setAlignment(Qt::AlignCenter);
    theme::makeMuted(nothing);
    m_stack->addWidget(nothing);
    m_stack->addWidget(makeContent());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_pause->setSingleShot(true);
    m_pause->setInterval(Pause);
    m_late->setSingleShot(true);
    m_late->setInterval(LargePause);
    wire();
    setKey({});
}

QWidget* KeyInspector::makeContent()
{
    m_parts->setObjectName(QStringLiteral("keyParts"));
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(m_effective);
    m_parts->addWidget(makeOwnValues());
    m_parts->setStretchFactor(0, 3);
    m_parts->setStretchFactor(1, 2);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, theme::Gap, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(makeHead());
    layout->addWidget(m_parts, 1);
    return content;
}

QWidget* KeyInspector::makeHead()
{
    theme::makeTitle(m_title);
    m_title->setObjectName(QStringLiteral("keyTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::makeMuted(m_who);
    m_who->setObjectName(QStringLiteral("keyWho"));
    m_who->setTextFormat(Qt::PlainText);
    m_who->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("keyState"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    for (QPushButton* button : {m_try, m_extend, m_suspend, m_rotate, m_revoke})
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

QWidget* KeyInspector::makeOwnValues()
{
    auto* heading = new QLabel(tr("The key's own values"), this);
    theme::makeHeading(heading);
    heading->setContentsMargins(theme::Margin, theme::Gap, theme::Margin, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* part = new QWidget(this);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading);
    layout->addWidget(scroll, 1);
    return part;
}

QPushButton* KeyInspector::addButton(const QString& name, const QString& icon, const QString& text)
{
    auto* button = new QPushButton(theme::icon(icon), text, this);
    button->setObjectName(name);
    return button;
}

void KeyInspector::wire()
{
    connect(m_pause, &QTimer::timeout, this, &KeyInspector::compare);
    connect(m_late, &QTimer::timeout, this, &KeyInspector::recompute);
    connect(m_try, &QPushButton::clicked, this, [this] { Q_EMIT tryRequested(m_name); });
    connect(m_extend, &QPushButton::clicked, this, &KeyInspector::extendRequested);
    connect(m_suspend, &QPushButton::clicked, this, [this] {
        const StoredKey* key = m_workspace.keyList().find(m_name);
        Q_EMIT suspendRequested(key && !key->session.isInactive);
    });
    connect(m_rotate, &QPushButton::clicked, this, &KeyInspector::rotateRequested);
    connect(m_revoke, &QPushButton::clicked, this, &KeyInspector::revokeRequested);
    connect(m_effective->view(), &EffectiveView::policyActivated, this, &KeyInspector::policyActivated);
    connect(m_effective->view(), &EffectiveView::keyActivated, this, &KeyInspector::goToOwnValue);
    connect(m_effective, &EffectivePane::copyRequested, this, [this] { m_effective->copy(headText()); });
    connect(m_form, &KeyForm::failed, this, &KeyInspector::failed);
    connect(&m_workspace, &models::Workspace::settingsChanged, this, &KeyInspector::invalidate);
    connect(&m_workspace, &models::Workspace::policiesChanged, this, [this](const QStringList& ids) {
        const StoredKey* key = m_workspace.keyList().find(m_name);
        const auto concerns = [&](const std::string& name) { return ids.contains(models::toQString(name)); };
        if (!key || ids.isEmpty() || std::ranges::any_of(key->session.policyNames(), concerns))
            invalidate();
    });
    connect(&m_workspace.keyList(), &models::KeyList::keyChanged, this, [this](const QString& name) {
        if (name == m_name)
            invalidate();
    });
}

void KeyInspector::setKey(const QString& name)
{
    if (name != m_name) {
        m_differences.clear();
        m_isOther = true;
    }
    m_name = name;
    m_form->setKey(name);
    invalidate();
}

void KeyInspector::invalidate()
{
    m_isStale = true;
    if (!isVisible())
        return; // showEvent() will
    if (!m_isOther && m_effective->view()->model()->rowCount() > MostRowsAtOnce)
        m_late->start();
    else
        recompute();
}

void KeyInspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    recompute();
}

void KeyInspector::recompute()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    m_stack->setCurrentIndex(key ? 1 : 0);
    if (!key)
        return;
    if (m_isStale) {
        Provenance why;
        m_session = models::effectiveSession(key->session, m_workspace, &why);
        // The former differences stay until the new ones are known: rows must not go and come with each keystroke.
        m_effective->setRows(models::sessionRows(std::move(why), m_differences));
        if (std::exchange(m_isOther, false))
            m_effective->view()->fitColumns();
        m_isStale = false;
        m_pause->start();
        showWho();
    }
    refresh();
}

void KeyInspector::compare()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    if (!key || m_isStale || !isVisible())
        return;
    models::OtherProfiles::Compared compared = m_others.compare(*key);
    m_differences = std::move(compared.differences);
    m_effective->setRows(models::sessionRows(std::move(compared.why), m_differences));
}

void KeyInspector::refresh()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    if (!key || m_isStale)
        return;
    const KeyFacts facts = factsOf(*key, m_session, m_workspace, m_gateway);
    const Mark mark = markOf(facts.state.kind);
    m_state->setState(mark.icon, mark.tone, facts.sentence);
    QStringList exact;
    if (facts.ends > 0)
        exact.append(tr("ends on %1").arg(models::exactTime(facts.ends)));
    if (facts.quotaEnds > 0)
        exact.append(tr("quota renewed on %1").arg(models::exactTime(toSeconds(facts.quotaEnds))));
    m_state->setToolTip(exact.join(QStringLiteral("\n")));
}

void KeyInspector::showWho()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    const Session& session = key->session;
    const QString masked = maskedOf(*key, m_workspace.keyList());
    m_title->setText(session.alias.empty() ? masked : models::toQString(session.alias));
    QStringList who;
    if (!session.alias.empty())
        who.append(tr("key %1").arg(masked));
    const auto policies = models::toQStringList(session.policyNames());
    who.append(policies.isEmpty() ? tr("no policy") : tr("of %1").arg(policies.join(tr(", "))));
    if (!session.tags.empty())
        who.append(tr("tags %1").arg(models::toQStringList(session.tags).join(tr(", "))));
    m_who->setText(who.join(QStringLiteral(" · ")));
    m_suspend->setText(session.isInactive ? tr("Resu&me") : tr("Suspe&nd"));
    m_suspend->setIcon(theme::icon(session.isInactive ? QStringLiteral("try") : QStringLiteral("paused")));
    m_extend->setEnabled(session.expires > 0);
    m_extend->setToolTip(session.expires > 0 ? QString() : tr("It never ends."));
}

void KeyInspector::goToOwnValue(const QString& field)
{
    if (field == QStringLiteral("is_inactive"))
        m_suspend->setFocus();
    else if (!m_form->focusField(field))
        Q_EMIT failed(tr("The form has no field for %1 of the key.").arg(field));
}

QString KeyInspector::headText() const
{
    return m_title->text() + QStringLiteral("\n") + m_who->text() + QStringLiteral("\n") + m_state->text();
}

QByteArray KeyInspector::saveState() const
{
    return m_parts->saveState();
}

void KeyInspector::restoreState(const QByteArray& state)
{
    m_parts->restoreState(state);
}

} // namespace gatereeve::ui
