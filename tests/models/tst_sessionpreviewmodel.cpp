#include "models/sessionpreviewmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using Model = models::SessionPreviewModel;
using Change = Model::Change;

namespace
{

Reason reason(const char* field, const char* value, Source winner = Source::key())
{
    return {field, value, std::move(winner), "guide 9", {}, {"reason.test", "because of %1", {value}}};
}

} // namespace

// Issue effective-session, issue dialog: differences are told in words, not by colour alone.
class TestSessionPreviewModel : public QObject
{
    Q_OBJECT

private:
    static QString text(const Model& model, int row, int column) { return model.index(row, column).data().toString(); }
    static Change change(const Model& model, int row)
    {
        return Change(model.index(row, 0).data(Model::ChangeRole).toInt());
    }

private Q_SLOTS:
    void tellsWhatDiffers()
    {
        Model model;
        QAbstractItemModelTester tester(&model);
        const Provenance before{reason("rate", "5 per second"), reason("quota", "100 per day"), reason("tags", "paid")};
        const Provenance now{reason("rate", "8 per second", Source::ofPolicy("gold")), reason("tags", "paid"),
                             reason("hmac_enabled", "true")};
        model.show(before, now);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.changes(), 3);
        QCOMPARE(change(model, 0), Change::Changed);
        QCOMPARE(text(model, 0, Model::Before), QStringLiteral("was 5 per second"));
        QCOMPARE(text(model, 0, Model::From), QStringLiteral("gold"));
        QCOMPARE(change(model, 1), Change::Same);
        QCOMPARE(text(model, 1, Model::Before), QString());
        QCOMPARE(text(model, 2, Model::Before), QStringLiteral("new"));
        QCOMPARE(change(model, 3), Change::Gone);
        QCOMPARE(text(model, 3, Model::Value), QStringLiteral("100 per day"));
        QCOMPARE(text(model, 3, Model::Before), QStringLiteral("gone"));
        QVERIFY(!text(model, 3, Model::Why).contains(QStringLiteral("because"))); // its reason no longer holds
    }

    // Another source of the same value changes nothing for the caller.
    void onlyValuesCount()
    {
        Model model;
        model.show({reason("rate", "5 per second")}, {reason("rate", "5 per second", Source::ofPolicy("gold"))});
        QCOMPARE(model.changes(), 0);
    }

    void theKeyComesBeforeItsApis()
    {
        Model model;
        model.show({}, {reason("access_rights.orders.rate", "1"), reason("rate", "5")});
        QCOMPARE(text(model, 0, Model::Field), QStringLiteral("rate"));
        QCOMPARE(text(model, 1, Model::Field), QStringLiteral("orders.rate"));
    }

    void sameFieldsOnlyChange()
    {
        Model model;
        QAbstractItemModelTester tester(&model);
        const Provenance one{reason("rate", "5"), reason("tags", "a")}, two{reason("rate", "8"), reason("tags", "a")};
        model.show(one, one);
        QSignalSpy reset(&model, &Model::modelReset);
        QSignalSpy changed(&model, &Model::dataChanged);
        model.show(one, two);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(text(model, 0, Model::Value), QStringLiteral("8"));
        model.show(two, two);
        QCOMPARE(model.changes(), 0);
        model.show({}, {});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionPreviewModel)
#include "tst_sessionpreviewmodel.moc"
