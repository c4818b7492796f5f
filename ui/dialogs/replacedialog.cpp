#include "ui/dialogs/replacedialog.h"

#include "models/besidetheloop.h"
#include "models/text.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int TypingPause = 200;               // ms
constexpr std::chrono::milliseconds Piece(20); // of looking, that nobody notices

} // namespace

ReplaceDialog::ReplaceDialog(models::Workspace& workspace, QWidget* parent) : QDialog(parent), m_workspace(workspace)
{
    setObjectName(u"replaceDialog"_s);
    setWindowTitle(tr("Find and replace"));
    resize(760, 520);
    m_find = makeLine(u"findText"_s, tr("Find"));
    m_replaceBy = makeLine(u"replaceText"_s, tr("Replace by"));
    auto* lines = new QFormLayout;
    lines->addRow(tr("&Find"), m_find);
    lines->addRow(tr("Replace &by"), m_replaceBy);
    auto* kinds = new QHBoxLayout;
    m_policyIds = addCheck(kinds, u"findPolicyIds"_s, tr("&Policy ids"), true);
    m_apiIds = addCheck(kinds, u"findApiIds"_s, tr("&API ids"), true);
    m_tags = addCheck(kinds, u"findTags"_s, tr("&Tags"), true);
    m_urls = addCheck(kinds, u"findUrls"_s, tr("&URLs"), true);
    kinds->addStretch();
    lines->addRow(tr("In"), kinds);
    auto* ways = new QHBoxLayout;
    m_matchesCase = addCheck(ways, u"findMatchesCase"_s, tr("&Match case"), false);
    m_wholeTexts = addCheck(ways, u"findWholeTexts"_s, tr("&Whole texts only"), false);
    m_isExpression = addCheck(ways, u"findExpression"_s, tr("Regular e&xpression"), false);
    m_isExpression->setToolTip(tr("\\1 in the replacement is what the first group matched"));
    ways->addStretch();
    lines->addRow(QString(), ways);

    m_table = makeTable();
    m_count = new QLabel(this);
    m_count->setObjectName(u"foundCount"_s);
    m_count->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_replace = buttons->addButton(tr("&Replace"), QDialogButtonBox::AcceptRole);
    m_replace->setObjectName(u"replaceChosen"_s);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(lines);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_count);
    layout->addWidget(buttons);

    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &ReplaceDialog::find);
    connect(m_replace, &QPushButton::clicked, this, &ReplaceDialog::replace);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::finished, this, &ReplaceDialog::forget);
    connect(&m_found, &models::FoundTextsModel::chosenChanged, this, &ReplaceDialog::showCount);
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &ReplaceDialog::lookOn);
    connect(&workspace.undoStack(), &QUndoStack::indexChanged, this, &ReplaceDialog::outdate);
    connect(&workspace, &models::Workspace::edited, this, &ReplaceDialog::outdate);
    connect(&workspace, &models::Workspace::apisChanged, this, &ReplaceDialog::outdate);
    const models::KeyList& keys = workspace.keyList();
    connect(&keys, &models::KeyList::keyChanged, this, &ReplaceDialog::outdate);
    connect(&keys, &models::KeyList::rowsInserted, this, &ReplaceDialog::outdate);
    connect(&keys, &models::KeyList::rowsRemoved, this, &ReplaceDialog::outdate);
    connect(&keys, &models::KeyList::rowsChanged, this, &ReplaceDialog::outdate);
    connect(&keys, &models::KeyList::wasReset, this, &ReplaceDialog::outdate);
    showCount();
}

ReplaceDialog::~ReplaceDialog()
{
    forget();
}

