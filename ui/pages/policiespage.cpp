#include "ui/pages/policiespage.h"

#include "models/policyfiltermodel.h"
#include "models/policytablemodel.h"
#include "models/text.h"
#include "models/usedby.h"
#include "ui/delegates/markdelegate.h"
#include "ui/pages/policyinspector.h"
#include "ui/prompts.h"
#include "ui/widgets/lastgoodbar.h"
#include "ui/widgets/splitview.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using Table = models::PolicyTableModel;

namespace
{

constexpr int MeasuredRows = 30; // for the widths of columns; each takes as long as painting it

} // namespace

PoliciesPage::PoliciesPage(models::Workspace& workspace, Prompts& prompts, QSettings& settings, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_editor(workspace),
      m_templates(settings),
      m_model(new Table(workspace, this)),
      m_filtered(new models::PolicyFilterModel(this)),
      m_inspector(new PolicyInspector(workspace, prompts))
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setSortRole(models::SortRole);
    m_split = new SplitView(makeList(), m_inspector, 520, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_table);

    connect(m_model, &Table::refused, this,
            [this](const Error& error) { Q_EMIT failed(models::toQString(error.describe())); });
    connect(m_model, &Table::inserted, this, &PoliciesPage::selectAll);
    connect(m_inspector, &PolicyInspector::failed, this, &Page::failed);
    connect(m_inspector, &PolicyInspector::keyActivated, this, &PoliciesPage::keyActivated);
    connect(m_inspector, &PolicyInspector::apiActivated, this, &PoliciesPage::apiActivated);
    connect(m_inspector, &PolicyInspector::textRequested, this, &PoliciesPage::textRequested);
    connect(m_inspector, &PolicyInspector::ownTextRequested, this,
            [this] { Q_EMIT textRequested(placeOfSelection()); });
    connect(&workspace, &models::Workspace::edited, this, &PoliciesPage::adaptButtons);
    connect(&workspace.policyList(), &models::PolicyList::renamed, this,
            [this](const QString&, const QString&) { takeSelection(); });
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, &PoliciesPage::countRows);
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, &PoliciesPage::countRows);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &PoliciesPage::countRows); // the filter tells it earlier
    connect(m_filtered, &QAbstractItemModel::modelReset, this, &PoliciesPage::countRows);
    countRows();
    takeSelection();
}

QWidget* PoliciesPage::makeList()
{
    auto* list = new QWidget(this);
    m_filter = new QLineEdit(list);
    m_filter->setObjectName(QStringLiteral("policyFilter"));
    m_filter->setAccessibleName(tr("Filter of the policies"));
    m_filter->setPlaceholderText(tr("Filter: gold  is:active  api:orders  tag:…  -is:trial"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(QStringLiteral("search"), theme::Tone::Muted), QLineEdit::LeadingPosition);
    m_count = new QLabel(list);
    m_count->setObjectName(QStringLiteral("policyCount"));
    theme::makeMuted(m_count);

    m_table = new QTableView(list);
    m_table->setObjectName(QStringLiteral("policyTable"));
    m_table->setAccessibleName(tr("Policies"));
    m_table->setModel(m_filtered);
    theme::style(m_table);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // file order until a header is clicked
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setResizeContentsPrecision(MeasuredRows);
    m_table->setItemDelegateForColumn(
        Table::State,
        new MarkDelegate(
            [](const QModelIndex& index) { return markOf(Table::StateKind(index.data(models::RawRole).toInt())); },
            m_table));

    m_table->setDragDropMode(QAbstractItemView::DragDrop);
    m_table->setDefaultDropAction(Qt::CopyAction);
    m_table->setDragDropOverwriteMode(false);
    m_table->viewport()->installEventFilter(this);
    makeTableActions();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    m_add = addButton(QStringLiteral("addPolicy"), QStringLiteral("add"), tr("&New"), &PoliciesPage::addPolicy);
    buttons->addWidget(m_add);
    m_addFrom = new QPushButton(tr("&From template"), list);
    m_addFrom->setObjectName(QStringLiteral("addFromTemplate"));
    m_addFrom->setMenu(makeTemplatesMenu());
    buttons->addWidget(m_addFrom);
    m_needOne.append(addButton(QStringLiteral("duplicatePolicy"), QStringLiteral("copy"), tr("Dup&licate"),
                               &PoliciesPage::duplicate));
    m_needOne.append(addButton(QStringLiteral("renamePolicy"), QString(), tr("Rena&me…"), &PoliciesPage::rename));
    m_needSome.append(
        addButton(QStringLiteral("deletePolicy"), QStringLiteral("delete"), tr("De&lete…"), &PoliciesPage::remove));
    for (QPushButton* button : m_needOne + m_needSome)
        buttons->addWidget(button);
    buttons->addStretch();
    auto* issue = new QPushButton(theme::icon(QStringLiteral("issue")), tr("&Issue a key…"), list);
    issue->setObjectName(QStringLiteral("issueKeyOfPolicy"));
    connect(issue, &QPushButton::clicked, this, [this] { Q_EMIT issueKeyRequested(selected()); });
    buttons->addWidget(issue);

    auto* top = new QHBoxLayout;
    top->setSpacing(theme::Gap);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    list->setFocusProxy(m_table);

    connect(m_filter, &QLineEdit::textChanged, this, &PoliciesPage::filter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PoliciesPage::takeSelection);
    connect(m_table, &QTableView::activated, this, [this] { m_split->showInspector(); });
    return list;
}

QPushButton* PoliciesPage::addButton(const QString& name, const QString& icon, const QString& text,
                                     void (PoliciesPage::*action)())
{
    auto* button = new QPushButton(text, this);
    if (!icon.isEmpty())
        button->setIcon(theme::icon(icon));
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, action);
    return button;
}

