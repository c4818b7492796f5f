#include "models/effectivesessionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <random>

using namespace gatereeve;
using models::EffectiveSessionModel;
using models::SessionRow;
using models::sessionRows;

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

QString textOf(const QModelIndex& index, int column)
{
    return index.siblingAtColumn(column).data().toString();
}

EffectiveSessionModel::Kind kindOf(const QModelIndex& index)
{
    return EffectiveSessionModel::Kind(index.data(EffectiveSessionModel::KindRole).toInt());
}

} // namespace

// DESIGN decision 10 and ui.md, key inspector: field · value · from · why, what lost below.
class TestEffectiveSessionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsReasonsAndLosers();
    void saysByWordsWhatTheEyeSees();
    void wholeKeyFirstThenApiByApi();
    void otherProfilesStandBelow();
    void onlyWhatDiffersChanges();
    void manyChangesAreOneSignal();
    void manyNewChildrenAreOneLayout();
    void fieldsComeAndGo();
    void everyStepIsConsistent();
    void asText();
};

void TestEffectiveSessionModel::showsReasonsAndLosers()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRows(sessionRows(twoFields()));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex rate = model.index(0, 0);
    QCOMPARE(textOf(rate, EffectiveSessionModel::Field), QStringLiteral("rate"));
    QCOMPARE(textOf(rate, EffectiveSessionModel::Value), QStringLiteral("5 per second"));
    QCOMPARE(textOf(rate, EffectiveSessionModel::From), QStringLiteral("policy gold"));
    QCOMPARE(textOf(rate, EffectiveSessionModel::Why), QStringLiteral("gold is more generous"));
    QCOMPARE(rate.data(EffectiveSessionModel::PolicyRole).toString(), QStringLiteral("gold"));
    QCOMPARE(rate.data(EffectiveSessionModel::RuleRole).toString(), QStringLiteral("guide 9"));
    QCOMPARE(kindOf(rate), EffectiveSessionModel::Kind::Stated);

    QCOMPARE(model.rowCount(rate), 2);
    const QModelIndex silver = model.index(0, 0, rate);
    QCOMPARE(kindOf(silver), EffectiveSessionModel::Kind::PassedOver);
    QCOMPARE(textOf(silver, EffectiveSessionModel::Value), QStringLiteral("2 per second"));
    QCOMPARE(silver.data(EffectiveSessionModel::PolicyRole).toString(), QStringLiteral("silver"));
    QCOMPARE(silver.data(EffectiveSessionModel::FieldRole).toString(), QStringLiteral("rate"));
    QCOMPARE(textOf(model.index(1, 0, rate), EffectiveSessionModel::From), QStringLiteral("key"));
    QCOMPARE(model.rowCount(model.index(1, 0)), 0);
}

// Struck through and flagged: for screen readers by words.
void TestEffectiveSessionModel::saysByWordsWhatTheEyeSees()
{
    EffectiveSessionModel model;
    Provenance reasons = twoFields();
    reasons[0].why.id += ".combined";
    model.setRows(sessionRows(reasons));
    const QModelIndex rate = model.index(0, 0), silver = model.index(0, 0, rate);
    QCOMPARE(silver.siblingAtColumn(EffectiveSessionModel::Value).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("2 per second, passed over"));
    QCOMPARE(textOf(silver, EffectiveSessionModel::Field), QStringLiteral("passed over"));
    QVERIFY(rate.data(EffectiveSessionModel::CombinedRole).toBool());
    QCOMPARE(textOf(rate, EffectiveSessionModel::Why), QStringLiteral("combined: gold is more generous"));
    QVERIFY(!model.index(1, 0).data(EffectiveSessionModel::CombinedRole).toBool());
}

