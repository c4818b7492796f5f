#include "ui/pages/problemspage.h"

#include "models/problemtext.h"
#include "models/problemtreemodel.h"
#include "models/text.h"
#include "ui/delegates/markdelegate.h"
#include "ui/pages/problemdetails.h"
#include "ui/prompts.h"
#include "ui/widgets/filetextview.h"
#include "ui/widgets/splitview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using Tree = models::ProblemTreeModel;
using Silence = models::ProblemFixes::Silence;

ProblemsPage::ProblemsPage(models::Workspace& workspace, const models::ProblemList& problems, Prompts& prompts,
                           QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_problems(problems),
      m_prompts(prompts),
      m_fixes(workspace, problems),
      m_model(new Tree(workspace, problems, this))
{
    // Before the view, which moves to another row then.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this] { m_wasOnProblem = m_wasOnProblem || current(); });
    makeActions();
    m_split = new SplitView(makeList(), makeInspector(), 340, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_tree);

    connect(m_model, &QAbstractItemModel::modelReset, this, &ProblemsPage::chooseFirst);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
        if (!parent.isValid())
            expandGroups(first, last);
    });
    // After the model, which was there before.
    connect(&problems, &models::ProblemList::changed, this, &ProblemsPage::refresh);
    connect(&problems, &models::ProblemList::changed, this, &ProblemsPage::mendWhatWaits);
    expandGroups(0, m_model->rowCount() - 1);
    refresh();
}

// What it is made of

QWidget* ProblemsPage::makeList()
{
    auto* list = new QWidget(this);
    m_nothing = new QLabel(list);
    m_nothing->setObjectName(u"noProblems"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    theme::makeMuted(m_nothing);
    makeTree();
    m_splitter = new QSplitter(Qt::Vertical, list);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(makeText());
    m_splitter->setSizes({340, 280});
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addLayout(makeHead());
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_splitter, 1);
    list->setFocusProxy(m_tree);
    return list;
}

QVBoxLayout* ProblemsPage::makeHead()
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(u"problemFilter"_s);
    m_filter->setAccessibleName(tr("Filter of the problems"));
    m_filter->setPlaceholderText(tr("Filter: gold  severity:error  rule:…  file:…  -rule:…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(u"search"_s, theme::Tone::Muted), QLineEdit::LeadingPosition);
    m_grouping = new QComboBox(this);
    m_grouping->setObjectName(u"problemGrouping"_s);
    m_grouping->setAccessibleName(tr("How the problems are grouped"));
    m_grouping->addItems({tr("By file"), tr("By rule"), tr("By severity")});
    m_count = new QLabel(this);
    m_count->setObjectName(u"problemCount"_s);
    theme::makeMuted(m_count);
    m_silenced = new QPushButton(this);
    m_silenced->setObjectName(u"problemsSilenced"_s);
    m_silenced->setFlat(true);
    m_silenced->setToolTip(tr("Shows the entries in gatereeve.json that silence them"));

    auto* line = new QHBoxLayout;
    line->setSpacing(theme::Gap);
    line->addWidget(m_filter, 1);
    line->addWidget(m_grouping);
    auto* counts = new QHBoxLayout;
    counts->setSpacing(theme::Gap);
    counts->addWidget(m_count, 1);
    counts->addWidget(m_silenced);
    auto* head = new QVBoxLayout;
    head->setSpacing(theme::Tight);
    head->addLayout(line);
    head->addLayout(counts);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilterLine(text);
        refresh();
    });
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model->setGrouping(Tree::Grouping(index));
        arrangeColumns();
    });
    connect(m_silenced, &QPushButton::clicked, this, &ProblemsPage::showSilenced);
    return head;
}

