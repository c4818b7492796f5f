// TryResultsModel: an answer and the decision about it come on two ways, in either order, and are joined by connection.

#include "ui/pages/tryresultsmodel.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::ui;

class TestTryResultsModel : public QObject
{
    Q_OBJECT

private:
    static TryResult sent(uint64_t id)
    {
        TryResult result;
        result.request.id = id;
        result.request.method = "GET";
        result.request.target = "/orders/1";
        return result;
    }
    static TryAnswer answer(uint64_t id, uint16_t status, uint16_t port)
    {
        TryAnswer answer;
        answer.id = id;
        answer.status = status;
        answer.clientPort = port;
        answer.requestOfConnection = 1;
        return answer;
    }
    static Decision decision(uint16_t status, uint16_t port)
    {
        Decision decision;
        decision.status = status;
        decision.clientPort = port;
        decision.requestOfConnection = 1;
        if (status == 429) {
            decision.stoppedAt = Check::Rate;
            decision.cause = Cause::RateExceeded;
        }
        return decision;
    }

private Q_SLOTS:
    void joinsInEitherOrder_data()
    {
        QTest::addColumn<bool>("decisionFirst");
        QTest::newRow("answer first") << false;
        QTest::newRow("decision first") << true;
    }
    void joinsInEitherOrder()
    {
        QFETCH(bool, decisionFirst);
        TryResultsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy decided(&model, &TryResultsModel::decided);
        model.add(sent(1));
        model.add(sent(2));
        QCOMPARE(model.at(0).request.id, uint64_t(2)); // newest first
        QCOMPARE(model.at(0).outcome(), QStringLiteral("waiting"));
        const Decision foreign = decision(200, 999); // of somebody else's connection
        if (decisionFirst)
            model.takeDecisions({foreign, decision(429, 41)});
        model.takeAnswer(answer(1, 429, 41));
        if (!decisionFirst)
            model.takeDecisions({foreign, decision(429, 41)});
        QCOMPARE(decided.count(), 1);
        QCOMPARE(decided.first().first().toInt(), 1);
        QVERIFY(model.at(1).decision);
        QVERIFY(!model.at(0).decision);
        QCOMPARE(model.at(1).outcome(), QStringLiteral("limited"));
        QCOMPARE(model.count(QStringLiteral("limited")), 1);
    }

    void withoutADecisionTheStatusSpeaks_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("passed") << 200 << "passed";
        QTest::newRow("limited") << 429 << "limited";
        QTest::newRow("refused") << 403 << "refused";
        QTest::newRow("upstream") << 502 << "failed";
        QTest::newRow("no answer") << 0 << "failed";
    }
    void withoutADecisionTheStatusSpeaks()
    {
        QFETCH(int, status);
        QFETCH(QString, outcome);
        TryResultsModel model;
        model.add(sent(1));
        model.takeAnswer(answer(1, uint16_t(status), 41));
        QCOMPARE(model.at(0).outcome(), outcome);
    }

    void anAnswerAfterClearingIsForgotten()
    {
        TryResultsModel model;
        model.add(sent(1));
        model.clear();
        model.takeAnswer(answer(1, 200, 41));
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestTryResultsModel)
#include "tst_tryresultsmodel.moc"
