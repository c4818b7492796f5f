#include "ui/pages/policyform.h"

#include "models/policyrights.h"
#include "models/text.h"
#include "ui/enforceswords.h"
#include "ui/pages/fieldfocus.h"
#include "ui/theme.h"
#include "ui/widgets/accessrightseditor.h"
#include "ui/widgets/durationedit.h"
#include "ui/widgets/limitedit.h"
#include "ui/widgets/partitionsedit.h"
#include "ui/widgets/quotaedit.h"
#include "ui/widgets/tagsedit.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

// The value that all policies have, or nothing.
template <typename Get>
auto common(const std::vector<const Policy*>& policies, Get get) -> std::optional<decltype(get(*policies.front()))>
{
    if (policies.empty())
        return std::nullopt;
    const auto first = get(*policies.front());
    for (const Policy* policy : policies) {
        if (!(get(*policy) == first))
            return std::nullopt;
    }
    return first;
}

template <typename Edit, typename Value>
void showIn(Edit* edit, const std::optional<Value>& value)
{
    if (value)
        edit->setValue(*value);
    else
        edit->setMixed();
}

} // namespace

PolicyForm::PolicyForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_editor(workspace)
{
    makeWidgets(prompts);
    layOut();
    wire();
    refresh();
}

void PolicyForm::makeWidgets(Prompts& prompts)
{
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("policyName"));
    m_name->setPlaceholderText(tr("none"));
    m_rate = new LimitEdit(this);
    m_rate->setNames(QStringLiteral("policyRate"), tr("Rate"));
    m_quota = new QuotaEdit(this);
    m_quota->setNames(QStringLiteral("policyQuota"), tr("Quota"));
    m_enforces = new PartitionsEdit(this);
    m_loaded = new QRadioButton(tr("&loaded"), this);
    m_loaded->setObjectName(QStringLiteral("policyLoaded"));
    m_notLoaded = new QRadioButton(tr("&not loaded"), this);
    m_notLoaded->setObjectName(QStringLiteral("policyNotLoaded"));
    m_denies = new QCheckBox(tr("&deny its keys"), this);
    m_denies->setObjectName(QStringLiteral("policyInactive"));
    m_denies->setToolTip(tr("is_inactive: every key that has this policy is refused"));
    m_stateNote = new QLabel(this);
    m_stateNote->setWordWrap(true);
    theme::makeMuted(m_stateNote);
    m_keyLife = new DurationEdit(QStringLiteral("key_expires_in"), this);
    m_keyLife->setNames(QStringLiteral("policyKeyLife"), tr("Keys end after"));
    m_tags = new TagsEdit(this);
    m_tags->setObjectName(QStringLiteral("policyTags"));
    m_rightsLabel = new QLabel(tr("A&ccess rights"), this);
    theme::makeHeading(m_rightsLabel);
    m_rightsEditor = new AccessRightsEditor(m_workspace, prompts, this);
    m_rightsLabel->setBuddy(m_rightsEditor->tree());
}

void PolicyForm::layOut()
{
    auto* state = new QHBoxLayout;
    state->setSpacing(theme::Wide);
    state->addWidget(m_loaded);
    state->addWidget(m_notLoaded);
    state->addWidget(m_denies);
    state->addStretch();
    auto* stateRow = new QWidget(this);
    auto* stateLayout = new QVBoxLayout(stateRow);
    stateLayout->setContentsMargins(0, 0, 0, 0);
    stateLayout->setSpacing(theme::Tight);
    stateLayout->addLayout(state);
    stateLayout->addWidget(m_stateNote);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(theme::Wide);
    form->setVerticalSpacing(theme::Gap + 2);
    form->addRow(tr("Na&me"), m_name);
    form->addRow(tr("Rat&e"), m_rate);
    form->addRow(tr("Q&uota"), m_quota);
    form->addRow(tr("Enforces"), m_enforces);
    form->addRow(tr("State"), stateRow);
    form->addRow(tr("&Keys end after"), m_keyLife);
    form->addRow(tr("&Tags"), m_tags);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(form);
    layout->addSpacing(theme::Tight);
    layout->addWidget(m_rightsLabel);
    layout->addWidget(m_rightsEditor, 1);
}