void ProblemsPage::makeTree()
{
    m_tree = new QTreeView(this);
    m_tree->setObjectName(u"problemTree"_s);
    m_tree->setAccessibleName(tr("Problems"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(false);
    m_tree->setToolTip(tr("Return or a double click goes to the place."));
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Tree::Text, QHeaderView::Stretch);
    m_tree->setItemDelegate(new MarkDelegate(
        [](const QModelIndex& index) {
            const QVariant severity = index.data(models::RawRole);
            const int column = index.parent().isValid() ? int(Tree::SeverityColumn) : int(Tree::Text);
            return severity.isValid() && index.column() == column ? markOf(Severity(severity.toInt())) : Mark{};
        },
        m_tree));
    arrangeColumns();
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->addActions({m_explain, m_fix, m_fixAll, m_silenceHere, m_silenceRule, m_copy});

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showCurrent();
        if (!m_text->isTypedIn())
            showLine();
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const models::Problem* problem = m_model->problemAt(index))
            Q_EMIT placeActivated(Place(problem->finding.place));
    });
}

QWidget* ProblemsPage::makeText()
{
    m_fileName = new QLabel(this);
    theme::makeHeading(m_fileName);
    m_fileName->setTextFormat(Qt::PlainText);
    m_text = new FileTextView(m_workspace, u"problemFile"_s, this);
    m_text->setProblems(m_problems);
    auto* below = new QWidget(this);
    auto* layout = new QVBoxLayout(below);
    layout->setContentsMargins(0, theme::Gap, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_fileName);
    layout->addWidget(m_text, 1);
    return below;
}

QWidget* ProblemsPage::makeInspector()
{
    auto* inspector = new QWidget(this);
    m_details = new ProblemDetails(m_workspace, inspector);
    auto* fixes = new QHBoxLayout;
    auto* others = new QHBoxLayout;
    for (QHBoxLayout* line : {fixes, others})
        line->setSpacing(theme::Tight);
    fixes->addWidget(addButton(m_fix));
    fixes->addWidget(addButton(m_fixAll));
    fixes->addStretch();
    for (QAction* action : {m_silenceHere, m_silenceRule, m_copy})
        others->addWidget(addButton(action));
    others->addStretch();
    auto* layout = new QVBoxLayout(inspector);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_details, 1);
    layout->addLayout(fixes);
    layout->addLayout(others);
    return inspector;
}

// Does what the action does, and can be used when it can.
QPushButton* ProblemsPage::addButton(QAction* action)
{
    auto* button = new QPushButton(action->text(), this);
    button->setObjectName(action->objectName() + u"Button"_s);
    button->setIcon(action->icon());
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setText(action->text());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

void ProblemsPage::makeActions()
{
    m_fix = addAction(u"problemFixOne"_s, tr("&Fix"), QKeySequence(Qt::CTRL | Qt::Key_Period),
                      [this] { mend(Mending::One); });
    m_fixAll = addAction(u"problemFixAll"_s, tr("Fix &all of this kind"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Period), [this] { mend(Mending::AllAlike); });
    m_silenceHere = addAction(u"problemSilenceHere"_s, tr("Silence &here…"), {}, [this] { silence(Silence::Here); });
    m_silenceRule =
        addAction(u"problemSilenceRule"_s, tr("Silence this &rule…"), {}, [this] { silence(Silence::Everywhere); });
    m_copy = addAction(u"problemCopy"_s, tr("&Copy"), QKeySequence::Copy, [this] { copy(); });
    m_explain = addAction(u"problemExplain"_s, tr("&Details"), QKeySequence(Qt::ALT | Qt::Key_Return),
                          [this] { m_split->showInspector(); });
    m_explain->setVisible(false);
    m_copy->setIcon(theme::icon(u"copy"_s));
    m_copy->setShortcutContext(Qt::WidgetShortcut); // of the tree: the text beside it copies its own
}

QAction* ProblemsPage::addAction(const QString& name, const QString& text, const QKeySequence& shortcut,
                                 const std::function<void()>& run)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
    return action;
}

