// The page of the traffic in the whole window: live, filtered, paused, exported, and its traces lead to the forms.

#include "ui/pages/trafficpage.h"

#include "models/decisiontablemodel.h"
#include "workbench.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTreeWidget>
#include <QtTest>

using namespace gatereeve;
using namespace Qt::StringLiterals;

class TestTrafficPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<tests::Workbench>();
        m_key = m_bench->issue({u"trial"_s}, u"acme trial"_s);
        show();
    }
    void cleanup() { m_bench.reset(); }

    void everythingDecidedIsShown()
    {
        send(7);
        QTRY_COMPARE(table()->model()->rowCount(), 7);
        QCOMPARE(text(0, u"Outcome"_s), u"passed"_s);
        QCOMPARE(text(0, u"API"_s), u"Orders"_s);
        QVERIFY(text(0, u"Key"_s).startsWith(u"acme trial …"_s));
        QVERIFY(!text(0, u"Key"_s).contains(QString::fromStdString(m_key.text)));
        QCOMPARE(text(6, u"Stopped by"_s), u"rate"_s);
        QCOMPARE(text(6, u"Status"_s), u"429"_s);
        QCOMPARE(text(6, u"Policy"_s), u"trial"_s);
        QTRY_COMPARE(m_bench->find<QListWidget>("pageList")->item(ui::WorkspaceView::TrafficId)->text(),
                     u"Traffic  7"_s);
        QTRY_COMPARE(count(), u"7 decisions"_s);
    }

    void filteredByTyping()
    {
        send(7);
        auto* filter = m_bench->find<QLineEdit>("trafficFilter");
        filter->setFocus();
        QTest::keyClicks(filter, u"status:429 key:acme"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        send(1);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_COMPARE(count(), u"3 of 8 decisions"_s);
        filter->setText(u"is:slow"_s);
        QTRY_VERIFY(count().contains(u"Not understood: is:slow"_s));
        filter->clear();
        QTRY_COMPARE(table()->model()->rowCount(), 8);
    }

    void spacePausesAndGoesOn()
    {
        send(2);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Space);
        QCOMPARE(m_bench->find<QPushButton>("trafficPause")->text(), u"&Resume"_s);
        send(1);
        QTRY_COMPARE(count(), u"2 decisions · paused, 1 decision came meanwhile"_s);
        QCOMPARE(table()->model()->rowCount(), 2);
        QTest::keyClick(table(), Qt::Key_Space);
        QCOMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(m_bench->find<QPushButton>("trafficPause")->text(), u"&Pause"_s);
    }

    void whatIsLostIsSaidUntilItIsCleared()
    {
        m_bench->gateway.dropped = 23;
        send(1);
        QTRY_VERIFY(count().contains(u"23 lost because"_s));
        m_bench->find<QPushButton>("trafficClear")->click();
        QCOMPARE(count(), u"0 decisions"_s);
        QCOMPARE(table()->model()->rowCount(), 0);
        m_bench->gateway.dropped = 24;
        send(1);
        QTRY_COMPARE(count(), u"1 decision · 1 lost because the window came too late for it"_s);
    }

    void theNewestStaysInSightUnlessOneScrolledUp()
    {
        send(100);
        QScrollBar* bar = table()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTRY_COMPARE(bar->value(), bar->maximum());
        send(10);
        QTRY_COMPARE(table()->model()->rowCount(), 110);
        QTRY_COMPARE(bar->value(), bar->maximum());
        bar->setValue(5);
        send(10);
        QTRY_COMPARE(table()->model()->rowCount(), 120);
        QCOMPARE(bar->value(), 5);
    }

    void whatIsSelectedStaysSelectedUnderAnotherFilter()
    {
        send(8);
        QTRY_COMPARE(table()->model()->rowCount(), 8);
        select(6);
        const QString trace = traceText();
        QVERIFY(trace.contains(u"call within"_s));
        auto* filter = m_bench->find<QLineEdit>("trafficFilter");
        filter->setText(u"is:limited"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(table()->currentIndex().row(), 1);
        filter->setText(u"is:passed"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        QVERIFY(!table()->currentIndex().isValid());
        filter->clear();
        QTRY_COMPARE(table()->currentIndex().row(), 6);
        QCOMPARE(traceText(), trace);
    }

    void aTraceLeadsToItsPolicyKeyAndApi()
    {
        send(6);
        QTRY_COMPARE(table()->model()->rowCount(), 6);
        follow(5, u"rate"_s);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::PoliciesId);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"policyRateText"_s);
        show();
        follow(0, u"session"_s);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::KeysId);
        show();
        follow(0, u"route"_s);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::ApisId);
    }

    void exports_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("csv") << u"exportCsv"_s;
        QTest::newRow("json") << u"exportJson"_s;
    }
    void exports()
    {
        QFETCH(QString, action);
        send(7);
        QTRY_COMPARE(table()->model()->rowCount(), 7);
        m_bench->find<QLineEdit>("trafficFilter")->setText(u"is:limited"_s);
        m_bench->prompts.fileToSave = u"/quota-demo/traffic"_s;
        m_bench->window->findChild<QAction*>(action)->trigger();
        QTRY_VERIFY(m_bench->find<QWidget>("trafficState")->findChild<QLabel*>() &&
                    m_bench->files.files.contains("/quota-demo/traffic"));
        const QString written = QString::fromStdString(m_bench->fileText("traffic"));
        QCOMPARE(written.count(u"limited"_s), 2);
        QCOMPARE(written.count(u"acme trial"_s), 2);
        QVERIFY(!written.contains(QString::fromStdString(m_key.text)));
        QCOMPARE(m_bench->files.files.at("/quota-demo/traffic").mode, 0600u);
    }

    void columnsAreRemembered()
    {
        table()->horizontalHeader()->resizeSection(0, 133);
        m_bench->open();
        show();
        QCOMPARE(table()->horizontalHeader()->sectionSize(0), 133);
    }

    void aNarrowWindowHasFewerColumns()
    {
        const int policy = models::DecisionTableModel::Policy;
        m_bench->window->resize(900, 700);
        QTRY_VERIFY(table()->isColumnHidden(policy));
        m_bench->open(); // narrow is not remembered
        show();
        QTRY_VERIFY(!table()->isColumnHidden(policy));
    }

