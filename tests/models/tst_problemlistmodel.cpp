#include "models/problemlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::ProblemList;
using models::ProblemListModel;

namespace
{

const QString Files = QStringLiteral("files"), Compiler = QStringLiteral("snapshot");

Finding finding(Severity severity, const std::string& file, int line, const std::string& path = {})
{
    return {"kind", severity, {"id", "%1 is wrong", {path}}, {file, line, 1, path}};
}

} // namespace

// ui.md: Problems, and the jump to their place.
class TestProblemListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsComeFirst();
    void saysWhere();
    void originsReplaceTheirOwn();
    void sameFindingsAreNoNews();
    void rowsThatStayAreKept();
};

void TestProblemListModel::errorsComeFirst()
{
    ProblemList problems;
    ProblemListModel model(problems);
    const QAbstractItemModelTester tester(&model);
    problems.setFindings(Files, {finding(Severity::Note, "a", 1), finding(Severity::Error, "b", 9),
                                 finding(Severity::Error, "b", 2), finding(Severity::Warning, "a", 1)});
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown.append(model.index(row, ProblemListModel::SeverityColumn).data().toString() + u' ' +
                     model.index(row, ProblemListModel::Location).data().toString());
    QCOMPARE(shown.join(u", "), QStringLiteral("error b:2, error b:9, warning a:1, note a:1"));
    QCOMPARE(problems.count(Severity::Error), 2);
}

void TestProblemListModel::saysWhere()
{
    ProblemList problems;
    ProblemListModel model(problems);
    problems.setFindings(Files, {finding(Severity::Error, "/w/policies.json", 12, "gold.rate")});
    const QModelIndex text = model.index(0, ProblemListModel::Text);
    QCOMPARE(text.data().toString(), QStringLiteral("gold.rate is wrong"));
    QCOMPARE(text.siblingAtColumn(ProblemListModel::Location).data().toString(), QStringLiteral("policies.json:12"));
    QCOMPARE(text.data(ProblemListModel::FileRole).toString(), QStringLiteral("/w/policies.json"));
    QCOMPARE(text.data(ProblemListModel::JsonPathRole).toString(), QStringLiteral("gold.rate"));
    QCOMPARE(text.data(ProblemListModel::LineRole).toInt(), 12);
    QCOMPARE(text.data(ProblemListModel::KindRole).toString(), QStringLiteral("kind"));
}

void TestProblemListModel::originsReplaceTheirOwn()
{
    ProblemList problems;
    ProblemListModel model(problems);
    const QAbstractItemModelTester tester(&model);
    problems.setFindings(Files, {finding(Severity::Error, "a", 1)});
    problems.setFindings(Compiler, {finding(Severity::Error, "b", 1), finding(Severity::Error, "c", 1)});
    QCOMPARE(model.rowCount(), 3);
    problems.setFindings(Files, {});
    QCOMPARE(model.rowCount(), 2);
}

void TestProblemListModel::sameFindingsAreNoNews()
{
    ProblemList problems;
    const QSignalSpy changed(&problems, &ProblemList::countChanged);
    problems.setFindings(Files, {finding(Severity::Error, "a", 1)});
    problems.setFindings(Files, {finding(Severity::Error, "a", 1)});
    QCOMPARE(changed.count(), 1);
}

void TestProblemListModel::rowsThatStayAreKept()
{
    ProblemList problems;
    ProblemListModel model(problems);
    const QAbstractItemModelTester tester(&model);
    problems.setFindings(Files,
                         {finding(Severity::Error, "a", 1, "gold.rate"), finding(Severity::Error, "a", 5, "gold.per")});
    const QPersistentModelIndex rate = model.index(0, ProblemListModel::Location);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    problems.setFindings(Files,
                         {finding(Severity::Error, "a", 2, "gold.rate"), finding(Severity::Error, "a", 6, "gold.per")});
    QCOMPARE(rate.data().toString(), QStringLiteral("a:2"));
    QCOMPARE(removed.count(), 0);
}

QTEST_GUILESS_MAIN(TestProblemListModel)
#include "tst_problemlistmodel.moc"