void ProblemsPage::setNarrow(bool narrow)
{
    m_split->setNarrow(narrow);
    m_explain->setVisible(narrow);
    m_isNarrow = narrow;
    arrangeColumns();
}

// What a group says its problems need not repeat.
void ProblemsPage::arrangeColumns()
{
    const auto grouping = m_model->grouping();
    const int letter = fontMetrics().horizontalAdvance(u'n');
    m_tree->setColumnHidden(Tree::SeverityColumn, grouping == Tree::Grouping::BySeverity);
    m_tree->setColumnHidden(Tree::RuleColumn, m_isNarrow || grouping == Tree::Grouping::ByRule);
    m_tree->setColumnWidth(Tree::SeverityColumn, letter * 12);
    m_tree->setColumnWidth(Tree::RuleColumn, letter * 20);
    m_tree->setColumnWidth(Tree::Location, letter * (grouping == Tree::Grouping::ByFile ? 13 : 22));
}

void ProblemsPage::saveLayout(QSettings& settings) const
{
    settings.setValue(u"splitter"_s, m_split->saveState());
    settings.setValue(u"text"_s, m_splitter->saveState());
    settings.setValue(u"grouping"_s, m_grouping->currentIndex());
}

void ProblemsPage::restoreLayout(const QSettings& settings)
{
    m_split->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_splitter->restoreState(settings.value(u"text"_s).toByteArray());
    m_grouping->setCurrentIndex(settings.value(u"grouping"_s, 0).toInt());
}

// What it shows

void ProblemsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showLine();
}

const models::Problem* ProblemsPage::current() const
{
    return m_model->problemAt(m_tree->currentIndex());
}

void ProblemsPage::expandGroups(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_tree->expand(m_model->index(row, 0));
}

void ProblemsPage::chooseFirst()
{
    m_tree->expandAll();
    if (const QModelIndex group = m_model->index(0, 0); group.isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0, group));
}

void ProblemsPage::refresh()
{
    showCounts();
    const bool any = m_model->rowCount() > 0;
    // While a file is being mended here it stays, even when its last problem is gone.
    m_splitter->setVisible(any || m_text->isTypedIn());
    m_nothing->setVisible(m_splitter->isHidden());
    m_nothing->setText(m_problems.size() == 0 ? tr("No problems.") : tr("No problem fits the filter."));
    if (any && !m_tree->currentIndex().isValid())
        chooseFirst();
    // Where the last of its group went, or all of it were exchanged, the view has gone to a heading.
    if (std::exchange(m_wasOnProblem, false) && !current() && any)
        m_tree->setCurrentIndex(m_model->index(0, 0, m_tree->currentIndex()));
    const int formerLine = m_place.line;
    showCurrent();
    if (m_place.line != formerLine && !m_text->isTypedIn())
        showLine();
}

void ProblemsPage::showCounts()
{
    QStringList counts;
    if (const int errors = m_problems.count(Severity::Error); errors > 0)
        counts.append(tr("%n errors", nullptr, errors));
    if (const int warnings = m_problems.count(Severity::Warning); warnings > 0)
        counts.append(tr("%n warnings", nullptr, warnings));
    if (const int notes = m_problems.count(Severity::Note); notes > 0)
        counts.append(tr("%n notes", nullptr, notes));
    if (const int shown = m_model->shownCount(); shown != m_problems.size())
        counts.append(tr("shown: %1 of %2").arg(shown).arg(m_problems.size()));
    if (const QStringList unknown = m_model->notUnderstood(); !unknown.isEmpty())
        counts.append(tr("not understood: %1").arg(unknown.join(u' ')));
    m_count->setText(counts.join(u" · "_s));
    m_silenced->setText(tr("silenced: %1").arg(m_problems.silenced()));
    m_silenced->setVisible(m_problems.silenced() > 0);
}