void TestEffectiveSessionModel::wholeKeyFirstThenApiByApi()
{
    EffectiveSessionModel model;
    Provenance reasons;
    // In the order of a run; an API id may hold dots.
    const std::string a = "access_rights.a", b = "access_rights.b.c";
    for (const auto& [api, below] : std::vector<std::pair<std::string, const char*>>{{a, ""},
                                                                                     {a, ".versions.v1"},
                                                                                     {b, ""},
                                                                                     {b, ".versions.v1"},
                                                                                     {a, ".rate"},
                                                                                     {b, ".rate"},
                                                                                     {"", "rate"},
                                                                                     {"", "tags"}})
        reasons.push_back({api + below, "x", Source::key(), "guide 9", {}, {}, api.size()});
    model.setRows(sessionRows(reasons));
    QStringList fields;
    for (int row = 0; row < model.rowCount(); ++row)
        fields.append(model.index(row, 0).data().toString());
    const QStringList wanted{QStringLiteral("rate"),
                             QStringLiteral("tags"),
                             QStringLiteral("access_rights.a"),
                             QStringLiteral("access_rights.a.versions.v1"),
                             QStringLiteral("access_rights.a.rate"),
                             QStringLiteral("access_rights.b.c"),
                             QStringLiteral("access_rights.b.c.versions.v1"),
                             QStringLiteral("access_rights.b.c.rate")};
    QCOMPARE(fields, wanted);
    const auto shortField = [&](int row) { return model.index(row, 0).data(EffectiveSessionModel::ShortFieldRole); };
    QCOMPARE(shortField(0).toString(), QStringLiteral("rate"));
    QCOMPARE(shortField(5).toString(), QStringLiteral("b.c"));
    QCOMPARE(shortField(6).toString().trimmed(), QStringLiteral("versions.v1"));
}

void TestEffectiveSessionModel::otherProfilesStandBelow()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    const models::Elsewhere faster{Profile::Tyk5, "9 per second", Source::ofPolicy("silver"), "5 11.1", {}};
    model.setRows(sessionRows(twoFields(), {{"rate", "5 per second", faster}, {"throttling", "none", faster}}));
    QCOMPARE(model.differing(), 2);
    const QModelIndex rate = model.index(0, 0);
    QVERIFY(rate.data(EffectiveSessionModel::DiffersRole).toBool());
    QCOMPARE(model.rowCount(rate), 3);
    const QModelIndex five = model.index(2, 0, rate);
    QCOMPARE(kindOf(five), EffectiveSessionModel::Kind::Elsewhere);
    QCOMPARE(textOf(five, EffectiveSessionModel::Field), QStringLiteral("under Tyk 5"));
    QCOMPARE(textOf(five, EffectiveSessionModel::Value), QStringLiteral("9 per second"));
    QCOMPARE(five.data(EffectiveSessionModel::PolicyRole).toString(), QStringLiteral("silver"));
    // What nothing states here has a row all the same.
    QCOMPARE(textOf(model.index(2, 0), EffectiveSessionModel::Field), QStringLiteral("throttling"));
    QCOMPARE(textOf(model.index(2, 0), EffectiveSessionModel::Value), QStringLiteral("none"));
    model.setRows(sessionRows(twoFields()));
    QCOMPARE(model.differing(), 0);
    QCOMPARE(model.rowCount(), 2);
}

void TestEffectiveSessionModel::onlyWhatDiffersChanges()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    Provenance reasons = twoFields();
    model.setRows(sessionRows(reasons));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset), removed(&model, &QAbstractItemModel::rowsRemoved),
        inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QPersistentModelIndex silver = model.index(0, EffectiveSessionModel::Value, model.index(0, 0));

    model.setRows(sessionRows(reasons));
    QCOMPARE(changed.count(), 0);
    reasons[1].value = "100 per day";
    model.setRows(sessionRows(reasons));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 1);
    reasons[0].losers = {{Source::ofPolicy("silver"), "3 per second"}};
    model.setRows(sessionRows(reasons));
    QCOMPARE(silver.data().toString(), QStringLiteral("3 per second"));
    QCOMPARE(removed.count(), 1);
    reasons[1].losers = {{Source::rule(), "50 per day"}};
    model.setRows(sessionRows(reasons));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(model.index(1, 0)), 1);
    QCOMPARE(reset.count(), 0);
}

void TestEffectiveSessionModel::manyChangesAreOneSignal()
{
    EffectiveSessionModel model;
    Provenance reasons;
    for (int i = 0; i < 1000; ++i)
        reasons.push_back({"access_rights.a" + std::to_string(i) + ".rate", "1", Source::key(), "guide 9", {}, {}});
    model.setRows(sessionRows(reasons));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (size_t i = 0; i < reasons.size(); i += 2)
        reasons[i].value = "2";
    model.setRows(sessionRows(reasons));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 998);
    // The same below them; what is unfolded and held stays valid.
    const QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
    for (Reason& reason : reasons)
        reason.losers = {{Source::key(), "3"}};
    model.setRows(sessionRows(reasons));
    const QPersistentModelIndex loser = model.index(0, EffectiveSessionModel::Value, model.index(500, 0));
    QCOMPARE(loser.data().toString(), QStringLiteral("3"));
    for (Reason& reason : reasons)
        reason.losers = {{Source::key(), "4"}};
    model.setRows(sessionRows(reasons));
    QCOMPARE(loser.data().toString(), QStringLiteral("4"));
    QCOMPARE(loser.parent().row(), 500);
    QCOMPARE(laidOut.count(), 2);
    QCOMPARE(changed.count(), 3);
}

