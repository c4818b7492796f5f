// PartitionsEdit: none set and all set are the whole policy (policy-semantics.md 1.3; profiles.md, guide 8).

#include "ui/widgets/partitionsedit.h"

#include <QCheckBox>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::ui;

class TestPartitionsEdit : public QObject
{
    Q_OBJECT

private:
    static QCheckBox* box(const PartitionsEdit& edit, const char* name)
    {
        return edit.findChild<QCheckBox*>(QLatin1StringView(name));
    }

private Q_SLOTS:
    void showsWhatIsEnforced_data()
    {
        QTest::addColumn<bool>("rate");
        QTest::addColumn<bool>("quota");
        QTest::addColumn<bool>("access");
        QTest::addColumn<QString>("ticks"); // of rate, quota, access
        QTest::newRow("none is whole") << false << false << false << "111";
        QTest::newRow("all is whole") << true << true << true << "111";
        QTest::newRow("quota only") << false << true << false << "010";
        QTest::newRow("rate and access") << true << false << true << "101";
    }
    void showsWhatIsEnforced()
    {
        QFETCH(bool, rate);
        QFETCH(bool, quota);
        QFETCH(bool, access);
        QFETCH(QString, ticks);
        Partitions value;
        value.rateLimit = rate;
        value.quota = quota;
        value.acl = access;
        PartitionsEdit edit;
        edit.setValue(value);
        QString shown;
        for (const char* name : {"enforcesRate", "enforcesQuota", "enforcesAccess"})
            shown += box(edit, name)->isChecked() ? u'1' : u'0';
        QCOMPARE(shown, ticks);
        QCOMPARE(edit.value(), value);
    }

    void aTickWritesOutWhatNoneMeant()
    {
        PartitionsEdit edit;
        QSignalSpy edited(&edit, &PartitionsEdit::edited);
        QTest::keyClick(box(edit, "enforcesRate"), Qt::Key_Space);
        QCOMPARE(edited.count(), 1);
        Partitions value;
        value.quota = value.acl = true;
        QCOMPARE(edit.value(), value);
    }

    // policy-semantics.md 6.3: together they make the policy unusable.
    void perApiAndTheOthersExcludeEachOther()
    {
        PartitionsEdit edit;
        Partitions value;
        value.quota = true;
        edit.setValue(value);
        QTest::keyClick(box(edit, "enforcesPerApi"), Qt::Key_Space);
        Partitions perApi;
        perApi.perApi = true;
        QCOMPARE(edit.value(), perApi);
        QTest::keyClick(box(edit, "enforcesRate"), Qt::Key_Space); // off: rate is left to the key
        QVERIFY(!edit.value().perApi);
        QVERIFY(!box(edit, "enforcesPerApi")->isChecked());
        QVERIFY(edit.value().quota && edit.value().acl && !edit.value().rateLimit);
    }

    void withoutTheLastTickItIsWholeAgain()
    {
        PartitionsEdit edit;
        Partitions value;
        value.quota = true;
        edit.setValue(value);
        QTest::keyClick(box(edit, "enforcesQuota"), Qt::Key_Space);
        QCOMPARE(edit.value(), Partitions{});
        QVERIFY(box(edit, "enforcesQuota")->isChecked());
        QVERIFY(box(edit, "enforcesRate")->isChecked());
    }
};

QTEST_MAIN(TestPartitionsEdit)
#include "tst_partitionsedit.moc"
