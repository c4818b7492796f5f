// The real program: `gatereevectl convert`, and what it wrote opened again.

#include "tests/support/programrun.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace
{

using Run = gatereeve::tests::ProgramRun<QString>;

Run run(const QStringList& arguments)
{
    return gatereeve::tests::runCtl<QString>(arguments);
}

const QString Example = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");

} // namespace

class TestCtlConvert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleGoesThroughEachLayout_data();
    void theExampleGoesThroughEachLayout();
    void nothingIsOverwritten();
    void whatCanNotBeReadIsSaid();
};

void TestCtlConvert::theExampleGoesThroughEachLayout_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("files");
    QTest::newRow("file") << "file" << 1;
    QTest::newRow("folder") << "folder" << 6;
    QTest::newRow("export") << "export" << 6;
}

// The policies are then explained as before, by the rules of 5, which reads all of them.
void TestCtlConvert::theExampleGoesThroughEachLayout()
{
    QFETCH(QString, to);
    QFETCH(int, files);
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("out/policies"));
    const Run converted = run({"convert", "--to", to, Example, target});
    QCOMPARE(converted.code, 0);
    QCOMPARE(converted.out.split(u'\n', Qt::SkipEmptyParts).size(), files);
    QCOMPARE(QDir(target).entryList(QDir::Files).size(), files);
    const QString policies = to == u"file" ? target + QStringLiteral("/policies.json") : target;
    const Run load = run({"load", "--policies", policies, "--profile", "5"});
    QCOMPARE(load.code, 0);
    for (const char* name : {"free", "gold", "trial", "acl-only"})
        QVERIFY2(load.out.contains(QLatin1String(name)), name);
}

void TestCtlConvert::nothingIsOverwritten()
{
    const QTemporaryDir folder;
    QCOMPARE(run({"convert", "--to", "file", Example, folder.path()}).code, 0);
    const Run again = run({"convert", "--to", "file", Example, folder.path()});
    QCOMPARE(again.code, 4);
    QVERIFY(again.err.contains(QStringLiteral("policies.json")));
    QVERIFY(again.out.isEmpty());
}

void TestCtlConvert::whatCanNotBeReadIsSaid()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("policies.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"gold\": {,}}");
    file.close();
    const Run run_ = run({"convert", "--to", "folder", file.fileName(), folder.filePath(QStringLiteral("out"))});
    QCOMPARE(run_.code, 4);
    QVERIFY(run_.err.contains(QStringLiteral("policies.json:1:11")));
    QVERIFY(!QDir(folder.filePath(QStringLiteral("out"))).exists());
    QCOMPARE(run({"convert", "--to", "nothing", Example, folder.path()}).code, 2);
}

QTEST_GUILESS_MAIN(TestCtlConvert)
#include "tst_ctlconvert.moc"