private:
    QTableView* table() const { return m_bench->find<QTableView>("trafficTable"); }
    QString count() const { return m_bench->find<QLabel>("trafficCount")->text(); }
    void show()
    {
        m_bench->window->resize(1280, 800);
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->window->findChild<QAction*>(u"actionTraffic"_s)->trigger();
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::TrafficId);
    }
    void send(int count)
    {
        for (int i = 0; i < count; ++i) {
            ui::TryRequest request;
            request.method = "GET";
            request.target = "/orders/7";
            request.headers = {{"Authorization", QByteArray::fromStdString(m_key.text)}};
            m_bench->gateway.send(request);
        }
    }
    QString text(int row, const QString& header) const
    {
        const QAbstractItemModel* model = table()->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->headerData(column, Qt::Horizontal).toString() == header)
                return model->index(row, column).data().toString();
        }
        return u"no such column"_s;
    }
    void select(int row) { table()->setCurrentIndex(table()->model()->index(row, 0)); }
    QTreeWidget* trace() const { return m_bench->find<QTreeWidget>("trafficTrace"); }
    QString traceText() const
    {
        QStringList lines;
        for (int i = 0; i < trace()->topLevelItemCount(); ++i)
            lines.append(trace()->topLevelItem(i)->text(1));
        return lines.join(u'\n');
    }
    // Enter on a row of the trace.
    void follow(int row, const QString& check)
    {
        select(row);
        const QList<QTreeWidgetItem*> found = trace()->findItems(check, Qt::MatchExactly, 0);
        QCOMPARE(found.size(), 1);
        trace()->setFocus();
        trace()->setCurrentItem(found.front());
        QTest::keyClick(trace(), Qt::Key_Return);
    }

    std::unique_ptr<tests::Workbench> m_bench;
    StoredKey m_key;
};

QTEST_MAIN(TestTrafficPage)
#include "tst_trafficpage.moc"