QLineEdit* ReplaceDialog::makeLine(const QString& name, const QString& text)
{
    auto* line = new QLineEdit(this);
    line->setObjectName(name);
    line->setAccessibleName(text);
    line->setClearButtonEnabled(true);
    connect(line, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    return line;
}

QCheckBox* ReplaceDialog::addCheck(QHBoxLayout* row, const QString& name, const QString& text, bool checked)
{
    auto* box = new QCheckBox(text, this);
    box->setObjectName(name);
    box->setChecked(checked);
    row->addWidget(box);
    connect(box, &QCheckBox::toggled, this, &ReplaceDialog::find);
    return box;
}

QTableView* ReplaceDialog::makeTable()
{
    auto* table = new QTableView(this);
    table->setObjectName(u"foundTexts"_s);
    table->setAccessibleName(tr("What was found"));
    theme::style(table);
    table->setModel(&m_found);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(models::FoundTextsModel::Kind, 110);
    table->setColumnWidth(models::FoundTextsModel::Where, 190);
    table->setColumnWidth(models::FoundTextsModel::Before, 190);
    connect(table, &QTableView::activated, this, &ReplaceDialog::goTo);
    return table;
}

// Very many texts take a while to free.
void ReplaceDialog::forget()
{
    m_pause.stop();
    m_more.stop();
    m_found.setFound(nullptr);
    models::endBesideTheLoop(std::move(m_replacing));
}

void ReplaceDialog::begin()
{
    show();
    raise();
    activateWindow();
    m_find->setFocus();
    m_find->selectAll();
    find();
}

models::TextSearch ReplaceDialog::search() const
{
    models::TextSearch search{.find = m_find->text(),
                              .replaceBy = m_replaceBy->text(),
                              .matchesCase = m_matchesCase->isChecked(),
                              .wholeTexts = m_wholeTexts->isChecked(),
                              .isExpression = m_isExpression->isChecked(),
                              .kinds = {}};
    const std::pair<QCheckBox*, TextKind> kinds[] = {{m_policyIds, TextKind::PolicyId},
                                                     {m_apiIds, TextKind::ApiId},
                                                     {m_tags, TextKind::Tag},
                                                     {m_urls, TextKind::Url}};
    for (const auto& [box, kind] : kinds) {
        if (box->isChecked())
            search.kinds.insert(kind);
    }
    return search;
}

void ReplaceDialog::find()
{
    m_pause.stop();
    m_more.stop();
    m_found.setFound(nullptr);
    if (const models::TextSearch now = search(); now != m_searched) {
        m_found.forgetUnmarked();
        m_searched = now;
    }
    auto found = models::TextReplacing::begin(m_workspace, m_searched);
    models::endBesideTheLoop(std::move(m_replacing));
    if (!found) {
        m_count->setText(models::toQString(found.error().text));
        return;
    }
    m_replacing = std::make_unique<models::TextReplacing>(*std::move(found));
    lookOn();
}

void ReplaceDialog::lookOn()
{
    if (m_replacing->lookOn(Piece)) {
        m_found.setFound(m_replacing.get());
        return;
    }
    m_more.start(0);
    showCount();
}

// What is found, or being looked for, belongs to a former state.
void ReplaceDialog::outdate()
{
    if (m_more.isActive()) { // half of it would hold the documents
        m_more.stop();
        models::endBesideTheLoop(std::move(m_replacing));
    }
    if (isVisible())
        m_pause.start();
}

void ReplaceDialog::showCount()
{
    const int chosen = m_found.chosenCount();
    m_replace->setEnabled(chosen > 0);
    m_replace->setText(chosen > 0 ? tr("&Replace %n places", nullptr, chosen) : tr("&Replace"));
    QStringList lines;
    if (m_find->text().isEmpty())
        lines.append(tr("Ids, tags and URLs of policies, API definitions and keys are looked through."));
    else if (m_more.isActive())
        lines.append(tr("Looking: %n places so far…", nullptr, static_cast<int>(m_replacing->found().size())));
    else
        lines.append(tr("%n places found.", nullptr, m_found.rowCount()));
    if (const int stay = m_found.rowCount() - m_found.replaceable(); stay > 0)
        lines.append(tr("%n places can't be replaced.", nullptr, stay));
    if (m_replacing && !m_replacing->leftOut().isEmpty())
        lines.append(tr("Left out, because it is broken: %1.").arg(m_replacing->leftOut().join(u", "_s)));
    m_count->setText(lines.join(u' '));
}

void ReplaceDialog::replace()
{
    if (m_pause.isActive())
        return find(); // what is shown is older than what was typed: to be looked at first
    if (!m_replacing || m_found.chosenCount() == 0)
        return;
    if (const auto replaced = m_replacing->replace(m_found.chosen()); !replaced)
        Q_EMIT failed(models::toQString(replaced.error().describe()));
    find();
}

void ReplaceDialog::goTo(const QModelIndex& index)
{
    const models::FoundText& found = m_found.at(index.row());
    if (found.owner == models::FoundText::Owner::Key)
        Q_EMIT keyActivated(found.ownerId);
    else
        Q_EMIT placeActivated(found.place);
}

} // namespace gatereeve::ui
