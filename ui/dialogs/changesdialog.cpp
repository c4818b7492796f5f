#include "ui/dialogs/changesdialog.h"

#include "models/text.h"
#include "ui/theme.h"
#include "ui/widgets/jsonview.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int ObjectRole = Qt::UserRole, ChangeRole = Qt::UserRole + 1;

QString kindText(compare::ObjectKind kind)
{
    switch (kind) {
    case compare::ObjectKind::Policy:
        return ChangesDialog::tr("policy");
    case compare::ObjectKind::Api:
        return ChangesDialog::tr("API");
    case compare::ObjectKind::Key:
        return ChangesDialog::tr("key");
    case compare::ObjectKind::Settings:
    case compare::ObjectKind::Other:
        break;
    }
    return {};
}

const std::string& textOf(const compare::SourceFile& file)
{
    return file.document ? file.document->text() : file.text;
}

QString titleOf(const compare::ChangedObject& object)
{
    const QString id = models::toQString(object.id);
    const QString file = models::toQString(object.fileAfter.empty() ? object.fileBefore : object.fileAfter);
    return id.isEmpty() ? file : kindText(object.kind) + u' ' + id;
}

} // namespace

ChangesDialog::ChangesDialog(const QString& title, TwoVersions versions, QWidget* parent)
    : QDialog(parent),
      m_versions(std::move(versions)),
      m_objects(compare::compare(m_versions.before, m_versions.after)),
      m_tree(new QTreeWidget(this))
{
    setObjectName(u"changesDialog"_s);
    setWindowTitle(title);
    resize(960, 640);
    m_tree->setObjectName(u"changesTree"_s);
    m_tree->setAccessibleName(tr("What changed"));
    m_tree->setHeaderLabels({tr("What changed"), tr("Where")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);

    auto* panes = new QSplitter(Qt::Horizontal, this);
    panes->setChildrenCollapsible(false);
    m_before = makePane(u"changesBefore"_s, panes);
    m_after = makePane(u"changesAfter"_s, panes);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tree);
    splitter->addWidget(panes);
    splitter->setSizes({240, 360});
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ChangesDialog::showChange);
    fill();
}

ChangesDialog::Pane ChangesDialog::makePane(const QString& name, QSplitter* splitter)
{
    auto* side = new QWidget(splitter);
    Pane pane{new QLabel(side), new JsonView(name, side), {}};
    pane.label->setTextFormat(Qt::PlainText);
    theme::makeHeading(pane.label);
    pane.text->setReadOnly(true);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(pane.label);
    layout->addWidget(pane.text, 1);
    splitter->addWidget(side);
    return pane;
}

void ChangesDialog::fill()
{
    for (size_t i = 0; i < m_objects.size(); ++i) {
        const compare::ChangedObject& object = m_objects[i];
        auto* top = new QTreeWidgetItem(m_tree, {titleOf(object)});
        top->setData(0, ObjectRole, static_cast<int>(i));
        top->setData(0, ChangeRole, 0);
        for (size_t j = 0; j < object.changes.size(); ++j) {
            const compare::Change& change = object.changes[j];
            const Place& place = (change.after ? *change.after : *change.before).place;
            auto* item = new QTreeWidgetItem(
                top, {models::sentence(change.sentence),
                      u"%1:%2"_s.arg(QFileInfo(models::toQString(place.file)).fileName()).arg(place.line)});
            item->setData(0, ObjectRole, static_cast<int>(i));
            item->setData(0, ChangeRole, static_cast<int>(j));
            item->setToolTip(0, item->text(0));
        }
    }
    m_tree->expandAll();
    if (m_objects.empty()) {
        // Also when the bytes differ: order, blanks and spellings are no change of meaning.
        new QTreeWidgetItem(m_tree, {tr("Nothing that changes the meaning: at most the layout of the text.")});
        if (!m_versions.after.empty()) {
            const QString file = models::toQString(m_versions.after.front().name);
            showIn(m_before, m_versions.beforeLabel, m_versions.before, file, 0);
            showIn(m_after, m_versions.afterLabel, m_versions.after, file, 0);
        }
        return;
    }
    QTreeWidgetItem* first = m_tree->topLevelItem(0);
    m_tree->setCurrentItem(first->childCount() > 0 ? first->child(0) : first);
}

void ChangesDialog::showChange(const QTreeWidgetItem* item)
{
    if (!item || m_objects.empty())
        return;
    const auto& object = m_objects[item->data(0, ObjectRole).toUInt()];
    const size_t index = item->data(0, ChangeRole).toUInt();
    const compare::Change* change = index < object.changes.size() ? &object.changes[index] : nullptr;
    const auto lineOf = [](const std::optional<compare::Spot>& spot) { return spot ? spot->place.line : 0; };
    showIn(m_before, m_versions.beforeLabel, m_versions.before, models::toQString(object.fileBefore),
           change ? lineOf(change->before) : 0);
    showIn(m_after, m_versions.afterLabel, m_versions.after, models::toQString(object.fileAfter),
           change ? lineOf(change->after) : 0);
}

// `line`: from 1; 0: none in particular.
void ChangesDialog::showIn(Pane& pane, const QString& label, const compare::SourceFiles& files, const QString& file,
                           int line)
{
    const auto found =
        std::ranges::find(files, file.toStdString(), [](const compare::SourceFile& source) { return source.name; });
    const bool isThere = found != files.end();
    if (pane.file != file || !isThere)
        pane.text->setText(isThere ? models::toQString(textOf(*found)) : QString());
    pane.file = file;
    pane.label->setText(isThere ? tr("%1 %2").arg(QFileInfo(file).fileName(), label) : tr("not there %1").arg(label));
    pane.text->showLine(line);
}

} // namespace gatereeve::ui
