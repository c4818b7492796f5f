// Problems in groups: what stands where, what the filter lets through, and that changes keep what is chosen.

#include "models/problemtext.h"
#include "models/problemtreemodel.h"
#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace gatereeve;
using models::Problem;
using models::ProblemList;
using models::Problems;
using Tree = models::ProblemTreeModel;
using namespace Qt::StringLiterals;

namespace
{

Problem problem(std::string_view rule, const char* file, int line, const char* path = "gold.rate")
{
    Problem found;
    found.rule = &lint::ruleOf(rule);
    found.finding = {std::string(rule), found.rule->severity, {"x", "%1 is wrong", {path}}, {file, line, 3, path}};
    return found;
}

} // namespace

class TestProblemTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WorkspaceFixture>();
        m_fixture->addKey("5f3c9a1e7b2d", {"gold"}, "acme");
        m_fixture->addKey("5f3c9a1e77f0", {"gold"});
        m_fixture->open();
        m_problems = std::make_unique<ProblemList>();
        m_model = std::make_unique<Tree>(*m_fixture->workspace, *m_problems);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void groupsByFile();
    void groupsByRuleAndSeverity();
    void keysShowNoTexts();
    void filters_data();
    void filters();
    void linesThatMoveKeepTheirRows();
    void groupsComeAndGo();
    void isReadLikeTheCommand();
    void countsAndGatewayFindings();

private:
    void set(const Problems& problems, int silenced = 0)
    {
        m_problems->setFound(std::make_shared<const Problems>(problems), silenced);
    }
    QStringList shown() const
    {
        QStringList lines;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex group = m_model->index(row, 0);
            lines.append(group.data().toString());
            for (int i = 0; i < m_model->rowCount(group); ++i) {
                const auto cell = [&](int column) { return m_model->index(i, column, group).data().toString(); };
                lines.append(
                    u"%1 %2 %3"_s.arg(cell(Tree::SeverityColumn), cell(Tree::RuleColumn), cell(Tree::Location)));
            }
        }
        return lines;
    }
    QModelIndex child(int group, int row) const { return m_model->index(row, 0, m_model->index(group, 0)); }

    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
    std::unique_ptr<ProblemList> m_problems;
    std::unique_ptr<Tree> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestProblemTreeModel::groupsByFile()
{
    set({problem("dangling-policy", "key:5f3c9a1e7b2d", 1), problem("bad-target", "/w/apps/orders.json", 4),
         problem("unlimited-rate", "/w/policies/policies.json", 2),
         problem("active-absent", "/w/policies/policies.json", 9)});
    QCOMPARE(shown(), (QStringList{u"apps/orders.json"_s, u"error bad-target line 4"_s, u"policies/policies.json"_s,
                                   u"warning unlimited-rate line 2"_s, u"note active-absent line 9"_s, u"Keys"_s,
                                   u"error dangling-policy acme"_s}));
    QCOMPARE(child(1, 0).data().toString(), u"gold.rate is wrong"_s);
    QCOMPARE(child(1, 0).data(Qt::AccessibleTextRole).toString(), u"warning: gold.rate is wrong"_s);
    QCOMPARE(m_model->problemsAt(m_model->index(1, 0)).size(), size_t{2});
    QVERIFY(!m_model->problemAt(m_model->index(1, 0)));
}

void TestProblemTreeModel::groupsByRuleAndSeverity()
{
    set({problem("unlimited-rate", "/w/a.json", 1), problem("bad-target", "/w/b.json", 4),
         problem("active-absent", "/w/b.json", 9), problem("unlimited-rate", "/w/b.json", 10)});
    m_model->setGrouping(Tree::Grouping::ByRule);
    QCOMPARE(shown(), (QStringList{u"bad-target"_s, u"error bad-target b.json:4"_s, u"unlimited-rate"_s,
                                   u"warning unlimited-rate a.json:1"_s, u"warning unlimited-rate b.json:10"_s,
                                   u"active-absent"_s, u"note active-absent b.json:9"_s}));
    m_model->setGrouping(Tree::Grouping::BySeverity);
    QCOMPARE(shown().filter(u"s"_s).filter(QRegularExpression(u"^[A-Z]"_s)),
             (QStringList{u"Errors"_s, u"Warnings"_s, u"Notes"_s}));
}

// A stored name may be the key itself.
void TestProblemTreeModel::keysShowNoTexts()
{
    set({problem("dangling-policy", "key:5f3c9a1e77f0", 1)});
    const QModelIndex place = child(0, 0).siblingAtColumn(Tree::Location);
    QCOMPARE(place.data().toString(), u"…77f0"_s);
    for (const QModelIndex& index : {place, child(0, 0), m_model->index(0, 0)}) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
            QVERIFY(!index.data(role).toString().contains(u"5f3c"_s));
    }
    QVERIFY(!models::problemLine(*m_fixture->workspace, *m_model->problemAt(child(0, 0))).contains(u"5f3c"_s));
}

