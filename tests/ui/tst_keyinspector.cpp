// The key inspector in the whole window, used by keyboard: state in a sentence, the table and where its links lead,
// copying, rotating (ui.md, key inspector).

#include "models/effectivesessionmodel.h"
#include "models/keyeditor.h"
#include "models/policyeditor.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/trypage.h"
#include "ui/widgets/effectiveview.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statelabel.h"
#include "workbench.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

using Model = models::EffectiveSessionModel;

class TestKeyInspector : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;
    StoredKey m_key;

    ui::EffectiveView* view() { return m_bench->find<ui::EffectiveView>("effectiveSession"); }
    QString state() { return m_bench->find<ui::StateLabel>("keyState")->text(); }

    // Issues a key and shows it on its page.
    void showKey(const QStringList& policies, bool ownValues = false)
    {
        m_key = m_bench->issue(policies, u"acme"_s, ownValues);
        m_bench->window->view()->showPage(ui::WorkspaceView::KeysId);
        m_bench->window->view()->keysPage().select(QString::fromStdString(m_key.name));
    }

    QModelIndex row(const QString& field)
    {
        const auto* model = view()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data(Model::FieldRole).toString() == field)
                return model->index(row, 0);
        }
        return {};
    }

    // Puts the keyboard on a row of the table and presses a key.
    void press(const QModelIndex& index, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QVERIFY(index.isValid());
        view()->setFocus();
        view()->setCurrentIndex(index);
        QTest::keyClick(view(), key, modifiers);
    }

    QString valueOf(const QString& field) { return row(field).siblingAtColumn(Model::Value).data().toString(); }

    static QString focused()
    {
        const QWidget* widget = QApplication::focusWidget();
        return widget ? widget->objectName() : QString();
    }

    void send(int times)
    {
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(m_key.name));
        m_bench->find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        for (int i = 0; i < times; ++i) {
            m_bench->find<QPushButton>("sendOnce")->click();
            m_bench->base.at += NanosecondsPerSecond;
        }
        QTRY_COMPARE(m_bench->gateway.sent, times);
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->resize(1280, 800);
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    }
    void cleanup() { m_bench.reset(); }

    // "works; ends in 13 days; 37 of 50 calls left until tomorrow 14:05"
    void saysTheStateInOneSentence()
    {
        showKey({u"trial"_s});
        QCOMPARE(state(), u"works; ends in 14 days; 50 of 50 calls left"_s);
        send(13);
        m_bench->window->view()->keysPage().select(QString::fromStdString(m_key.name));
        m_bench->gateway.setClock({ClockSetting::Mode::At, 1.0, m_bench->base.at});
        QCOMPARE(state(), u"works; ends in 13 days; 37 of 50 calls left until tomorrow 14:05"_s);
    }

    void saysWhenTheQuotaIsUsedUp()
    {
        showKey({u"trial"_s});
        (void)models::PolicyEditor(*m_bench->workspace).setQuota({u"trial"_s}, {2, 86400});
        send(2);
        m_bench->gateway.setClock({ClockSetting::Mode::At, 1.0, m_bench->base.at});
        QVERIFY2(state().endsWith(u"0 of 2 calls left, so it is refused until tomorrow 14:05"_s), qPrintable(state()));
    }

    void saysWhoRefuses()
    {
        showKey({u"trial"_s});
        models::PolicyEditor policies(*m_bench->workspace);
        (void)policies.setInactive({u"trial"_s}, true);
        QCOMPARE(state(), u"refused: policy trial denies its keys"_s);
        (void)policies.setActive({u"trial"_s}, false);
        QCOMPARE(state(), u"refused: policy trial is not loaded"_s);
        (void)policies.remove({u"trial"_s});
        QCOMPARE(state(), u"refused: there is no policy trial"_s);
        m_bench->workspace->undoStack().setIndex(0);
        QVERIFY(state().startsWith(u"works"_s));
        (void)models::KeyEditor(*m_bench->workspace)
            .setPolicies({QString::fromStdString(m_key.name)}, {u"quota-only"_s});
        QCOMPARE(state(), u"refused: neither it nor its policies grant an API"_s);
    }

    // policies → inactive → expiry, and what is left to the key says so (profiles.md, guide 8)
    void whatPartitionsLeaveToTheKeySaysSo()
    {
        showKey({u"acl-only"_s, u"quota-only"_s});
        (void)models::PolicyEditor(*m_bench->workspace).setInactive({u"acl-only"_s}, false);
        const QModelIndex rate = row(u"rate"_s);
        QCOMPARE(rate.siblingAtColumn(Model::From).data().toString(), u"key"_s);
        QVERIFY(rate.siblingAtColumn(Model::Why).data().toString().startsWith(u"not enforced by"_s));
    }

    void foldsAndUnfoldsByKeyboard()
    {
        showKey({u"gold"_s, u"free"_s});
        const QPersistentModelIndex rate = row(u"access_rights.orders.rate"_s);
        QVERIFY(view()->model()->rowCount(rate) > 0);
        QVERIFY(!view()->isExpanded(rate));
        press(rate, Qt::Key_Right);
        QVERIFY(view()->isExpanded(rate));
        QTest::keyClick(view(), Qt::Key_Down);
        QCOMPARE(view()->currentIndex().data().toString(), u"passed over"_s);
        QCOMPARE(m_bench->find<QLabel>("effectiveDetails")->text(),
                 u"access_rights.orders.rate, passed over: 1 per second, from policy free."_s);
        QTest::keyClick(view(), Qt::Key_Left);
        QTest::keyClick(view(), Qt::Key_Left);
        QVERIFY(!view()->isExpanded(rate));
    }

    void whatIsUnfoldedStaysSoWhenValuesChange()
    {
        showKey({u"gold"_s, u"free"_s});
        const QPersistentModelIndex rate = row(u"rate"_s);
        press(rate, Qt::Key_Right);
        (void)models::PolicyEditor(*m_bench->workspace).setRate({u"gold"_s}, {9, 1});
        QCOMPARE(valueOf(u"rate"_s), u"9 per second"_s);
        QVERIFY(view()->isExpanded(rate));
        QCOMPARE(view()->currentIndex(), QModelIndex(rate));
    }

    void aPolicyLeadsToItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("place");
        QTest::newRow("rate") << u"rate"_s << u"policyRateText"_s;
        QTest::newRow("quota of an API") << u"access_rights.orders.quota"_s << u"policyQuotaText"_s;
        QTest::newRow("right") << u"access_rights.orders"_s << u"accessRights"_s;
        QTest::newRow("version") << u"access_rights.users.versions.v2"_s << u"accessRights"_s;
        QTest::newRow("no field in the form") << u"hmac_enabled"_s << u"policyJsonText"_s;
    }
    void aPolicyLeadsToItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, place);
        showKey({u"gold"_s});
        (void)models::PolicyEditor(*m_bench->workspace).setHmacEnabled({u"gold"_s}, true);
        press(row(field), Qt::Key_Return);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::PoliciesId);
        QCOMPARE(m_bench->window->findChild<ui::PoliciesPage*>()->selected(), QStringList{u"gold"_s});
        QCOMPARE(focused(), place);
        if (place == u"accessRights"_s) {
            const auto* tree = qobject_cast<QTreeView*>(QApplication::focusWidget());
            QCOMPARE(tree->currentIndex().data().toString(), field.endsWith(u"v2"_s) ? u"v2"_s : u"Orders"_s);
        }
    }

    void theKeyLeadsToItsOwnField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("place");
        QTest::newRow("rate") << u"rate"_s << u"keyRateText"_s;
        QTest::newRow("rate of an API") << u"access_rights.orders.rate"_s << u"keyRateText"_s;
        QTest::newRow("right") << u"access_rights.orders"_s << u"accessRights"_s;
        QTest::newRow("tags") << u"tags"_s << u"keyTags"_s;
        QTest::newRow("is_inactive") << u"is_inactive"_s << u"suspendKey"_s;
        QTest::newRow("hmac_enabled") << u"hmac_enabled"_s << u"keyHmac"_s;
        QTest::newRow("meta data") << u"meta_data.plan.rate"_s << u"keyMetaData"_s;
    }
    void theKeyLeadsToItsOwnField()
    {
        QFETCH(QString, field);
        QFETCH(QString, place);
        showKey({u"gold"_s}, true); // the policy's values as its own
        const QString name = QString::fromStdString(m_key.name);
        models::KeyEditor editor(*m_bench->workspace);
        (void)editor.setTags({name}, {u"own"_s});
        (void)editor.setInactive({name}, true);
        Session session = m_bench->workspace->keyList().find(name)->session;
        session.hmacEnabled = true;
        session.metaData["plan.rate"] = "\"gold\"";
        (void)editor.setSession(name, session, u"%1"_s);
        (void)editor.setPolicies({name}, {});
        press(row(field), Qt::Key_Return);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::KeysId);
        QCOMPARE(focused(), place);
    }

    void hmacIsSwitchedByKeyboard()
    {
        showKey({u"gold"_s});
        const auto isOn = [&] {
            return m_bench->workspace->keyList().find(QString::fromStdString(m_key.name))->session.hmacEnabled;
        };
        auto* box = m_bench->find<QCheckBox>("keyHmac");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(isOn());
        m_bench->workspace->undoStack().undo();
        QVERIFY(!isOn() && !box->isChecked());
    }

    // The largest keys: typing does not wait for them.
    void manyRowsFollowAfterAPause()
    {
        std::string rights;
        for (int api = 0; api < 900; ++api)
            rights += (rights.empty() ? "\"api" : ", \"api") + std::to_string(api) + "\": {\"versions\": [\"v1\"]}";
        m_bench->files.files["/quota-demo/policies/policies.json"].bytes =
            "{\"wide\": {\"active\": true, \"rate\": 1, \"per\": 1, \"access_rights\": {" + rights + "}}}";
        m_bench->open();
        m_bench->window->show();
        showKey({u"wide"_s});
        QVERIFY(view()->model()->rowCount() > 5000);
        models::KeyEditor editor(*m_bench->workspace);
        (void)editor.setTags({QString::fromStdString(m_key.name)}, {u"own"_s});
        QVERIFY(!row(u"tags"_s).isValid()); // as before
        QTRY_COMPARE(valueOf(u"tags"_s), u"own"_s);
        showKey({u"wide"_s}); // another key is shown at once
        QVERIFY(!row(u"tags"_s).isValid());
    }

    void aRuleIsSaid()
    {
        showKey({u"gold"_s});
        press(row(u"access_rights.orders.allowance_scope"_s), Qt::Key_Return);
        const auto popup = [] {
            for (const QWidget* widget : QApplication::topLevelWidgets()) {
                if (widget->isVisible() && QLatin1StringView(widget->metaObject()->className()) == "QWhatsThat"_L1)
                    return true;
            }
            return false;
        };
        QVERIFY(popup());
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::KeysId);
        QVERIFY(m_bench->find<QLabel>("effectiveDetails")->text().contains(u"counted together"_s));
    }

    void aClickOnFromFollowsToo()
    {
        showKey({u"gold"_s});
        const QModelIndex from = row(u"rate"_s).siblingAtColumn(Model::From);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(from).center());
        QCOMPARE(focused(), u"policyRateText"_s);
    }

    void copiesStateAndTableButNotTheKey()
    {
        showKey({u"gold"_s, u"free"_s});
        press(row(u"rate"_s), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith(u"acme\nkey …"_s), qPrintable(text));
        QVERIFY(text.contains(state()));
        QVERIFY(text.contains(u"\nrate · 5 per second · policy gold"_s));
        QVERIFY(text.contains(u"\n    passed over · 1 per second · policy free"_s));
        QVERIFY(!text.contains(QString::fromStdString(m_key.text)));
        QGuiApplication::clipboard()->clear();
        m_bench->find<QPushButton>("copySessionButton")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
    }

    // In the order in which it is read.
    void tabLeadsThroughTheInspector()
    {
        showKey({u"trial"_s});
        m_bench->find<QPushButton>("tryKey")->setFocus();
        for (const char* next : {"extendKey", "suspendKey", "rotateKey", "revokeKey", "copySessionButton",
                                 "effectiveSession", "keyAlias", "keyTags", "keyPolicies"}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(focused(), QLatin1StringView(next));
        }
    }

    void whatCanNotBeSeenIsComputedWhenItIs()
    {
        showKey({u"gold"_s});
        m_bench->window->view()->showPage(ui::WorkspaceView::PoliciesId);
        const QSignalSpy changed(view()->model(), &QAbstractItemModel::dataChanged);
        (void)models::PolicyEditor(*m_bench->workspace).setRate({u"gold"_s}, {9, 1});
        QCOMPARE(changed.count(), 0);
        m_bench->window->view()->showPage(ui::WorkspaceView::KeysId);
        QCOMPARE(valueOf(u"rate"_s), u"9 per second"_s);
    }

    void rotatesWithAnOverlap()
    {
        showKey({u"gold"_s});
        auto* rotate = m_bench->find<QPushButton>("rotateKey");
        QTest::keyClick(rotate, Qt::Key_Space); // cancelled
        QCOMPARE(m_bench->prompts.offered.size(), 1);
        QCOMPARE(m_bench->prompts.offered.front().action, u"Rotate acme"_s);
        QCOMPARE(m_bench->keys.keys.size(), size_t(1));

        m_bench->prompts.choice = 1; // an hour
        QTest::keyClick(rotate, Qt::Key_Space);
        QCOMPARE(m_bench->keys.keys.size(), size_t(2));
        QCOMPARE(m_bench->keys.keys.at(m_key.name).session.expires, m_bench->clock.nowSeconds() + 3600);
        const QString name = m_bench->window->view()->keysPage().selected().value(0);
        QVERIFY(name.toStdString() != m_key.name);
        const ui::MessageBar& bar = m_bench->window->view()->messageBar();
        QVERIFY(bar.textOf(u"rotated"_s).endsWith(u"the old text can be used until today 15:05."_s));
        const std::string text = m_bench->keys.keys.at(name.toStdString()).text;
        QVERIFY(!bar.textOf(u"rotated"_s).contains(QString::fromStdString(text)));
        QCOMPARE(m_bench->workspace->undoStack().count(), 0);
    }

    void whatCanNotBeRotatedIsSaid()
    {
        showKey({u"gold"_s});
        (void)models::PolicyEditor(*m_bench->workspace).setActive({u"gold"_s}, false);
        m_bench->find<QPushButton>("rotateKey")->click();
        QVERIFY(m_bench->prompts.offered.isEmpty());
        QVERIFY(m_bench->window->view()->messageBar().names().contains(u"failed"_s));
    }
};

int main(int argc, char** argv)
{
    qputenv("TZ", "UTC"); // sentences name times of day
    QApplication application(argc, argv);
    TestKeyInspector test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keyinspector.moc"
