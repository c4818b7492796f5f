// PartitionsEdit: none set and all set are the whole policy (policy-semantics.md 1.3; profiles.md, guide 8), and the
// sentence under the boxes says what is left to the key.

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
        QTest::addColumn<QString>("sentence");
        const QString whole = QStringLiteral("The whole policy replaces what the key says.");
        QTest::newRow("none is whole") << false << false << false << "111" << whole;
        QTest::newRow("all is whole") << true << true << true << "111" << whole;
        QTest::newRow("quota only") << false << true << false << "010"
                                    << "Only its quota is enforced; rate and access rights stay the key's own. Access "
                                       "rights listed here are not granted.";
        QTest::newRow("rate and access") << true << false << true << "101"
                                         << "Only its rate and access rights are enforced; quota stays the key's own.";
    }
    void showsWhatIsEnforced()
    {
        QFETCH(bool, rate);
        QFETCH(bool, quota);
        QFETCH(bool, access);
        QFETCH(QString, ticks);
        QFETCH(QString, sentence);
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
        QCOMPARE(edit.sentence(), sentence);
        QCOMPARE(edit.value(), value);
    }

    void aTickWritesOutWhatNoneMeant()
    {
        PartitionsEdit edit;
        Partitions value;
        value.perApi = true;
        edit.setValue(value);
        QSignalSpy edited(&edit, &PartitionsEdit::edited);
        QTest::keyClick(box(edit, "enforcesRate"), Qt::Key_Space);
        QCOMPARE(edited.count(), 1);
        value.quota = value.acl = true;
        QCOMPARE(edit.value(), value); // per_api, which has no box, stays
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