// Other profiles' values for hundreds of rows come and go at once; a view would search for each of them.
void TestEffectiveSessionModel::manyNewChildrenAreOneLayout()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    Provenance reasons;
    std::vector<models::FieldElsewhere> differences;
    for (int i = 0; i < 150; ++i) {
        const std::string field = "field" + std::to_string(i);
        reasons.push_back({field, "1", Source::key(), "guide 9", {{Source::ofPolicy("gold"), "2"}}, {}});
        differences.push_back({field, "1", {Profile::Tyk5, "3", Source::key(), "5 11.1", {}}});
    }
    model.setRows(sessionRows(reasons));
    const QPersistentModelIndex row = model.index(7, 0), loser = model.index(0, 0, row);
    const QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted),
        removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setRows(sessionRows(reasons, differences));
    QCOMPARE(model.rowCount(row), 2);
    const QPersistentModelIndex elsewhere = model.index(1, 0, row);
    QCOMPARE(kindOf(elsewhere), EffectiveSessionModel::Kind::Elsewhere);
    model.setRows(sessionRows(reasons));
    QCOMPARE(model.rowCount(row), 1);
    QVERIFY(!elsewhere.isValid());
    QVERIFY(row.isValid());
    QCOMPARE(kindOf(loser), EffectiveSessionModel::Kind::PassedOver);
    QCOMPARE(laidOut.count(), 2);
    QCOMPARE(inserted.count() + removed.count(), 0);
}

void TestEffectiveSessionModel::fieldsComeAndGo()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRows(sessionRows(twoFields()));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), removed(&model, &QAbstractItemModel::rowsRemoved);
    const QPersistentModelIndex quota = model.index(1, 0);
    const QPersistentModelIndex silver = model.index(0, EffectiveSessionModel::Value, model.index(0, 0));

    Provenance more = twoFields();
    more.insert(more.begin(), {"hmac_enabled", "true", Source::key(), "guide 9", {}, {}});
    model.setRows(sessionRows(more));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(silver.parent().row(), 1);
    QCOMPARE(silver.data().toString(), QStringLiteral("2 per second"));

    Provenance one = twoFields();
    one.erase(one.begin());
    model.setRows(sessionRows(one));
    QCOMPARE(removed.count(), 1); // both are neighbours
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(quota.row(), 0);
    QVERIFY(!silver.isValid());
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(reset.count(), 0);
}

// Any table to any other, also with its fields in another order.
void TestEffectiveSessionModel::everyStepIsConsistent()
{
    EffectiveSessionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::mt19937 random(7);
    for (int step = 0; step < 300; ++step) {
        Provenance reasons;
        std::vector<char> names{'a', 'b', 'c', 'd', 'e', 'f', 'g'};
        if (step % 10 == 0)
            std::shuffle(names.begin(), names.end(), random);
        for (const char name : names) {
            if (random() % 3 == 0)
                continue;
            Reason reason{std::string(1, name), std::to_string(random() % 2), Source::key(), "guide 9", {}, {}};
            reason.losers.resize(random() % 3);
            reasons.push_back(std::move(reason));
        }
        const models::SessionRows wanted = sessionRows(reasons);
        model.setRows(wanted);
        QCOMPARE(model.rowCount(), int(wanted.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const SessionRow& expected = wanted[size_t(row)];
            QCOMPARE(model.index(row, 0).data().toString().toStdString(), expected.reason.field);
            QCOMPARE(model.index(row, 1).data().toString().toStdString(), expected.reason.value);
            QCOMPARE(model.rowCount(model.index(row, 0)), int(expected.reason.losers.size()));
        }
    }
}

void TestEffectiveSessionModel::asText()
{
    EffectiveSessionModel model;
    model.setRows(sessionRows(twoFields()));
    const QStringList lines = model.text().split(u'\n');
    QCOMPARE(lines.at(0), QStringLiteral("rate · 5 per second · policy gold · gold is more generous"));
    QCOMPARE(lines.at(1), QStringLiteral("    passed over · 2 per second · policy silver"));
    QCOMPARE(lines.at(3), QStringLiteral("quota · unlimited · key · no policy enforces it"));
}

QTEST_GUILESS_MAIN(TestEffectiveSessionModel)
#include "tst_effectivesessionmodel.moc"
