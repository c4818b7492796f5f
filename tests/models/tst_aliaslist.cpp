#include "models/aliaslist.h"

#include <QtTest>

using namespace gatereeve::models;

// Issue effective-session, issue dialog: names from CSV (RFC 4180).
class TestAliasList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheFirstColumn_data();
    void readsTheFirstColumn();
    void anOpenQuoteIsSaidWithItsLine();
    void namesThatComeTwiceAreTold();
    void cellsAreQuoted();
};

void TestAliasList::readsTheFirstColumn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("aliases");
    const auto row = [](const char* name, const char* text, const QStringList& aliases) {
        QTest::newRow(name) << QString::fromUtf8(text) << aliases;
    };
    row("one a line", "acme\nbolt\n", {"acme", "bolt"});
    row("Windows ends", "acme\r\nbolt\r\n", {"acme", "bolt"});
    row("no end", "acme\nbolt", {"acme", "bolt"});
    row("heading", "Alias,Mail\nacme,a@x", {"acme"});
    row("a heading later is a name", "acme\nname", {"acme", "name"});
    row("semicolons", "acme;1\nbolt;2", {"acme", "bolt"});
    row("tabs", "acme\t1", {"acme"});
    row("quoted", "\"Harbour, Sons\",1\n\"say \"\"hi\"\"\"", {"Harbour, Sons", "say \"hi\""});
    row("line in a quote", "\"two\nlines\",1\nbolt", {"two lines", "bolt"});
    row("quotes behind", "acme,\"x\ny\"\nbolt", {"acme", "bolt"});
    row("blanks and empty lines", "  acme  \n\n   \nbolt", {"acme", "bolt"});
    row("letters of any kind", "M\xc3\xbcller\n\xe6\x97\xa5\xe6\x9c\xac",
        {QStringLiteral(u"Müller"), QStringLiteral(u"日本")});
    row("nothing", "", {});
    row("only a heading", "alias\n", {});
}

void TestAliasList::readsTheFirstColumn()
{
    QFETCH(QString, text);
    QFETCH(QStringList, aliases);
    const AliasList list = aliasesOf(text);
    QCOMPARE(list.aliases, aliases);
    QVERIFY(list.problem.isEmpty());
}

void TestAliasList::anOpenQuoteIsSaidWithItsLine()
{
    QVERIFY(aliasesOf(QStringLiteral("acme\n\n\"bolt\nx")).problem.contains(QStringLiteral("line 3")));
    QVERIFY(!aliasesOf(QStringLiteral("acme,\"x")).problem.isEmpty());
}

void TestAliasList::namesThatComeTwiceAreTold()
{
    const AliasList list = aliasesOf(QStringLiteral("a\nb\na\na"));
    QCOMPARE(list.aliases.size(), 4);
    QCOMPARE(list.twice, QStringList{QStringLiteral("a")});
}

void TestAliasList::cellsAreQuoted()
{
    QCOMPARE(csvCell(QStringLiteral("acme")), QStringLiteral("acme"));
    QCOMPARE(csvCell(QStringLiteral("a,\"b\"")), QStringLiteral("\"a,\"\"b\"\"\""));
    QCOMPARE(csvCell(QStringLiteral("=1+1")), QStringLiteral("'=1+1")); // no formula for a spreadsheet
    QCOMPARE(aliasesOf(csvCell(QStringLiteral("a;\"b\",c"))).aliases, QStringList{QStringLiteral("a;\"b\",c")});
}

QTEST_APPLESS_MAIN(TestAliasList)
#include "tst_aliaslist.moc"
