// MessageBar: never modal, one message of a name at a time, actions run once and take the message with them (ui.md:
// "no modal box for what a bar can say").

#include "ui/widgets/messagebar.h"

#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace gatereeve::ui;
using namespace Qt::StringLiterals;

class TestMessageBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSeenOnlyWithMessages()
    {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        bar.post({u"a"_s, theme::Tone::Warning, u"first"_s, {}});
        QVERIFY(!bar.isHidden());
        bar.post({u"b"_s, theme::Tone::Bad, u"second"_s, {}});
        QCOMPARE(bar.names(), (QStringList{u"a"_s, u"b"_s}));
        bar.dismiss(u"a"_s);
        QVERIFY(!bar.isHidden());
        bar.dismiss(u"b"_s);
        QVERIFY(bar.isHidden());
        bar.dismiss(u"unknown"_s);
    }

    void theSameNameReplaces()
    {
        MessageBar bar;
        bar.post({u"a"_s, theme::Tone::Warning, u"first"_s, {}});
        bar.post({u"a"_s, theme::Tone::Bad, u"second"_s, {}});
        QCOMPARE(bar.names(), QStringList{u"a"_s});
        QCOMPARE(bar.textOf(u"a"_s), u"second"_s);
    }

    void anActionRunsOnceAndMayPostAgain()
    {
        MessageBar bar;
        int runs = 0;
        bar.post({u"a"_s,
                  theme::Tone::Bad,
                  u"not saved"_s,
                  {{u"Try again"_s, [&] {
                        ++runs;
                        bar.post({u"a"_s, theme::Tone::Bad, u"still not saved"_s, {}});
                    }}}});
        auto* button = bar.findChild<QPushButton*>(u"messageAction"_s);
        QVERIFY(button);
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_COMPARE(runs, 1);
        QCOMPARE(bar.textOf(u"a"_s), u"still not saved"_s);
    }

    void theCrossCloses()
    {
        MessageBar bar;
        bar.post({u"a"_s, theme::Tone::Warning, u"text"_s, {}});
        auto* cross = bar.findChild<QToolButton*>(u"messageClose"_s);
        QVERIFY(cross);
        QVERIFY(!cross->accessibleName().isEmpty());
        cross->click();
        QTRY_VERIFY(bar.names().isEmpty());
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
