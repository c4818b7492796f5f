#include "ui/pages/keyspage.h"

#include "core/keys/keytext.h"
#include "models/keyrotation.h"
#include "models/keytablemodel.h"
#include "models/text.h"
#include "ui/delegates/markdelegate.h"
#include "ui/gatewaycontrol.h"
#include "ui/pages/keyinspector.h"
#include "ui/prompts.h"
#include "ui/widgets/splitview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using Table = models::KeyTableModel;

namespace
{

constexpr int RefreshEvery = 1000; // milliseconds; relative times and the quota that is left

} // namespace

KeysPage::KeysPage(models::Workspace& workspace, GatewayControl& gateway, Prompts& prompts, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_editor(workspace),
      m_model(new Table(workspace, this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_inspector(new KeyInspector(workspace, gateway, prompts))
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setSortRole(models::SortRole);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_split = new SplitView(makeList(), m_inspector, 520, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_table);

    connect(m_inspector, &KeyInspector::failed, this, &Page::failed);
    connect(m_inspector, &KeyInspector::tryRequested, this, &KeysPage::tryRequested);
    connect(m_inspector, &KeyInspector::policyActivated, this, &KeysPage::policyActivated);
    connect(m_inspector, &KeyInspector::extendRequested, this, &KeysPage::extend);
    connect(m_inspector, &KeyInspector::suspendRequested, this, &KeysPage::suspend);
    connect(m_inspector, &KeyInspector::rotateRequested, this, &KeysPage::rotate);
    connect(m_inspector, &KeyInspector::revokeRequested, this, &KeysPage::revoke);
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, &KeysPage::countRows);
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, &KeysPage::countRows);
    connect(m_filtered, &QAbstractItemModel::modelReset, this, &KeysPage::countRows);
    connect(&gateway, &GatewayControl::clockChanged, this, &KeysPage::refreshTimes);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            refreshTimes();
    });
    timer->start(RefreshEvery);
    countRows();
}

QWidget* KeysPage::makeList()
{
    auto* list = new QWidget(this);
    m_filter = new QLineEdit(list);
    m_filter->setObjectName(QStringLiteral("keyFilter"));
    m_filter->setAccessibleName(tr("Filter of the keys"));
    m_filter->setPlaceholderText(tr("Filter by alias, policy or state"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(QStringLiteral("search"), theme::Tone::Muted), QLineEdit::LeadingPosition);
    m_count = new QLabel(list);
    theme::makeMuted(m_count);

    m_table = new QTableView(list);
    m_table->setObjectName(QStringLiteral("keyTable"));
    m_table->setAccessibleName(tr("Keys"));
    m_table->setModel(m_filtered);
    theme::style(m_table);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as stored until a header is clicked
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSectionResizeMode(Table::State, QHeaderView::Stretch);
    constexpr std::pair<int, int> Widths[] = {
        {Table::Alias, 112}, {Table::Key, 60}, {Table::Policies, 116}, {Table::Expires, 76}, {Table::Created, 84}};
    for (const auto& [column, width] : Widths)
        m_table->setColumnWidth(column, width);
    m_table->setItemDelegateForColumn(
        Table::State, new MarkDelegate(
                          [](const QModelIndex& index) {
                              return markOf(models::KeyState::Kind(index.data(models::RawRole).toInt()));
                          },
                          m_table));
    auto* issue = new QPushButton(theme::icon(QStringLiteral("issue")), tr("&Issue a key…"), list);
    issue->setObjectName(QStringLiteral("issueKeyButton"));
    connect(issue, &QPushButton::clicked, this, &KeysPage::issueKeyRequested);

    auto* top = new QHBoxLayout;
    top->setSpacing(theme::Gap);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(issue, 0, Qt::AlignRight);
    list->setFocusProxy(m_table);

    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysPage::takeSelection);
    connect(m_table, &QTableView::activated, this, [this] { m_split->showInspector(); });
    return list;
}

void KeysPage::setNarrow(bool narrow)
{
    m_split->setNarrow(narrow);
}

void KeysPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_split->saveState());
    settings.setValue(QStringLiteral("header"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("selected"), selected());
    settings.setValue(QStringLiteral("parts"), m_inspector->saveState());
}

