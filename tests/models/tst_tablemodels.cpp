// All item models under the model tester while policies, keys, decisions and problems change; spies count the signals.

#include "models/accessrightstreemodel.h"
#include "models/apitablemodel.h"
#include "models/decisiontablemodel.h"
#include "models/effectivesessionmodel.h"
#include "models/keyeditor.h"
#include "models/keyissuing.h"
#include "models/keytablemodel.h"
#include "models/policyeditor.h"
#include "models/policyfiltermodel.h"
#include "models/policyrights.h"
#include "models/policytablemodel.h"
#include "models/problemlistmodel.h"
#include "models/usedby.h"
#include "tests/support/openworkspace.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gatereeve;
using namespace gatereeve::models;
#ifndef Q_MOC_RUN
using namespace gatereeve::tests;
#endif

class TestTableModels : public QObject
{
    Q_OBJECT
    static constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

private Q_SLOTS:
    void policies()
    {
        OpenWorkspace w;
        PolicyTableModel model(w.workspace);
        const QAbstractItemModelTester tester(&model, Fatal);
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex rate = model.index(0, PolicyTableModel::Rate);
        QCOMPARE(rate.data().toString(), QStringLiteral("5 per second"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), reset(&model, &QAbstractItemModel::modelReset);
        // setData pushes a command; the document's signal brings the row.
        QVERIFY(model.setData(rate, QStringLiteral("8 per second")));
        QCOMPARE(w.workspace.undoStack().count(), 1);
        QCOMPARE(model.index(0, PolicyTableModel::Rate).data().toString(), QStringLiteral("8 per second"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().front().toModelIndex().row(), 0);
        QCOMPARE(reset.count(), 0);
        QSignalSpy refused(&model, &PolicyTableModel::refused);
        QVERIFY(!model.setData(rate, QStringLiteral("many per soon")));
        QCOMPARE(refused.count(), 1);
        QVERIFY(model.setData(model.index(0, PolicyTableModel::Id), QStringLiteral("platinum")));
        QCOMPARE(model.index(0, PolicyTableModel::Id).data().toString(), QStringLiteral("platinum"));
        QVERIFY(PolicyEditor(w.workspace).remove({"trial"}).ok());
        QCOMPARE(model.rowCount(), 2);
        w.workspace.undoStack().setIndex(0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, PolicyTableModel::Id).data().toString(), QStringLiteral("gold"));
    }

    void policyFilter()
    {
        OpenWorkspace w;
        PolicyTableModel source(w.workspace);
        PolicyFilterModel filter;
        filter.setSourceModel(&source);
        const QAbstractItemModelTester tester(&filter, Fatal);
        const auto rows = [&](const char* line) {
            filter.setFilterLine(QString::fromLatin1(line));
            return filter.rowCount();
        };
        QCOMPARE(rows(""), 3);
        QCOMPARE(rows("gold"), 1);
        QCOMPARE(rows("api:orders"), 2);
        QCOMPARE(rows("is:trial"), 1);
        QCOMPARE(rows("is:partitioned"), 1);
        QCOMPARE(rows("-is:trial api:orders"), 1);
        QCOMPARE(rows("tag:paid"), 1);
        QCOMPARE(rows("is:nonsense"), 0);
        QCOMPARE(filter.notUnderstood().size(), 1);
    }

    void accessRights()
    {
        OpenWorkspace w;
        AccessRightsTreeModel model(w.workspace);
        const QAbstractItemModelTester tester(&model, Fatal);
        PolicyRights rights(w.workspace, QStringLiteral("gold"));
        model.setTarget(&rights);
        QCOMPARE(model.rowCount(), 2); // every API of the workspace
        const QModelIndex orders = model.indexOfApi("orders"), users = model.indexOfApi("users");
        QCOMPARE(orders.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        QCOMPARE(users.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(model.setData(users, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(w.workspace.policies().at("gold")->policy.accessRights.contains("users"));
        model.addUrl(model.indexOfApi("users"), QStringLiteral("/users/me"));
        QCOMPARE(w.workspace.policies().at("gold")->policy.accessRights.at("users").allowedUrls.size(), size_t{1});
        QVERIFY(model.setData(model.indexOfApi("users").siblingAtColumn(AccessRightsTreeModel::Rate),
                              QStringLiteral("2 per second")));
        QCOMPARE(w.workspace.policies().at("gold")->policy.accessRights.at("users").limit->rate, 2.0);
        QVERIFY(model.setData(model.indexOfApi("orders"), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!w.workspace.policies().at("gold")->policy.accessRights.contains("orders"));
        w.workspace.undoStack().setIndex(0);
        QCOMPARE(w.text(), SamplePolicies);
        model.setTarget(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void keys()
    {
        OpenWorkspace w;
        KeyTableModel model(w.workspace);
        const QAbstractItemModelTester tester(&model, Fatal);
        KeyOrder order;
        order.policies = {"trial"};
        order.alias = "acme";
        order.count = 2;
        int number = 0;
        const IssuedKeys issued =
            issueKeys(order, w.workspace, [&] { return "0123456789abcdef0123456789abcde" + std::to_string(number++); });
        QVERIFY(!issued.error);
        QCOMPARE(model.rowCount(), 2);
        // guide 4: the expiry is fixed at creation.
        QCOMPARE(issued.issued[0].session.expires, w.clock.nowSeconds() + 1209600);
        QCOMPARE(model.index(0, KeyTableModel::Alias).data().toString(), QStringLiteral("acme 1"));
        QVERIFY(model.index(0, KeyTableModel::Key).data().toString().endsWith(QStringLiteral("bcde0").right(4)));
        QVERIFY(!model.index(0, KeyTableModel::Key).data().toString().contains(QStringLiteral("0123456789abcdef")));
        // Editing a key is a command like any other.
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(model.setData(model.index(0, KeyTableModel::Alias), QStringLiteral("acme first")));
        QCOMPARE(w.keys.find(issued.issued[0].name)->value().session.alias, std::string("acme first"));
        QVERIFY(changed.count() >= 1);
        const QString name = QString::fromStdString(issued.issued[0].name);
        QVERIFY(KeyEditor(w.workspace).setInactive({name}, true).ok());
        QVERIFY(w.keys.find(issued.issued[0].name)->value().session.isInactive);
        w.workspace.undoStack().undo();
        QVERIFY(!w.keys.find(issued.issued[0].name)->value().session.isInactive);
        QCOMPARE(UsedBy(w.workspace.keyList(), w.workspace.apiList()).keysOf(QStringLiteral("trial")), 2);
        QVERIFY(w.workspace.keyList().remove(name).ok());
        QCOMPARE(model.rowCount(), 1);
    }

    // With the policy's values as its own the key keeps them where the policy enforces less (guide 8).
    void issuingWithOwnValues()
    {
        OpenWorkspace w;
        KeyOrder order;
        order.policies = {"trial"};
        order.writeOwnValues = true;
        const Session session = sessionOf(order, w.workspace);
        QCOMPARE(session.rate, 5.0);
        QCOMPARE(session.quotaMax, int64_t{50});
        QVERIFY(session.accessRights.contains("orders"));
        QVERIFY(previewOf(order, w.workspace).isTrial);
        order.policies = {"quota-only"};
        QVERIFY(!whyNot(order, w.workspace).isEmpty()); // grants nothing
        order.policies = {"no such"};
        QVERIFY(whyNot(order, w.workspace).contains(QStringLiteral("no such")));
    }

    void decisions()
    {
        DecisionList list(3);
        DecisionTableModel model(
            list, [](uint64_t) { return nullptr; }, nullptr);
        const QAbstractItemModelTester tester(&model, Fatal);
        Decision limited;
        limited.status = 429;
        limited.stoppedAt = Check::Rate;
        limited.cause = Cause::RateExceeded;
        limited.rateCount = limited.rateMaximum = 5;
        limited.rateWindow = NanosecondsPerSecond;
        Decision passed;
        passed.status = 200;
        const std::array batch{limited, passed};
        list.append(batch);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, DecisionTableModel::Outcome).data().toString(), QStringLiteral("limited"));
        QVERIFY(model.index(0, DecisionTableModel::Why).data().toString().contains(QStringLiteral("allowed 5")));
        QVERIFY(!model.trace(0).wouldPass.empty());
        list.append(batch); // the oldest go
        QCOMPARE(model.rowCount(), 3);
        list.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void problems()
    {
        ProblemList list;
        ProblemListModel model(list);
        const QAbstractItemModelTester tester(&model, Fatal);
        const Finding note{"n", Severity::Note, {"n", "a note", {}}, {"/w/a.json", 1, 1, "x"}};
        const Finding error{"e", Severity::Error, {"e", "an error", {}}, {"/w/a.json", 12, 1, "gold.rate"}};
        list.setFindings(QStringLiteral("files"), {note, error});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ProblemListModel::Text).data().toString(), QStringLiteral("an error")); // errors first
        QCOMPARE(model.index(0, 0).data(ProblemListModel::JsonPathRole).toString(), QStringLiteral("gold.rate"));
        list.setFindings(QStringLiteral("files"), {note});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(list.count(Severity::Error), 0);
    }

    void effectiveSession()
    {
        OpenWorkspace w;
        EffectiveSessionModel model;
        const QAbstractItemModelTester tester(&model, Fatal);
        KeyOrder order;
        order.policies = {"gold", "trial"};
        model.setProvenance(previewOf(order, w.workspace).why);
        QVERIFY(model.rowCount() > 3);
        bool losers = false;
        for (int row = 0; row < model.rowCount(); ++row)
            losers = losers || model.rowCount(model.index(row, 0)) > 0;
        QVERIFY(losers);
        order.policies = {"trial"};
        model.setProvenance(previewOf(order, w.workspace).why);
        model.setProvenance({});
        QCOMPARE(model.rowCount(), 0);
    }

    void apis()
    {
        OpenWorkspace w;
        ApiTableModel model(w.workspace);
        const QAbstractItemModelTester tester(&model, Fatal);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ApiTableModel::ListenPath).data().toString(), QStringLiteral("/orders/"));
    }
};

QTEST_MAIN(TestTableModels)
#include "tst_tablemodels.moc"