void PolicyForm::wire()
{
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (!m_name->isModified())
            return;
        m_name->setText(m_name->text()); // taken: not modified any more, and undo is the workspace's again
        apply(m_editor.setName(m_ids, m_name->text()));
    });
    connect(m_rate, &LimitEdit::edited, this, [this](const RateText& rate) { apply(m_editor.setRate(m_ids, rate)); });
    connect(m_quota, &QuotaEdit::edited, this,
            [this](const QuotaText& quota) { apply(m_editor.setQuota(m_ids, quota)); });
    connect(m_enforces, &PartitionsEdit::edited, this, &PolicyForm::applyPartitions);
    connect(m_loaded, &QRadioButton::clicked, this, [this] { apply(m_editor.setActive(m_ids, true)); });
    connect(m_notLoaded, &QRadioButton::clicked, this, [this] { apply(m_editor.setActive(m_ids, false)); });
    connect(m_denies, &QCheckBox::clicked, this, [this](bool on) { apply(m_editor.setInactive(m_ids, on)); });
    connect(m_keyLife, &DurationEdit::edited, this,
            [this](int64_t seconds) { apply(m_editor.setKeyExpiresIn(m_ids, seconds)); });
    connect(m_tags, &TagsEdit::edited, this, [this](const QStringList& tags) { apply(m_editor.setTags(m_ids, tags)); });
    connect(m_rightsEditor, &AccessRightsEditor::failed, this, &PolicyForm::failed);
    connect(&m_workspace, &models::Workspace::policiesChanged, this, &PolicyForm::refresh);
    connect(&m_workspace, &models::Workspace::settingsChanged, this, &PolicyForm::refresh); // the profile
}

void PolicyForm::setPolicies(const QStringList& ids)
{
    const bool same = ids == m_ids && (ids.size() != 1) == m_rights.isNull();
    m_ids = ids;
    if (!same) {
        m_rightsEditor->setTarget(nullptr);
        delete m_rights;
        if (ids.size() == 1) {
            m_rights = new models::PolicyRights(m_workspace, ids.front(), this);
            m_rightsEditor->setTarget(m_rights);
        }
    }
    refresh();
}

void PolicyForm::setReadOnly(bool readOnly)
{
    for (QWidget* editor : std::initializer_list<QWidget*>{m_name, m_rate, m_quota, m_enforces, m_loaded, m_notLoaded,
                                                           m_denies, m_keyLife, m_tags})
        editor->setEnabled(!readOnly);
    m_rightsEditor->adaptToTarget();
}

bool PolicyForm::focusField(const QString& field)
{
    const auto all = policies();
    if (all.empty())
        return false;
    if (standsInRight(field, all.front()->accessRights))
        return focusRight(m_rightsEditor->tree(), field);
    QWidget* editor = editorOf(field.section(u'.', -1));
    if (editor)
        focusAndShow(editor);
    return editor;
}

QWidget* PolicyForm::editorOf(const QString& name) const
{
    if (name == u"rate")
        return m_rate->line();
    if (name == u"quota")
        return m_quota->line();
    if (name == u"tags")
        return m_tags;
    if (name == u"is_inactive")
        return m_denies;
    if (name == u"name")
        return m_name;
    if (name == u"key_expires_in")
        return m_keyLife;
    if (name == u"partitions")
        return m_enforces;
    return name == u"apply_policies" ? m_loaded : nullptr;
}

std::vector<const Policy*> PolicyForm::policies() const
{
    std::vector<const Policy*> result;
    for (const QString& id : m_ids) {
        if (const models::PolicyItem* item = m_workspace.policyList().find(id))
            result.push_back(&item->policy());
    }
    return result;
}

