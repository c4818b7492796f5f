#include "ui/pages/problemspage.h"

#include "models/problemlist.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/marks.h"
#include "ui/widgets/jsonview.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int RowRole = Qt::UserRole; // in the problem list; -1: a heading

} // namespace

ProblemsPage::ProblemsPage(models::Workspace& workspace, const models::ProblemList& problems, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_problems(problems),
      m_nothing(new QLabel(tr("No problems."), this)),
      m_tree(new QTreeWidget(this)),
      m_fileName(new QLabel(this)),
      m_text(new JsonView(QStringLiteral("fileJson"), this)),
      m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_nothing->setAlignment(Qt::AlignCenter);
    theme::makeMuted(m_nothing);
    m_tree->setObjectName(QStringLiteral("problemTree"));
    m_tree->setAccessibleName(tr("Problems by file"));
    m_tree->setHeaderLabels({tr("What"), tr("Where")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setToolTip(tr("Return or a double click goes to the policy or API."));
    theme::makeHeading(m_fileName);
    m_fileName->setTextFormat(Qt::PlainText);

    auto* below = new QWidget(this);
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, theme::Gap, 0, 0);
    belowLayout->setSpacing(theme::Tight);
    belowLayout->addWidget(m_fileName);
    belowLayout->addWidget(m_text, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(below);
    m_splitter->setSizes({280, 340});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_tree);

    connect(&problems, &models::ProblemList::countChanged, this, &ProblemsPage::fill);
    connect(&problems, &models::RowSource::wasReset, this, &ProblemsPage::fill);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ProblemsPage::showFile);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const int row = item->data(0, RowRole).toInt();
        if (row >= 0 && row < m_problems.rowCount())
            Q_EMIT placeActivated(m_problems.at(row).place);
    });
    connect(m_text, &JsonView::proposed, this, [this](const QString& text) {
        if (!m_file)
            return;
        m_workspace.finishTyping();
        m_workspace.setText(*m_file, text.toStdString(), tr("Edit %1").arg(m_file->name()));
        showText();
    });
    fill();
}

void ProblemsPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
}

void ProblemsPage::restoreLayout(const QSettings& settings)
{
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
}

void ProblemsPage::fill()
{
    const QTreeWidgetItem* current = m_tree->currentItem();
    const QString former = current ? current->text(0) + current->text(1) : QString();
    m_tree->clear();
    QHash<QString, QTreeWidgetItem*> files;
    for (int row = 0; row < m_problems.rowCount(); ++row) {
        const Finding& finding = m_problems.at(row);
        const QString path = models::toQString(finding.place.file);
        QTreeWidgetItem*& file = files[path];
        if (!file) {
            file = new QTreeWidgetItem(m_tree, {path.isEmpty() ? tr("Workspace") : QFileInfo(path).fileName()});
            file->setToolTip(0, path);
            file->setData(0, RowRole, -1);
            file->setExpanded(true);
        }
        const QString where = finding.place.line > 0 ? tr("line %1, column %2  %3")
                                                           .arg(finding.place.line)
                                                           .arg(finding.place.column)
                                                           .arg(models::toQString(finding.place.path))
                                                     : models::toQString(finding.place.path);
        auto* item = new QTreeWidgetItem(file, {models::sentence(finding.message), where});
        const Mark mark = markOf(finding.severity);
        item->setIcon(0, theme::icon(mark.icon, mark.tone));
        item->setData(0, RowRole, row);
        item->setData(0, Qt::AccessibleTextRole,
                      tr("%1: %2").arg(models::toQString(nameOf(finding.severity)), item->text(0)));
        item->setToolTip(0, item->text(0));
        if (item->text(0) + item->text(1) == former)
            m_tree->setCurrentItem(item);
    }
    for (QTreeWidgetItem* file : files)
        file->setText(1, tr("%n found", nullptr, file->childCount()));
    const bool any = m_problems.rowCount() > 0;
    // While a file is being mended here it stays, even when its last problem is gone.
    m_splitter->setVisible(any || m_text->hasPendingText());
    m_nothing->setVisible(m_splitter->isHidden());
    if (any && !m_tree->currentItem())
        m_tree->setCurrentItem(m_tree->topLevelItem(0)->child(0));
    showFile();
}

void ProblemsPage::showFile()
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    const int row = item ? item->data(0, RowRole).toInt() : -1;
    const bool known = row >= 0 && row < m_problems.rowCount();
    models::JsonFile* file = known ? m_workspace.fileAt(models::toQString(m_problems.at(row).place.file)) : nullptr;
    if (file != m_file) {
        if (m_file)
            disconnect(m_file, nullptr, this, nullptr);
        m_file = file;
        if (m_file)
            connect(m_file, &models::JsonFile::changed, this, &ProblemsPage::showText);
    }
    showText();
    if (known && file && !m_text->hasPendingText()) {
        const Finding& finding = m_problems.at(row);
        m_text->showError({models::sentence(finding.message).toStdString(), finding.place});
    }
}

void ProblemsPage::showText()
{
    m_fileName->setText(m_file ? m_file->name() : tr("No file of this workspace"));
    m_text->setReadOnly(!m_file || !m_file->isEditable());
    m_text->setText(m_file ? models::toQString(m_file->text()) : QString());
    if (m_file && m_file->error() && !m_text->hasPendingText())
        m_text->showError(*m_file->error());
}

} // namespace gatereeve::ui
