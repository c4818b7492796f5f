#include "ui/pages/keyform.h"

#include "models/keyrights.h"
#include "models/keystate.h"
#include "models/text.h"
#include "ui/pages/fieldfocus.h"
#include "ui/theme.h"
#include "ui/widgets/accessrightseditor.h"
#include "ui/widgets/limitedit.h"
#include "ui/widgets/policiespicker.h"
#include "ui/widgets/quotaedit.h"
#include "ui/widgets/tagsedit.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int64_t DefaultLife = 30 * 86400; // seconds; offered when an end is switched on

} // namespace

KeyForm::KeyForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_editor(workspace)
{
    makeWidgets(prompts);
    layOut();
    wire();
}

void KeyForm::makeWidgets(Prompts& prompts)
{
    m_alias = new QLineEdit(this);
    m_alias->setObjectName(QStringLiteral("keyAlias"));
    m_alias->setPlaceholderText(tr("none"));
    m_tags = new TagsEdit(this);
    m_tags->setObjectName(QStringLiteral("keyTags"));
    m_policies = new PoliciesPicker(m_workspace, this);
    m_policies->setObjectName(QStringLiteral("keyPolicies"));
    m_policies->setFixedHeight(m_policies->fontMetrics().height() * 8);
    m_endsOn = new QCheckBox(tr("&on"), this);
    m_endsOn->setObjectName(QStringLiteral("keyEndsOn"));
    m_endsOn->setAccessibleName(tr("The key has an end"));
    m_ends = new QDateTimeEdit(this);
    m_ends->setObjectName(QStringLiteral("keyEnds"));
    m_ends->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_ends->setCalendarPopup(true);
    m_ends->setKeyboardTracking(false);
    m_endsWords = new QLabel(this);
    m_endsWords->setObjectName(QStringLiteral("keyEndsWords"));
    theme::makeMuted(m_endsWords);
    m_rate = new LimitEdit(this);
    m_rate->setNames(QStringLiteral("keyRate"), tr("The key's own rate"));
    m_quota = new QuotaEdit(this);
    m_quota->setNames(QStringLiteral("keyQuota"), tr("The key's own quota"));
    m_hmac = new QCheckBox(tr("may sign its requests, at APIs that check &HMAC signatures"), this);
    m_hmac->setObjectName(QStringLiteral("keyHmac"));
    m_hmac->setToolTip(tr("hmac_enabled; one of its policies that has it is enough"));
    m_metaData = new QLabel(this);
    m_metaData->setObjectName(QStringLiteral("keyMetaData"));
    m_metaData->setAccessibleName(tr("The key's own meta data"));
    m_metaData->setTextFormat(Qt::PlainText);
    m_metaData->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_metaData->setWordWrap(true);
    m_rightsEditor = new AccessRightsEditor(m_workspace, prompts, this);
}

void KeyForm::layOut()
{
    auto* ends = new QHBoxLayout;
    ends->setSpacing(theme::Gap);
    ends->addWidget(m_endsOn);
    ends->addWidget(m_ends);
    ends->addWidget(m_endsWords, 1);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(theme::Wide);
    form->setVerticalSpacing(theme::Gap + 2);
    form->addRow(tr("A&lias"), m_alias);
    form->addRow(tr("&Tags"), m_tags);
    form->addRow(tr("&Policies"), m_policies);
    form->addRow(tr("Ends"), ends);
    form->addRow(tr("Own rat&e"), m_rate);
    form->addRow(tr("Own &quota"), m_quota);
    form->addRow(tr("HMAC"), m_hmac);
    form->addRow(tr("Meta data"), m_metaData);
    auto* hint = new QLabel(tr("Own limits and rights count where no policy has a say."), this);
    hint->setWordWrap(true);
    theme::makeMuted(hint);
    auto* rights = new QLabel(tr("Own a&ccess rights"), this);
    theme::makeHeading(rights);
    rights->setBuddy(m_rightsEditor->tree());

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(form);
    layout->addWidget(hint);
    layout->addWidget(rights);
    layout->addWidget(m_rightsEditor, 1);
}

