// The page Try in the whole window: ways of sending, curl in and out, completion, gauges by the clock.

#include "ui/pages/trypage.h"

#include "ui/pages/sending.h"
#include "workbench.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

#include <algorithm>

using namespace gatereeve;
using namespace Qt::StringLiterals;

class TestTryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<tests::Workbench>();
        m_key = m_bench->issue({u"trial"_s}, u"acme"_s);
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->window->findChild<QAction*>(u"actionTry"_s)->trigger();
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(m_key.name));
    }
    void cleanup() { m_bench.reset(); }

    void theFirstKeyIsChosenAtTheBeginning()
    {
        m_bench = std::make_unique<tests::Workbench>();
        m_key = m_bench->issue({u"trial"_s}, u"acme"_s);
        QCOMPARE(m_bench->window->view()->tryPage().keyName(), QString::fromStdString(m_key.name));
    }

    void aBurstIsSentInARow()
    {
        m_bench->find<QSpinBox>("burstSize")->setValue(50);
        button("sendBurst")->click();
        QVERIFY(m_bench->gateway.sent <= ui::Sending::MostAtOnce); // the rest as these are answered
        QTRY_COMPARE(m_bench->gateway.sent, 50);
        QTRY_COMPARE(results()->model()->rowCount(), 50);
        QVERIFY(!button("stopSending")->isEnabled());
        const auto* sending = m_bench->window->view()->tryPage().findChild<ui::Sending*>();
        const auto timers = sending->findChildren<QTimer*>();
        QVERIFY(!timers.isEmpty());
        QVERIFY(std::ranges::none_of(timers, &QTimer::isActive));
    }

    void aPaceLastsUntilItIsStopped()
    {
        m_bench->find<QSpinBox>("pace")->setValue(100);
        button("sendPaced")->click();
        QVERIFY(button("sendPaced")->isChecked());
        QTRY_VERIFY(m_bench->gateway.sent >= 3);
        button("stopSending")->click();
        QVERIFY(!button("sendPaced")->isChecked());
        QVERIFY(!button("stopSending")->isEnabled());
    }

    void severalAtOnceUntilStopped()
    {
        m_bench->find<QSpinBox>("atOnce")->setValue(3);
        button("sendParallel")->click();
        QCOMPARE(m_bench->gateway.sent, 3);
        QTRY_VERIFY(m_bench->gateway.sent >= 30);
        button("sendParallel")->click(); // pressed again it stops as well
        const int sent = m_bench->gateway.sent;
        QTRY_COMPARE(results()->model()->rowCount(), sent);
        m_bench->find<QSpinBox>("burstSize")->setValue(1);
        button("sendOnce")->click();
        QTRY_COMPARE(m_bench->gateway.sent, sent + 1);
    }

    void whatCantBeSentStopsIt()
    {
        path()->setText(u"no path"_s);
        button("sendParallel")->click();
        QVERIFY(!button("sendParallel")->isChecked());
        QCOMPARE(m_bench->gateway.sent, 0);
        path()->setText(u"/orders/7"_s);
        button("sendParallel")->click();
        QCOMPARE(m_bench->gateway.sent, m_bench->find<QSpinBox>("atOnce")->value()); // none is taken for under way
        button("stopSending")->click();
    }

    void pathsComeFromTheApis()
    {
        QCOMPARE(path()->text(), u"/orders/1"_s); // the first example
        QTest::keyClick(path(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(path(), u"/ord"_s);
        QCompleter* completer = path()->completer();
        QStringList offered;
        for (int row = 0; row < completer->completionModel()->rowCount(); ++row)
            offered.append(completer->completionModel()->index(row, 0).data().toString());
        QVERIFY(offered.contains(u"/orders/1"_s));
        QVERIFY(offered.contains(u"/orders/"_s));
        QVERIFY(!offered.contains(u"/users/"_s));
    }

    void examplesFitTheirExpressions()
    {
        std::string text = m_bench->workspace->policiesFile()->text();
        const std::string from = "\"url\": \"/orders/.*\"";
        for (const char* to : {"^/orders/([0-9]{3})/(items|notes)$", "/orders/(?P<id>[a-f]+)/", "/elsewhere/.*"}) {
            const size_t place = text.find(from);
            QVERIFY(place != std::string::npos);
            text.replace(place, from.size(), std::string("\"url\": \"") + to + '"');
        }
        m_bench->workspace->setText(*m_bench->workspace->policiesFile(), text, u"Edit"_s);
        const QAbstractItemModel* model = path()->completer()->model();
        QStringList paths;
        for (int row = 0; row < model->rowCount(); ++row)
            paths.append(model->index(row, 0).data().toString());
        QVERIFY(paths.contains(u"/orders/777/items"_s));
        QVERIFY(paths.contains(u"/orders/a/"_s));
        QVERIFY(!paths.contains(u"/elsewhere/1"_s)); // not where the API listens
    }

    void aPastedCurlCommandFillsEverything()
    {
        m_bench->window->view()->tryPage().setKey({});
        copy(u"curl -X PUT 'http://api.example.com/orders/7?x=1' \\\n  -H 'Authorization: Bearer %1' \\\n"
             "  -H 'X-Trace: on' --data-raw $'a\\nb' -k"_s.arg(QString::fromStdString(m_key.text)));
        path()->setFocus();
        QTest::keyClick(path(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(path()->text(), u"/orders/7?x=1"_s);
        QCOMPARE(m_bench->find<QComboBox>("tryMethod")->currentText(), u"PUT"_s);
        QCOMPARE(m_bench->window->view()->tryPage().keyName(), QString::fromStdString(m_key.name));
        QCOMPARE(m_bench->find<QPlainTextEdit>("tryHeaders")->toPlainText(),
                 u"X-Trace: on\nContent-Type: application/x-www-form-urlencoded"_s);
        QCOMPARE(m_bench->find<QPlainTextEdit>("tryBody")->toPlainText(), u"a\nb"_s);
        QVERIFY(notes().contains(u"api.example.com"_s));
        QVERIFY(notes().contains(u"-k"_s));
        QTest::keyClicks(path(), u"2"_s);
        QVERIFY(m_bench->find<QWidget>("tryCurlNotes")->isHidden());
    }

    void aForeignTokenStaysAHeader()
    {
        copy(u"curl http://x/orders/7 -H 'Authorization: somebody-elses'"_s);
        m_bench->find<QToolButton>("pasteCurl")->click();
        QCOMPARE(m_bench->window->view()->tryPage().keyName(), QString());
        QCOMPARE(m_bench->find<QPlainTextEdit>("tryHeaders")->toPlainText(), u"Authorization: somebody-elses"_s);
    }

    void whatIsNoCurlIsPastedAsItIs()
    {
        copy(u"/orders/9"_s);
        path()->clear();
        path()->setFocus();
        QTest::keyClick(path(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(path()->text(), u"/orders/9"_s);
        copy(u"curl 'open"_s);
        QTest::keyClick(path(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(path()->text(), u"/orders/9"_s); // said in the bar, nothing is half taken
    }

    void copiedAsCurl()
    {
        path()->setText(u"/orders/7?x=1"_s);
        const QString text = QString::fromStdString(m_key.text);
        m_bench->window->findChild<QAction*>(u"copyCurlMasked"_s)->trigger();
        QCOMPARE(copied(), u"curl -H 'Authorization: …%1' 'http://127.0.0.1:8080/orders/7?x=1'"_s.arg(text.right(4)));
        path()->setText(u"/orders/7?x=1&token="_s + text);
        m_bench->find<QPlainTextEdit>("tryBody")->setPlainText(u"key="_s + text);
        m_bench->window->findChild<QAction*>(u"copyCurlMasked"_s)->trigger();
        QVERIFY2(!copied().contains(text), qPrintable(copied())); // wherever it stands
        m_bench->find<QPlainTextEdit>("tryBody")->clear();
        path()->setText(u"/orders/7?x=1"_s);
        m_bench->window->findChild<QAction*>(u"copyCurlWithKey"_s)->trigger();
        QVERIFY(copied().contains(text));
        QVERIFY(notes().contains(u"cleared in 60 s"_s));
        // And back again.
        m_bench->window->view()->tryPage().setKey({});
        path()->clear();
        m_bench->find<QToolButton>("pasteCurl")->click();
        QCOMPARE(path()->text(), u"/orders/7?x=1"_s);
        QCOMPARE(m_bench->window->view()->tryPage().keyName(), QString::fromStdString(m_key.name));
    }

    void gaugesFollowTheClock()
    {
        path()->setText(u"/orders/7"_s);
        m_bench->find<QSpinBox>("burstSize")->setValue(7);
        button("sendBurst")->click();
        QTRY_VERIFY(gauge("rateGauge").startsWith(u"5 of 5"_s));
        QTRY_VERIFY(gauge("quotaGauge").startsWith(u"5 of 50 used"_s));
        m_bench->gateway.setClock({ClockSetting::Mode::At, 1.0, m_bench->base.at + 2 * NanosecondsPerSecond});
        QTRY_VERIFY(gauge("rateGauge").startsWith(u"0 of 5"_s));
        QVERIFY(gauge("quotaGauge").startsWith(u"5 of 50 used"_s));
        m_bench->gateway.setClock({ClockSetting::Mode::At, 1.0, m_bench->base.at + 2 * 86'400 * NanosecondsPerSecond});
        QVERIFY(gauge("quotaGauge").startsWith(u"0 of 50 used"_s));
        // With time alone, nothing being told.
        button("sendOnce")->click();
        QTRY_VERIFY(gauge("rateGauge").startsWith(u"1 of 5"_s));
        m_bench->base.at += 2 * NanosecondsPerSecond;
        QTRY_VERIFY(gauge("rateGauge").startsWith(u"0 of 5"_s));
    }

    void theTraceLeadsToThePolicy()
    {
        path()->setText(u"/orders/7"_s);
        m_bench->find<QSpinBox>("burstSize")->setValue(6);
        button("sendBurst")->click();
        auto* trace = m_bench->find<QTreeWidget>("trace");
        QTRY_COMPARE(trace->findItems(u"change"_s, Qt::MatchStartsWith, 2).size(), 1);
        QTreeWidgetItem* way = trace->findItems(u"change"_s, Qt::MatchStartsWith, 2).front();
        QCOMPARE(way->text(1), u"with rate ≥ 6 in trial"_s);
        const QRect link = trace->visualItemRect(way);
        QTest::mouseClick(trace->viewport(), Qt::LeftButton, {},
                          QPoint(trace->viewport()->width() - 10, link.center().y()));
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::PoliciesId);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"policyRateText"_s);
    }

    void numbersAreRemembered()
    {
        m_bench->find<QSpinBox>("pace")->setValue(42);
        m_bench->find<QSpinBox>("atOnce")->setValue(9);
        m_bench->open();
        QCOMPARE(m_bench->find<QSpinBox>("pace")->value(), 42);
        QCOMPARE(m_bench->find<QSpinBox>("atOnce")->value(), 9);
    }

private:
    QPushButton* button(const char* name) const { return m_bench->find<QPushButton>(name); }
    QLineEdit* path() const { return m_bench->find<QLineEdit>("tryPath"); }
    QTableView* results() const { return m_bench->find<QTableView>("tryResults"); }
    QString gauge(const char* name) const { return m_bench->find<QWidget>(name)->accessibleDescription(); }
    QString notes() const
    {
        QStringList texts;
        for (const QLabel* label : m_bench->find<QWidget>("tryCurlNotes")->findChildren<QLabel*>())
            texts.append(label->text());
        return texts.join(u' ');
    }
    static void copy(const QString& text) { QGuiApplication::clipboard()->setText(text); }
    static QString copied() { return QGuiApplication::clipboard()->text(); }

    std::unique_ptr<tests::Workbench> m_bench;
    StoredKey m_key;
};

QTEST_MAIN(TestTryPage)
#include "tst_trypage.moc"