void PoliciesPage::setNarrow(bool narrow)
{
    m_split->setNarrow(narrow);
}

void PoliciesPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_split->saveState());
    settings.setValue(QStringLiteral("header"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("selected"), selected());
    settings.setValue(QStringLiteral("tab"), m_inspector->tabs()->currentIndex());
}

void PoliciesPage::restoreLayout(const QSettings& settings)
{
    m_split->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    if (!m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("header")).toByteArray()))
        m_table->resizeColumnsToContents();
    m_inspector->tabs()->setCurrentIndex(settings.value(QStringLiteral("tab"), 0).toInt());
    const QStringList selectedIds = settings.value(QStringLiteral("selected")).toStringList();
    const QSet<QString> ids(selectedIds.begin(), selectedIds.end());
    m_table->clearSelection();
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        if (ids.contains(m_filtered->index(row, 0).data(models::IdRole).toString()))
            m_table->selectionModel()->setCurrentIndex(m_filtered->index(row, 0),
                                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    if (selected().isEmpty() && m_filtered->rowCount() > 0)
        m_table->selectionModel()->setCurrentIndex(m_filtered->index(0, 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QStringList PoliciesPage::selected() const
{
    QStringList ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        ids.append(index.data(models::IdRole).toString());
    return ids;
}

void PoliciesPage::select(const QString& id)
{
    const int sourceRow = m_workspace.policyList().rowOf(id);
    if (sourceRow < 0)
        return;
    QModelIndex index = m_filtered->mapFromSource(m_model->index(sourceRow, 0));
    if (!index.isValid()) {
        m_filter->clear();
        index = m_filtered->mapFromSource(m_model->index(sourceRow, 0));
    }
    // Said outright: QTableView would look at the keys held down, and Ctrl+2 is one of ours.
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_split->showInspector();
}

void PoliciesPage::showField(const QString& id, const QString& field)
{
    select(id);
    m_inspector->showField(field);
}

void PoliciesPage::filter(const QString& line)
{
    m_filtered->setFilterLine(line);
    const QStringList unknown = m_filtered->notUnderstood();
    countRows();
    if (!unknown.isEmpty())
        m_count->setText(tr("not understood: %1").arg(unknown.join(QStringLiteral(" "))));
}

void PoliciesPage::countRows()
{
    const int all = m_model->rowCount(), shown = m_filtered->rowCount();
    m_count->setText(shown == all ? tr("%n policies", nullptr, all) : tr("%1 of %2").arg(shown).arg(all));
}

void PoliciesPage::takeSelection()
{
    m_inspector->setPolicies(selected());
    adaptButtons();
}

// While a file is broken, what would change it can't be done, and its tool tip says why.
void PoliciesPage::adaptButtons()
{
    const QStringList ids = selected();
    const models::OpenPolicies open(m_workspace);
    const models::JsonFile* broken = open.brokenFileOf(ids);
    const models::JsonFile* brokenForNew = open.brokenFileForNew();
    const auto adapt = [](QPushButton* button, bool enabled, const models::JsonFile* hindrance) {
        button->setEnabled(enabled && !hindrance);
        button->setToolTip(hindrance ? cannotBeRead(*hindrance) : QString());
    };
    adapt(m_add, true, brokenForNew);
    adapt(m_addFrom, true, brokenForNew);
    for (QPushButton* button : m_needOne)
        adapt(button, ids.size() == 1, broken);
    for (QPushButton* button : m_needSome)
        adapt(button, !ids.isEmpty(), broken);
}

Place PoliciesPage::placeOfSelection() const
{
    const QStringList ids = selected();
    const auto spot = models::OpenPolicies(m_workspace).find(ids.value(0));
    if (spot) {
        Place place = spot->value.place();
        place.file = spot->file->path();
        return place;
    }
    const models::PolicyItem* item = m_workspace.policyList().find(ids.value(0));
    if (const models::JsonFile* file = item ? m_workspace.fileAt(item->file) : nullptr; file && file->error()) {
        Place place = file->error()->place;
        place.file = file->path();
        return place;
    }
    const auto& files = m_workspace.policyFiles();
    return {.file = files.empty() ? std::string() : files.front()->path()};
}

QMenu* PoliciesPage::makeTemplatesMenu()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("templatesMenu"));
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillTemplates(menu); });
    return menu;
}

