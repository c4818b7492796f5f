#include "ui/pages/filespage.h"

#include "models/filetablemodel.h"
#include "models/text.h"
#include "ui/delegates/markdelegate.h"
#include "ui/marks.h"
#include "ui/widgets/filetextview.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using Table = models::FileTableModel;

namespace
{

constexpr int TextWidth = 640;

} // namespace

FilesPage::FilesPage(models::Workspace& workspace, const models::ProblemList& problems, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_files(new models::FileList(workspace, this)),
      m_model(new Table(*m_files, workspace, this)),
      m_filtered(new QSortFilterProxyModel(this))
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_split = new SplitView(makeList(), makeText(problems), TextWidth, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_table);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &FilesPage::showHead);
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, &FilesPage::countRows);
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, &FilesPage::countRows);
    countRows();
    showCurrent();
}

QWidget* FilesPage::makeList()
{
    auto* list = new QWidget(this);
    m_filter = new QLineEdit(list);
    m_filter->setObjectName(QStringLiteral("fileFilter"));
    m_filter->setAccessibleName(tr("Filter of the files"));
    m_filter->setPlaceholderText(tr("Filter: orders  broken  not saved"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(QStringLiteral("search"), theme::Tone::Muted), QLineEdit::LeadingPosition);
    m_count = new QLabel(list);
    m_count->setObjectName(QStringLiteral("fileCount"));
    theme::makeMuted(m_count);
    m_table = new QTableView(list);
    m_table->setObjectName(QStringLiteral("fileTable"));
    m_table->setAccessibleName(tr("Files"));
    m_table->setModel(m_filtered);
    theme::style(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setItemDelegateForColumn(
        Table::State,
        new MarkDelegate(
            [](const QModelIndex& index) { return markOf(Table::StateKind(index.data(models::RawRole).toInt())); },
            m_table));
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::Gap);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    list->setFocusProxy(m_table);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filtered->setFilterFixedString(text.trimmed());
        countRows();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_text->isTypedIn()) // what is typed may take the row out of the filter
            showCurrent();
    });
    connect(m_table, &QTableView::activated, this, [this] {
        m_split->showInspector();
        m_text->setFocus();
    });
    return list;
}

QWidget* FilesPage::makeText(const models::ProblemList& problems)
{
    auto* side = new QWidget(this);
    m_title = new QLabel(side);
    m_title->setObjectName(QStringLiteral("fileTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::makeTitle(m_title);
    m_state = new StateLabel(side);
    m_state->setObjectName(QStringLiteral("fileState"));
    m_toForm = new QPushButton(tr("Show in the &form"), side);
    m_toForm->setObjectName(QStringLiteral("showInForm"));
    m_toForm->setToolTip(tr("The policy or API that the cursor stands in, on its own page"));
    connect(m_toForm, &QPushButton::clicked, this, [this] { Q_EMIT formRequested(m_text->cursorPlace()); });
    m_text = new FileTextView(m_workspace, QStringLiteral("file"), side);
    m_text->setProblems(problems);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_toForm, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->setSpacing(theme::Tight);
    layout->addLayout(head);
    layout->addWidget(m_state);
    layout->addWidget(m_text, 1);
    side->setFocusProxy(m_text);
    return side;
}

void FilesPage::setNarrow(bool narrow)
{
    m_split->setNarrow(narrow);
}

void FilesPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_split->saveState());
    settings.setValue(QStringLiteral("header"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("selected"), m_table->currentIndex().data(models::IdRole));
}

void FilesPage::restoreLayout(const QSettings& settings)
{
    m_split->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    if (!m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("header")).toByteArray()))
        m_table->resizeColumnsToContents();
    const auto* former = m_workspace.fileAt(settings.value(QStringLiteral("selected")).toString());
    selectFile(former && m_files->rowOf(former) >= 0 ? former : m_files->at(0).file);
}

void FilesPage::showPlace(const Place& place)
{
    const models::JsonFile* file = m_workspace.fileAt(models::toQString(place.file));
    if (!file || m_files->rowOf(file) < 0)
        return;
    selectFile(file);
    m_split->showInspector();
    m_text->showPlace(place);
    m_text->setFocus();
}

Place FilesPage::cursorPlace() const
{
    return m_text->cursorPlace();
}

void FilesPage::selectFile(const models::JsonFile* file)
{
    const QModelIndex source = m_model->index(m_files->rowOf(file), 0);
    if (!m_filtered->mapFromSource(source).isValid())
        m_filter->clear();
    m_table->selectionModel()->setCurrentIndex(m_filtered->mapFromSource(source),
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    showCurrent();
}

void FilesPage::showCurrent()
{
    const QModelIndex current = m_filtered->mapToSource(m_table->currentIndex());
    m_text->setFile(current.isValid() ? m_files->at(current.row()).file : nullptr);
    showHead();
}

void FilesPage::showHead()
{
    const int row = m_files->rowOf(m_text->file());
    m_state->setVisible(row >= 0);
    m_toForm->setVisible(false);
    m_title->setText(row >= 0 ? m_model->nameOf(m_files->at(row)) : tr("Select a file"));
    if (row < 0)
        return;
    const models::FileItem& item = m_files->at(row);
    const bool hasForm = item.role == models::FileItem::Role::Policies || item.role == models::FileItem::Role::Api;
    m_toForm->setVisible(hasForm);
    const Mark mark = markOf(Table::kindOf(item));
    m_state->setState(mark.icon, mark.tone, tr("%1 · %2").arg(Table::whatText(item), Table::stateText(item)));
}

void FilesPage::countRows()
{
    const int all = m_model->rowCount(), shown = m_filtered->rowCount();
    m_count->setText(shown == all ? tr("%n files", nullptr, all) : tr("%1 of %2").arg(shown).arg(all));
}

} // namespace gatereeve::ui