void KeyForm::wire()
{
    const auto one = [this] { return QStringList{m_name}; };
    connect(m_alias, &QLineEdit::editingFinished, this, [this] {
        if (!m_alias->isModified())
            return;
        m_alias->setText(m_alias->text()); // taken: not modified any more, and undo is the workspace's again
        apply(m_editor.setAlias(m_name, m_alias->text()));
    });
    connect(m_tags, &TagsEdit::edited, this,
            [this, one](const QStringList& tags) { apply(m_editor.setTags(one(), tags)); });
    connect(m_policies, &PoliciesPicker::edited, this,
            [this, one](const QStringList& policies) { apply(m_editor.setPolicies(one(), policies)); });
    connect(m_endsOn, &QCheckBox::clicked, this, [this](bool on) {
        if (on)
            m_ends->setDateTime(QDateTime::fromSecsSinceEpoch(m_workspace.clock().nowSeconds() + DefaultLife));
        applyEnd();
    });
    connect(m_ends, &QDateTimeEdit::dateTimeChanged, this, &KeyForm::applyEnd);
    connect(m_rate, &LimitEdit::edited, this,
            [this, one](const RateText& rate) { apply(m_editor.setRate(one(), rate)); });
    connect(m_quota, &QuotaEdit::edited, this,
            [this, one](const QuotaText& quota) { apply(m_editor.setQuota(one(), quota)); });
    connect(m_hmac, &QCheckBox::clicked, this, [this, one](bool on) { apply(m_editor.setHmac(one(), on)); });
    connect(m_rightsEditor, &AccessRightsEditor::failed, this, &KeyForm::failed);
    connect(&m_workspace.keyList(), &models::KeyList::keyChanged, this, [this](const QString& name) {
        if (name == m_name)
            refresh();
    });
}

void KeyForm::setKey(const QString& name)
{
    if (name != m_name || !m_rights) {
        m_rightsEditor->setTarget(nullptr);
        delete m_rights;
        m_name = name;
        if (!name.isEmpty()) {
            m_rights = new models::KeyRights(m_workspace, name, this);
            m_rightsEditor->setTarget(m_rights);
        }
    }
    refresh();
}

bool KeyForm::focusField(const QString& field)
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    if (!key)
        return false;
    if (standsInRight(field, key->session.accessRights))
        return focusRight(m_rightsEditor->tree(), field);
    const bool isMetaData = field.startsWith(QStringLiteral("meta_data.")); // whose names may hold dots
    QWidget* editor = isMetaData ? m_metaData : editorOf(field.section(u'.', -1));
    if (editor)
        focusAndShow(editor);
    return editor;
}

QWidget* KeyForm::editorOf(const QString& name) const
{
    if (name == QStringLiteral("rate") || name == QStringLiteral("throttling"))
        return m_rate->line();
    if (name == QStringLiteral("quota"))
        return m_quota->line();
    if (name == QStringLiteral("tags"))
        return m_tags;
    if (name == QStringLiteral("hmac_enabled"))
        return m_hmac;
    return name == QStringLiteral("apply_policies") ? m_policies : nullptr;
}

void KeyForm::refresh()
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    setEnabled(key);
    if (!key)
        return;
    const Session& session = key->session;
    const QString alias = models::toQString(session.alias);
    if (m_alias->text() != alias && !(m_alias->hasFocus() && m_alias->isModified()))
        m_alias->setText(alias);
    m_tags->setTags(models::toQStringList(session.tags));
    m_policies->setPolicies(models::toQStringList(session.policyNames()));
    const bool ends = session.expires > 0;
    {
        const QSignalBlocker blocker(m_ends);
        m_endsOn->setChecked(ends);
        m_ends->setVisible(ends);
        if (ends)
            m_ends->setDateTime(QDateTime::fromSecsSinceEpoch(session.expires));
    }
    m_endsWords->setText(ends ? models::relativeTime(session.expires, m_workspace.clock().nowSeconds()) : tr("never"));
    m_endsWords->setToolTip(ends ? models::exactTime(session.expires) : QString());
    m_hmac->setChecked(session.hmacEnabled);
    QStringList metaData;
    for (const auto& [name, value] : session.metaData)
        metaData.append(tr("%1: %2").arg(models::toQString(name), models::toQString(value)));
    m_metaData->setText(metaData.isEmpty() ? tr("none") : metaData.join(u'\n'));
    m_rate->setValue({session.rate, session.per});
    m_quota->setValue({session.quotaMax, session.quotaRenewalRate});
}

void KeyForm::applyEnd()
{
    apply(m_editor.setExpires({m_name}, m_endsOn->isChecked() ? m_ends->dateTime().toSecsSinceEpoch() : 0));
}

void KeyForm::apply(const Result<void>& result)
{
    m_workspace.finishTyping();
    if (result)
        return;
    Q_EMIT failed(models::toQString(result.error().describe()));
    refresh();
}

} // namespace gatereeve::ui
