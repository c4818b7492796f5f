#include "models/policytemplates.h"

#include "core/reading/policyset.h"
#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace gatereeve;
using models::PolicyTemplate;
using models::PolicyTemplates;
using namespace Qt::StringLiterals;

class TestPolicyTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInOnesAreLoadedWithoutAFinding();
    void ownOnesAreKeptByName();

private:
    QTemporaryDir m_folder;
};

void TestPolicyTemplates::builtInOnesAreLoadedWithoutAFinding()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    models::PolicyEditor editor(*fixture.workspace);
    for (const PolicyTemplate& start : PolicyTemplates::builtIn()) {
        QVERIFY(!start.name.isEmpty() && !start.meaning.isEmpty());
        const QString id = editor.freeId(start.id);
        QVERIFY(editor.add(id, start.json).ok());
        const models::PolicyItem* item = fixture.workspace->policyList().find(id);
        QVERIFY(item && item->findings.empty());
        QCOMPARE(item->state, models::PolicyItem::State::Loaded);
    }
}

void TestPolicyTemplates::ownOnesAreKeptByName()
{
    const QString path = m_folder.filePath(u"settings.ini"_s);
    {
        QSettings settings(path, QSettings::IniFormat);
        PolicyTemplates templates(settings);
        QVERIFY(templates.own().empty());
        QVERIFY(templates.keep(u"Ours / 2"_s, u"gold"_s, "{\"rate\": 1e0}").ok());
        QVERIFY(templates.keep(u"Älter"_s, u"old"_s, "{}").ok());
        QVERIFY(templates.keep(u"Ours / 2"_s, u"gold"_s, "{\"rate\": 2}").ok()); // takes its place
        QVERIFY(!templates.keep({}, u"gold"_s, "{}").ok());
    }
    QSettings settings(path, QSettings::IniFormat); // the next start
    PolicyTemplates templates(settings);
    const auto own = templates.own();
    QCOMPARE(own.size(), 2U);
    QCOMPARE(own[0].name, u"Ours / 2"_s);
    QCOMPARE(own[0].id, u"gold"_s);
    QCOMPARE(own[0].json, std::string("{\"rate\": 2}"));
    templates.forget(u"Ours / 2"_s);
    QCOMPARE(templates.own().size(), 1U);
    QCOMPARE(templates.own().front().name, u"Älter"_s);
}

QTEST_GUILESS_MAIN(TestPolicyTemplates)
#include "tst_policytemplates.moc"