void ProblemsPage::showCurrent()
{
    const models::Problem* problem = current();
    m_details->setProblem(problem);
    m_fix->setEnabled(problem && problem->fix);
    const int alike = problem ? m_fixes.fixableLike(*problem->rule) : 0;
    m_fixAll->setEnabled(alike > 0);
    m_fixAll->setText(alike > 0 ? tr("Fix &all of this kind (%1)").arg(alike) : tr("Fix &all of this kind"));
    m_fixAll->setToolTip(problem && problem->fix && !problem->fix->isSafe
                             ? tr("What changes what is enforced is fixed one at a time only.")
                             : tr("In all files, as one step that can be undone."));
    m_silenceHere->setEnabled(problem && m_fixes.canSilence(*problem, Silence::Here));
    m_silenceRule->setEnabled(problem && m_fixes.canSilence(*problem, Silence::Everywhere));
    m_copy->setEnabled(m_tree->currentIndex().isValid());
    if (m_text->isTypedIn()) // mending one takes its row away: the text stays under the fingers
        return;
    if (problem)
        showFileOf(problem->finding.place);
    else if (m_model->rowCount() == 0)
        showFileOf({});
}

void ProblemsPage::showFileOf(const Place& place)
{
    models::JsonFile* file = m_workspace.fileAt(models::toQString(place.file));
    m_fileName->setText(file ? file->name() : tr("No file of this workspace"));
    m_text->setFile(file);
    m_place = place;
}

void ProblemsPage::showLine()
{
    if (isVisible() && m_text->file() && m_place.line > 0)
        m_text->showPlace(m_place);
}

void ProblemsPage::showPlace(const Place& place)
{
    showFileOf(place);
    showLine();
    m_text->setFocus();
}

// What can be done

void ProblemsPage::mend(Mending what)
{
    m_text->finish();
    const models::Problem* problem = current();
    if (!problem)
        return;
    if (m_problems.isUpToDate())
        report(what == Mending::One ? m_fixes.fix(*problem) : m_fixes.fixAll(*problem->rule));
    else
        m_waiting.emplace(*problem, what);
}

void ProblemsPage::mendWhatWaits()
{
    if (!m_waiting)
        return;
    m_text->finish();
    if (!m_problems.isUpToDate())
        return;
    const auto [problem, what] = *std::exchange(m_waiting, {});
    const models::Problem* now = m_model->problemAt(m_model->indexOf(problem));
    if (now && now->fix)
        report(what == Mending::One ? m_fixes.fix(*now) : m_fixes.fixAll(*now->rule));
}

void ProblemsPage::silence(Silence where)
{
    const models::Problem* chosen = current();
    if (!chosen)
        return;
    const models::Problem problem = *chosen; // the list may change while the question is open
    const QString rule = models::toQString(problem.rule->id);
    const QString label =
        where == Silence::Here
            ? tr("Why %1 does not matter at %2:").arg(rule, models::placeTitle(m_workspace, problem.finding.place))
            : tr("Why %1 does not matter anywhere in this workspace:").arg(rule);
    const QString reason = m_prompts.askText(this, tr("Silence %1").arg(rule), label, {});
    if (reason.isNull())
        return;
    if (reason.trimmed().isEmpty())
        Q_EMIT failed(tr("Not silenced: without a reason it would not count."));
    else
        report(m_fixes.silence(problem, where, reason));
}

void ProblemsPage::copy()
{
    QStringList lines;
    for (const models::Problem* problem : m_model->problemsAt(m_tree->currentIndex()))
        lines.append(models::problemLine(m_workspace, *problem));
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void ProblemsPage::showSilenced()
{
    const models::JsonFile& file = m_workspace.settingsFile();
    Place place{.file = file.path()};
    if (file.document()) {
        const auto list = file.document()->root().memberIgnoringCase("silence");
        place = (list ? *list : file.document()->root()).place();
    }
    showPlace(place);
}

bool ProblemsPage::report(const Result<void>& result)
{
    if (!result)
        Q_EMIT failed(models::toQString(result.error().describe()));
    return result.ok();
}

} // namespace gatereeve::ui
