#include "models/effectivesessionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::EffectiveSessionModel;

namespace
{

Provenance twoFields()
{
    return {{"rate",
             "5 per second",
             Source::ofPolicy("gold"),
             "guide 9",
             {{Source::ofPolicy("silver"), "2 per second"}, {Source::key(), "1 per second"}},
             {"id", "%1 is more generous", {"gold"}}},
            {"quota", "unlimited", Source::key(), "guide 8", {}, {"id", "no policy enforces it", {}}}};
}

} // namespace

// DESIGN decision 10 and ui.md, key inspector: field · value · from · why, what lost below.
class TestEffectiveSessionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsReasonsAndLosers();
    void sameFieldsKeepTheirRows();
    void otherFieldsReset();
};

void TestEffectiveSessionModel::showsReasonsAndLosers()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    model.setProvenance(twoFields());
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex rate = model.index(0, 0);
    const auto text = [&](const QModelIndex& index, int column) {
        return index.siblingAtColumn(column).data().toString();
    };
    QCOMPARE(text(rate, EffectiveSessionModel::Field), QStringLiteral("rate"));
    QCOMPARE(text(rate, EffectiveSessionModel::Value), QStringLiteral("5 per second"));
    QCOMPARE(text(rate, EffectiveSessionModel::From), QStringLiteral("policy gold"));
    QCOMPARE(text(rate, EffectiveSessionModel::Why), QStringLiteral("gold is more generous"));
    QCOMPARE(rate.data(EffectiveSessionModel::PolicyRole).toString(), QStringLiteral("gold"));
    QCOMPARE(rate.data(EffectiveSessionModel::RuleRole).toString(), QStringLiteral("guide 9"));
    QVERIFY(!rate.data(EffectiveSessionModel::LoserRole).toBool());

    QCOMPARE(model.rowCount(rate), 2);
    const QModelIndex silver = model.index(0, 0, rate);
    QVERIFY(silver.data(EffectiveSessionModel::LoserRole).toBool());
    QCOMPARE(text(silver, EffectiveSessionModel::Value), QStringLiteral("2 per second"));
    QCOMPARE(silver.data(EffectiveSessionModel::PolicyRole).toString(), QStringLiteral("silver"));
    QCOMPARE(text(model.index(1, 0, rate), EffectiveSessionModel::From), QStringLiteral("key"));
    QCOMPARE(model.rowCount(model.index(1, 0)), 0);
}

void TestEffectiveSessionModel::sameFieldsKeepTheirRows()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    Provenance reasons = twoFields();
    model.setProvenance(reasons);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset), removed(&model, &QAbstractItemModel::rowsRemoved),
        inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QPersistentModelIndex silver = model.index(0, EffectiveSessionModel::Value, model.index(0, 0));

    model.setProvenance(reasons);
    QCOMPARE(changed.count(), 0);
    reasons[1].value = "100 per day";
    model.setProvenance(reasons);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    reasons[0].losers = {{Source::ofPolicy("silver"), "3 per second"}};
    model.setProvenance(reasons);
    QCOMPARE(silver.data().toString(), QStringLiteral("3 per second"));
    QCOMPARE(removed.count(), 1);
    reasons[1].losers = {{Source::rule(), "50 per day"}};
    model.setProvenance(reasons);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(model.index(1, 0)), 1);
    QCOMPARE(reset.count(), 0);
}

void TestEffectiveSessionModel::otherFieldsReset()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    model.setProvenance(twoFields());
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    Provenance one = twoFields();
    one.erase(one.begin());
    model.setProvenance(one);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
}

QTEST_GUILESS_MAIN(TestEffectiveSessionModel)
#include "tst_effectivesessionmodel.moc"