void KeysPage::restoreLayout(const QSettings& settings)
{
    m_split->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("header")).toByteArray());
    m_inspector->restoreState(settings.value(QStringLiteral("parts")).toByteArray());
    const QStringList names = settings.value(QStringLiteral("selected")).toStringList();
    const int row = names.isEmpty() ? -1 : m_workspace.keyList().rowOf(names.front());
    if (row >= 0)
        m_table->selectionModel()->setCurrentIndex(m_filtered->mapFromSource(m_model->index(row, 0)),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QStringList KeysPage::selected() const
{
    QStringList names;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        names.append(index.data(models::IdRole).toString());
    return names;
}

void KeysPage::select(const QString& name)
{
    const int row = m_workspace.keyList().rowOf(name);
    if (row < 0)
        return;
    QModelIndex index = m_filtered->mapFromSource(m_model->index(row, 0));
    if (!index.isValid()) {
        m_filter->clear();
        index = m_filtered->mapFromSource(m_model->index(row, 0));
    }
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_split->showInspector();
}

void KeysPage::extend()
{
    const QStringList names = selected();
    if (names.isEmpty())
        return;
    const QString text = m_prompts.askText(this, tr("Extend %1").arg(labelOf(names)),
                                           tr("By how long, from its end or from now if that is past"), tr("14 days"));
    if (text.isNull())
        return;
    const Result<int64_t> seconds = parseDuration(text.toStdString());
    if (!seconds)
        Q_EMIT failed(models::toQString(seconds.error().text));
    else
        report(m_editor.extend(names, *seconds));
}

void KeysPage::suspend(bool on)
{
    if (!selected().isEmpty())
        report(m_editor.setInactive(selected(), on));
}

void KeysPage::rotate()
{
    const QStringList names = selected();
    if (names.size() != 1) {
        Q_EMIT failed(tr("Select the one key to rotate."));
        return;
    }
    if (const QString reason = models::whyNotRotated(m_workspace, names.front()); !reason.isEmpty()) {
        Q_EMIT failed(reason);
        return;
    }
    const QString label = labelOf(names);
    constexpr int64_t Overlaps[] = {0, 3600, 86400, 7 * 86400};
    const Choice choice{tr("Rotate %1").arg(label),
                        tr("%1 gets a new text with the same policies and values; its counters start anew.\n"
                           "How long may the old text be used? This cannot be undone.")
                            .arg(label),
                        {tr("not at all, it ends now"), tr("1 hour"), tr("24 hours"), tr("7 days")},
                        2,
                        tr("Rotate %1").arg(label)};
    const int chosen = m_prompts.askChoice(this, choice);
    if (chosen < 0)
        return;
    const Result<models::Rotated> rotated = models::rotateKey(m_workspace, names.front(), Overlaps[chosen]);
    if (!rotated) {
        Q_EMIT failed(models::toQString(rotated.error().describe()));
        return;
    }
    const QString name = models::toQString(rotated->key.name);
    select(name);
    Q_EMIT this->rotated(name, rotated->oldEnds);
}

void KeysPage::revoke()
{
    const QStringList names = selected();
    if (names.isEmpty())
        return;
    const QString label = labelOf(names);
    const Question question{tr("Revoke %1").arg(label),
                            tr("Revoke %1: %n keys stop working at once.", nullptr, int(names.size())).arg(label),
                            tr("This cannot be undone. Suspending can."), tr("Revoke %1").arg(label)};
    if (!m_prompts.confirm(this, question))
        return;
    for (const QString& name : names) {
        const Result<void> removed = m_workspace.keyList().remove(name);
        if (!removed) {
            report(removed);
            return;
        }
    }
}

void KeysPage::countRows()
{
    const int all = m_model->rowCount(), shown = m_filtered->rowCount();
    m_count->setText(shown == all ? tr("%n keys", nullptr, all) : tr("%1 of %2").arg(shown).arg(all));
}

void KeysPage::takeSelection()
{
    const QStringList names = selected();
    m_inspector->setKey(names.size() == 1 ? names.front() : QString());
    Q_EMIT selectionChanged();
}

void KeysPage::refreshTimes()
{
    m_model->refreshTimes();
    m_inspector->refresh();
}

QString KeysPage::labelOf(const QStringList& names) const
{
    if (names.size() != 1)
        return tr("%n keys", nullptr, int(names.size()));
    const StoredKey* key = m_workspace.keyList().find(names.front());
    if (!key)
        return names.front();
    if (!key->session.alias.empty())
        return models::toQString(key->session.alias);
    return models::toQString(maskedKey(key->text.empty() ? key->name : key->text));
}

void KeysPage::report(const Result<void>& result)
{
    m_workspace.finishTyping();
    if (!result)
        Q_EMIT failed(models::toQString(result.error().describe()));
}

} // namespace gatereeve::ui
