#include "ui/dialogs/mergedialog.h"

#include "models/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

enum Column : int { Field, Before, Mine, OnDisk, Choice, Columns };

constexpr std::array Takes{compare::Take::Ours, compare::Take::Theirs, compare::Take::Base};

QString memberName(const compare::ConflictPart& part)
{
    const auto& spot = part.ours ? part.ours : part.theirs ? part.theirs : part.base;
    return models::toQString(spot->place.path).section(u'.', -1);
}

// The values of a field as they are written; of several members (rate and per) with their names.
QString valuesOf(const compare::Conflict& conflict, std::optional<compare::Spot> compare::ConflictPart::*side)
{
    QStringList values;
    for (const compare::ConflictPart& part : conflict.parts) {
        const auto& spot = part.*side;
        const QString text = spot ? models::toQString(spot->json).simplified() : MergeDialog::tr("(not there)");
        values << (conflict.parts.size() > 1 ? memberName(part) + u' ' + text : text);
    }
    return values.join(u", "_s);
}

} // namespace

MergeDialog::MergeDialog(const QString& fileName, ThreeVersions versions, QWidget* parent)
    : QDialog(parent),
      m_versions(std::move(versions)),
      m_table(new QTableWidget(0, Columns, this)),
      m_left(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(u"mergeDialog"_s);
    setWindowTitle(tr("Merge %1").arg(fileName));
    resize(860, 420);
    auto* intro = new QLabel(
        tr("These fields were changed both here and on disk. All other changes of both sides are taken."), this);
    intro->setWordWrap(true);
    m_table->setObjectName(u"mergeTable"_s);
    m_table->setAccessibleName(tr("Fields that both changed"));
    m_table->setHorizontalHeaderLabels({tr("Field"), tr("Before"), tr("Here"), tr("On disk"), tr("Take")});
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setSectionResizeMode(Field, QHeaderView::ResizeToContents);
    for (const int column : {Before, Mine, OnDisk})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Choice, QHeaderView::ResizeToContents);
    m_left->setObjectName(u"mergeLeft"_s);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Merge"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName(u"mergeOk"_s);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_left);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    const compare::Merged merged = compare::merge(m_versions.base, m_versions.ours, m_versions.theirs);
    m_conflicts = merged.conflicts.size();
    for (const compare::Conflict& conflict : merged.conflicts)
        addRow(conflict);
    choose({}, 0);
    if (QWidget* first = m_table->cellWidget(0, Choice))
        first->setFocus();
}

void MergeDialog::addRow(const compare::Conflict& conflict)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    const std::array texts{models::toQString(conflict.path), valuesOf(conflict, &compare::ConflictPart::base),
                           valuesOf(conflict, &compare::ConflictPart::ours),
                           valuesOf(conflict, &compare::ConflictPart::theirs)};
    for (int column = 0; column < Choice; ++column) {
        auto* item = new QTableWidgetItem(texts[static_cast<size_t>(column)]);
        item->setToolTip(models::sentence(conflict.sentence));
        m_table->setItem(row, column, item);
    }
    auto* box = new QComboBox(m_table);
    box->setObjectName(u"mergeChoice"_s);
    box->setAccessibleName(tr("What to take for %1").arg(texts[Field]));
    box->addItems({tr("choose…"), tr("mine"), tr("the disk's"), tr("as before")});
    m_table->setCellWidget(row, Choice, box);
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, path = conflict.path](int index) { choose(path, index); });
}

void MergeDialog::choose(const std::string& path, int index)
{
    if (index > 0)
        m_choices[path] = Takes[static_cast<size_t>(index - 1)];
    else
        m_choices.erase(path);
    const size_t left = m_conflicts - m_choices.size();
    m_left->setText(left == 0 ? tr("Everything is chosen.")
                              : tr("%n fields are left to choose.", nullptr, static_cast<int>(left)));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(left == 0);
}

std::string MergeDialog::text() const
{
    return compare::merge(m_versions.base, m_versions.ours, m_versions.theirs, m_choices).text;
}

} // namespace gatereeve::ui