void PolicyForm::refresh()
{
    const auto all = policies();
    setEnabled(!all.empty());
    if (all.empty())
        return;
    const auto name = common(all, [](const Policy& p) { return p.name; });
    const QString shownName = name ? models::toQString(*name) : QString();
    if (m_name->text() != shownName && !(m_name->hasFocus() && m_name->isModified()))
        m_name->setText(shownName);
    m_name->setPlaceholderText(name ? tr("none") : tr("mixed"));
    showIn(m_rate, common(all, [](const Policy& p) { return RateText{p.rate, p.per}; }));
    showIn(m_quota, common(all, [](const Policy& p) { return QuotaText{p.quotaMax, p.quotaRenewalRate}; }));
    showIn(m_keyLife, common(all, [](const Policy& p) { return p.keyExpiresIn; }));
    showEnforced(all);
    const bool loaded = std::all_of(all.begin(), all.end(), [](const Policy* p) { return p->active.value_or(true); });
    (loaded ? m_loaded : m_notLoaded)->setChecked(true);
    m_denies->setChecked(std::all_of(all.begin(), all.end(), [](const Policy* p) { return p->isInactive; }));
    if (!loaded)
        m_stateNote->setText(tr("Keys that name it are refused, as if it were missing."));
    else if (m_denies->isChecked())
        m_stateNote->setText(tr("Every key that has it is refused: \"Key is inactive, please renew\"."));
    m_stateNote->setVisible(!loaded || m_denies->isChecked());
    m_tags->setTags(models::toQStringList(
        common(all, [](const Policy& p) { return p.tags; }).value_or(std::vector<std::string>{})));
    m_rightsLabel->setVisible(m_ids.size() == 1);
    m_rightsEditor->setVisible(m_ids.size() == 1);
}

// What is enforced, and what 0 and -1 mean where they stand; of several policies only what they have in common.
void PolicyForm::showEnforced(const std::vector<const Policy*>& all)
{
    const Profile profile = m_workspace.profile();
    m_enforces->setValue(all.front()->partitions);
    const auto sentence = common(all, [=](const Policy& p) { return enforcesSentence(p, profile); });
    m_enforces->setSentence(sentence.value_or(tr("They differ in what they enforce; the boxes show the first one's.")));
    m_rate->setNote(common(all, [=](const Policy& p) { return rateNote(p, profile); }).value_or(QString()));
    m_quota->setNote(common(all, [=](const Policy& p) { return quotaNote(p, profile); }).value_or(QString()));
}

void PolicyForm::apply(const Result<void>& result)
{
    m_workspace.finishTyping();
    if (result)
        return;
    Q_EMIT failed(models::toQString(result.error().describe()));
    refresh();
}

void PolicyForm::applyPartitions(const Partitions& wanted)
{
    const auto all = policies();
    if (all.empty())
        return;
    const Partitions now = all.front()->partitions;
    std::vector<std::pair<models::Partition, bool>> changes;
    if (now.quota != wanted.quota)
        changes.emplace_back(models::Partition::Quota, wanted.quota);
    if (now.rateLimit != wanted.rateLimit)
        changes.emplace_back(models::Partition::RateLimit, wanted.rateLimit);
    if (now.acl != wanted.acl)
        changes.emplace_back(models::Partition::Acl, wanted.acl);
    if (now.perApi != wanted.perApi)
        changes.emplace_back(models::Partition::PerApi, wanted.perApi);
    // One tick is one undo step, also where the first tick writes out what "none set" meant.
    if (changes.size() > 1)
        m_workspace.undoStack().beginMacro(tr("What %1 enforces").arg(m_ids.join(QStringLiteral(", "))));
    Result<void> result;
    for (const auto& [partition, on] : changes) {
        if (result)
            result = m_editor.setEnforces(m_ids, partition, on);
    }
    if (changes.size() > 1)
        m_workspace.undoStack().endMacro();
    apply(result);
}

} // namespace gatereeve::ui
