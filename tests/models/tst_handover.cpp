#include "models/handover.h"

#include "core/workspace/privatefile.h"
#include "models/keyissuing.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using namespace Qt::StringLiterals;

// Issue effective-session, issue dialog: the sheet that goes with a key, and how it is kept.
class TestHandOver : public QObject
{
    Q_OBJECT

private:
    tests::WorkspaceFixture m_fixture;

    std::vector<StoredKey> issue(const models::KeyOrder& order)
    {
        const auto result = models::issueKeys(order, *m_fixture.workspace);
        return result.issued;
    }

private Q_SLOTS:
    void initTestCase() { m_fixture.open(); }

    void theSheetSaysWhatTheKeyMayDo()
    {
        const auto keys = issue({.policies = {u"gold"_s, u"trial"_s}, .alias = u"acme trial"_s});
        QCOMPARE(keys.size(), 1u);
        const QString sheet = models::handOverSheet(keys, *m_fixture.workspace, u"http://gate:8080/"_s);
        const QString text = QString::fromStdString(keys[0].text);
        for (const QString& part : {text, u"acme trial"_s, u"http://gate:8080/orders/"_s, u"5 per second"_s, u"UTC"_s,
                                    QString(u"Authorization: "_s + text)})
            QVERIFY2(sheet.contains(part), qPrintable(part + u"\n"_s + sheet));
        QVERIFY(!sheet.contains(u"8080//"_s));
    }

    void aKeyThatIsRefusedNowSaysSo()
    {
        auto keys = issue({.policies = {u"gold"_s}});
        keys[0].session.applyPolicies = {"iron"};
        const QString sheet = models::handOverSheet(keys, *m_fixture.workspace, u"http://gate"_s);
        QVERIFY(sheet.contains(u"refused"_s) && sheet.contains(u"iron"_s));
    }

    void manyKeysAreOneFile()
    {
        const auto keys = issue({.policies = {u"gold"_s}, .aliases = {u"a, b"_s, u"c"_s}});
        QCOMPARE(keys.size(), 2u);
        QCOMPARE(keys[1].session.alias, std::string("c"));
        const QString csv = models::keysAsCsv(keys);
        QCOMPARE(csv.count(u"\r\n"_s), 3);
        QVERIFY(csv.contains(u"\"a, b\","_s + QString::fromStdString(keys[0].text) + u",\r\n"_s));
        const QString sheet = models::handOverSheet(keys, *m_fixture.workspace, u"http://gate"_s);
        QVERIFY(sheet.contains(QString::fromStdString(keys[1].text)));
    }

    void whatHoldsSecretsIsForItsOwnerOnly()
    {
        tests::FailingFileSystem& disk = m_fixture.disk;
        QVERIFY(writePrivately(disk, "/home/key.txt", "one"));
        QCOMPARE(disk.files.at("/home/key.txt").mode, 0600u);
        disk.files["/home/open.txt"] = {.bytes = "old", .mode = 0644};
        disk.files["/home/open.txt.part"].bytes = "left over";
        QVERIFY(writePrivately(disk, "/home/open.txt", "new"));
        QCOMPARE(disk.files.at("/home/open.txt").bytes, std::string("new"));
        QCOMPARE(disk.files.at("/home/open.txt").mode, 0600u);
        QVERIFY(!disk.files.contains("/home/open.txt.part"));
        QVERIFY(!writePrivately(disk, "/home", "x")); // a folder
    }
};

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_handover.moc"