void PoliciesPage::fillTemplates(QMenu* menu)
{
    menu->clear();
    qDeleteAll(menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // those stay otherwise
    const auto plain = [](const QString& name) { return QString(name).replace(u'&', QStringLiteral("&&")); };
    const auto add = [&](const models::PolicyTemplate& start) {
        QAction* action = menu->addAction(plain(start.name));
        action->setToolTip(start.meaning);
        connect(action, &QAction::triggered, this, [this, start] { addFrom(start); });
    };
    for (const models::PolicyTemplate& start : models::PolicyTemplates::builtIn())
        add(start);
    menu->addSeparator();
    const std::vector<models::PolicyTemplate> own = m_templates.own();
    for (const models::PolicyTemplate& start : own)
        add(start);
    menu->addSeparator();
    QAction* keep = menu->addAction(tr("&Keep the selected policy as a template…"));
    keep->setObjectName(QStringLiteral("keepTemplate"));
    keep->setEnabled(selected().size() == 1);
    connect(keep, &QAction::triggered, this, &PoliciesPage::keepAsTemplate);
    if (own.empty())
        return;
    QMenu* forget = menu->addMenu(tr("&Forget"));
    for (const models::PolicyTemplate& start : own) {
        connect(forget->addAction(plain(start.name)), &QAction::triggered, this,
                [this, name = start.name] { m_templates.forget(name); });
    }
}

// Keys and context menu of the table; what is typed elsewhere is not theirs.
void PoliciesPage::makeTableActions()
{
    addAction(QStringLiteral("cutPolicies"), tr("Cu&t"), QKeySequence::Cut, &PoliciesPage::cut);
    addAction(QStringLiteral("copyPolicies"), tr("&Copy"), QKeySequence::Copy, &PoliciesPage::copy);
    addAction(QStringLiteral("pastePolicies"), tr("&Paste"), QKeySequence::Paste, &PoliciesPage::paste);
    addAction(QStringLiteral("duplicatePolicyHere"), tr("Dup&licate"), {}, &PoliciesPage::duplicate);
    addAction(QStringLiteral("renamePolicyHere"), tr("Rena&me…"), {}, &PoliciesPage::rename);
    addAction(QStringLiteral("deletePolicies"), tr("De&lete…"), QKeySequence::Delete, &PoliciesPage::remove);
    addAction(QStringLiteral("keepTemplateHere"), tr("&Keep as a template…"), {}, &PoliciesPage::keepAsTemplate);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void PoliciesPage::addAction(const QString& name, const QString& text, const QKeySequence& keys,
                             void (PoliciesPage::*action)())
{
    auto* added = new QAction(text, m_table);
    added->setObjectName(name);
    added->setShortcut(keys);
    added->setShortcutContext(Qt::WidgetShortcut);
    connect(added, &QAction::triggered, this, action);
    m_table->addAction(added);
}

// Policies dropped where they came from would only be doubled.
bool PoliciesPage::eventFilter(QObject* object, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        if (drop->source() == m_table) {
            drop->ignore();
            return true;
        }
    }
    return Page::eventFilter(object, event);
}

void PoliciesPage::selectAll(const QStringList& ids)
{
    if (ids.isEmpty())
        return;
    select(ids.front());
    for (const QString& id : ids) {
        const QModelIndex index = m_filtered->mapFromSource(m_model->index(m_workspace.policyList().rowOf(id), 0));
        m_table->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

void PoliciesPage::addPolicy()
{
    // Enough to be loaded, and nothing granted yet.
    addFrom({{},
             {},
             QStringLiteral("new-policy"),
             R"({"active": true, "rate": 5, "per": 1, "quota_max": 1000, )"
             R"("quota_renewal_rate": 86400, "access_rights": {}})"});
}

void PoliciesPage::addFrom(const models::PolicyTemplate& start)
{
    const QString id = m_editor.freeId(start.id);
    if (report(m_editor.add(id, start.json)))
        select(id);
}

void PoliciesPage::keepAsTemplate()
{
    const QStringList ids = selected();
    if (ids.size() != 1)
        return;
    const auto carried = m_editor.carried(ids);
    if (!carried) {
        Q_EMIT failed(models::toQString(carried.error().describe()));
        return;
    }
    const QString name =
        m_prompts.askText(this, tr("Keep %1 as a template").arg(ids.front()), tr("Name of the template"), ids.front());
    if (!name.isEmpty())
        report(m_templates.keep(name, ids.front(), carried->front().json));
}

void PoliciesPage::copy()
{
    copied();
}

bool PoliciesPage::copied()
{
    QMimeData* data = m_filtered->mimeData(m_table->selectionModel()->selectedRows());
    if (data)
        QGuiApplication::clipboard()->setMimeData(data);
    else
        Q_EMIT failed(tr("Not copied: it is no policy object, or its file is broken."));
    return data;
}

void PoliciesPage::cut()
{
    if (copied())
        remove();
}

void PoliciesPage::paste()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const QByteArray own = data ? data->data(Table::mimeType()) : QByteArray();
    auto carried = carriedPolicies((data && own.isEmpty() ? data->text().toUtf8() : own).toStdString());
    if (!carried) {
        Q_EMIT failed(tr("The clipboard has no policies: %1").arg(models::toQString(carried.error().describe())));
        return;
    }
    const auto ids = m_editor.insert(*std::move(carried));
    if (ids)
        selectAll(*ids);
    else
        Q_EMIT failed(models::toQString(ids.error().describe()));
}

void PoliciesPage::duplicate()
{
    const QStringList ids = selected();
    if (ids.size() != 1)
        return;
    const QString copy = m_editor.freeId(ids.front());
    if (report(m_editor.duplicate(ids.front(), copy)))
        select(copy);
}

void PoliciesPage::rename()
{
    const QStringList ids = selected();
    if (ids.size() != 1)
        return;
    const QString id = ids.front();
    const int keys = models::UsedBy(m_workspace.keyList(), m_workspace.apiList(), {id}).keysOf(id);
    const QString label =
        keys == 0 ? tr("New id of %1").arg(id) : tr("New id of %1 (%n keys name it and follow)", nullptr, keys).arg(id);
    const QString wish = m_prompts.askText(this, tr("Rename %1").arg(id), label, id).trimmed();
    if (!wish.isEmpty() && wish != id && report(m_editor.rename(id, wish)))
        select(wish);
}

void PoliciesPage::remove()
{
    const QStringList ids = selected();
    if (ids.isEmpty())
        return;
    const int keys = models::UsedBy(m_workspace.keyList(), m_workspace.apiList(), ids).keysOf(ids);
    const QString action =
        ids.size() == 1 ? tr("Delete %1").arg(ids.front()) : tr("Delete %n policies", nullptr, int(ids.size()));
    // Nobody loses anything, and undo brings it back: no reason to ask.
    if (keys > 0) {
        const Question question{action, tr("%1: %2.").arg(action, tr("%n keys lose access", nullptr, keys)),
                                tr("Undo brings it back."), action};
        if (!m_prompts.confirm(this, question))
            return;
    }
    report(m_editor.remove(ids));
}

bool PoliciesPage::report(const Result<void>& result)
{
    m_workspace.finishTyping();
    if (!result)
        Q_EMIT failed(models::toQString(result.error().describe()));
    return result.ok();
}

} // namespace gatereeve::ui