void TestProblemTreeModel::filters_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("left");
    QTest::addColumn<QString>("notUnderstood");
    const auto row = [](const char* line, int left, const char* notUnderstood = "") {
        QTest::newRow(line) << QString::fromLatin1(line) << left << QString::fromLatin1(notUnderstood);
    };
    row("", 4);
    row("gold", 3);
    row("GOLD -severity:error", 2);
    row("severity:error", 1);
    row("severity:errors", 0, "severity:errors");
    row("rule:unlimited", 2);
    row("file:apps", 1);
    row("file:policies rule:active", 1);
    row("-file:apps", 3);
    row("silver.per", 1);
    row("nobody:knows", 0);
    row("rule:", 0, "rule:");
}

void TestProblemTreeModel::filters()
{
    QFETCH(QString, line);
    set({problem("bad-target", "/w/apps/orders.json", 4), problem("unlimited-rate", "/w/policies/policies.json", 2),
         problem("active-absent", "/w/policies/policies.json", 9),
         problem("unlimited-rate", "/w/policies/policies.json", 20, "silver.per")});
    m_model->setFilterLine(line);
    QTEST(m_model->shownCount(), "left");
    QFETCH(QString, notUnderstood);
    QCOMPARE(m_model->notUnderstood().join(u' '), notUnderstood);
}

void TestProblemTreeModel::linesThatMoveKeepTheirRows()
{
    const char* file = "/w/a.json";
    set({problem("unlimited-rate", file, 1, "free"), problem("unlimited-rate", file, 5, "gold"),
         problem("unlimited-rate", file, 9, "silver")});
    const QPersistentModelIndex gold = child(0, 1);
    const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    set({problem("unlimited-rate", file, 6, "gold"), problem("unlimited-rate", file, 10, "silver")});
    QCOMPARE(removed.count(), 1);
    QCOMPARE(gold.row(), 0);
    QCOMPARE(m_model->problemAt(gold)->finding.place.line, 6);
    QCOMPARE(m_model->indexOf(problem("unlimited-rate", file, 1, "gold")), QModelIndex(gold));
    QVERIFY(!m_model->indexOf(problem("unlimited-rate", file, 1, "free")).isValid());
}

void TestProblemTreeModel::groupsComeAndGo()
{
    const Problem a = problem("unlimited-rate", "/w/a.json", 1), b = problem("bad-target", "/w/b.json", 1),
                  c = problem("bad-target", "/w/c.json", 1), d = problem("active-absent", "/w/b.json", 7);
    for (const Problems& problems : {Problems{a, b, c}, Problems{b, d, c}, Problems{}, Problems{c}, Problems{a, d, c},
                                     Problems{d}, Problems{a, b, d}}) {
        const QPersistentModelIndex last = m_model->rowCount() == 0 ? QModelIndex() : child(m_model->rowCount() - 1, 0);
        const QString said = last.data().toString();
        set(problems);
        QCOMPARE(m_model->shownCount(), int(problems.size()));
        QVERIFY(!last.isValid() || last.data().toString() == said);
        for (const Problem& one : problems)
            QVERIFY(models::isSameProblem(one, *m_model->problemAt(m_model->indexOf(one))));
    }
}

void TestProblemTreeModel::isReadLikeTheCommand()
{
    const Problem one = problem("unlimited-rate", "/w/policies/policies.json", 2);
    QCOMPARE(models::problemLine(*m_fixture->workspace, one),
             u"policies/policies.json:2:3: warning: gold.rate is wrong [unlimited-rate]"_s);
}

void TestProblemTreeModel::countsAndGatewayFindings()
{
    const QSignalSpy changed(m_problems.get(), &ProblemList::changed);
    m_problems->setOutdated();
    set({problem("unlimited-rate", "/w/a.json", 1), problem("bad-target", "/w/b.json", 4)}, 3);
    QVERIFY(m_problems->isUpToDate());
    QCOMPARE(m_problems->count(Severity::Warning), 1);
    QCOMPARE(m_problems->silenced(), 3);
    const Findings ofGateway{
        {"empty-set", Severity::Warning, {"x", "nothing is delivered", {}}, {"/w/b.json", 1, 1, {}}}};
    m_problems->setOfGateway(ofGateway);
    m_problems->setOfGateway(ofGateway); // no news
    QCOMPARE(changed.count(), 2);
    QCOMPARE(m_problems->count(Severity::Warning), 2);
    QCOMPARE(m_model->shownCount(), 3);
    QVERIFY(!lint::findRule(m_problems->at(2).rule->id));
    set({}); // lint replaces its own only
    QCOMPARE(m_model->shownCount(), 1);
}

QTEST_GUILESS_MAIN(TestProblemTreeModel)
#include "tst_problemtreemodel.moc"
