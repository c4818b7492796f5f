// LimitEdit, and by it what all measure editors share: human text with the JSON numbers beside (ui.md), invalid text
// that stays with its reason, one edit when the field is left.

#include "ui/widgets/limitedit.h"

#include <QLineEdit>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::ui;

class TestLimitEdit : public QObject
{
    Q_OBJECT

private:
    static void type(LimitEdit& edit, const QString& text)
    {
        edit.line()->selectAll();
        QTest::keyClicks(edit.line(), text);
    }

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<RateText>(); }

    void showsNumbersBesideTheWords_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("per");
        QTest::newRow("words") << "5 per second" << 5.0 << 1.0;
        QTest::newRow("short") << "100/min" << 100.0 << 60.0;
        QTest::newRow("fraction") << "2.5 per 10 s" << 2.5 << 10.0;
        QTest::newRow("unlimited") << "unlimited" << 0.0 << 0.0;
    }
    void showsNumbersBesideTheWords()
    {
        QFETCH(QString, typed);
        QFETCH(double, rate);
        QFETCH(double, per);
        LimitEdit edit;
        edit.setValue({7, 7});
        QSignalSpy edited(&edit, &LimitEdit::edited);
        type(edit, typed);
        QCOMPARE(edit.numbers(), QStringLiteral("rate %1, per %2").arg(rate).arg(per));
        QCOMPARE(edited.count(), 0); // nothing is enforced while typing: "5" on the way to "50"
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edit.value(), (RateText{rate, per}));
        QCOMPARE(edit.line()->text(), QString::fromStdString(rateText(rate, per)));
    }

    void invalidTextStaysWithItsReason()
    {
        LimitEdit edit;
        edit.setValue({5, 1});
        QSignalSpy edited(&edit, &LimitEdit::edited);
        type(edit, QStringLiteral("five a day"));
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 0);
        QCOMPARE(edit.line()->text(), QStringLiteral("five a day"));
        QVERIFY(!edit.isAcceptable());
        QVERIFY(!edit.reason().isEmpty());
        QCOMPARE(edit.line()->accessibleDescription(), edit.reason());
        QCOMPARE(edit.value(), (RateText{5, 1}));

        edit.setValue({5, 1}); // the workspace tells its value again: the text still waits to be mended
        QCOMPARE(edit.line()->text(), QStringLiteral("five a day"));
        type(edit, QStringLiteral("6 per second"));
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QVERIFY(edit.isAcceptable());
        QCOMPARE(edit.value(), (RateText{6, 1}));
    }

    void otherWordsForTheSameValueAreNoEdit()
    {
        LimitEdit edit;
        edit.setValue({5, 1});
        QSignalSpy edited(&edit, &LimitEdit::edited);
        type(edit, QStringLiteral("5/s"));
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 0);
        QCOMPARE(edit.line()->text(), QStringLiteral("5 per second"));
    }

    void aValueFromOutsideIsShown()
    {
        LimitEdit edit;
        edit.setValue({5, 1});
        edit.setValue({9, 1});
        QCOMPARE(edit.line()->text(), QStringLiteral("9 per second"));
    }

    void mixedValuesAskForNothing()
    {
        LimitEdit edit;
        edit.setMixed();
        QSignalSpy edited(&edit, &LimitEdit::edited);
        QVERIFY(edit.isAcceptable());
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 0);
        type(edit, QStringLiteral("3 per second"));
        QTest::keyClick(edit.line(), Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
    }
};

QTEST_MAIN(TestLimitEdit)
#include "tst_limitedit.moc"
