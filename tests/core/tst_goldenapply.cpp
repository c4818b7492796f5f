// The recordings of a real Tyk 2.9.5 (tests/golden/policy-apply.json) and the readings of the specification
// (tests/golden/readings-*.json: worked out on paper, partial expectations), entry by entry.

#include "core/engine/policyapplier.h"
#include "core/reading/readers.h"
#include "core/reading/writers.h"
#include "tests/support/goldencompare.h"

#include <QFile>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

class TestGoldenApply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recorded_data() { addEntries("policy-apply.json"); }
    void recorded() { play(Profile::Tyk29, Expectation::Whole); }
    void read29_data() { addEntries("readings-2.9.json"); }
    void read29() { play(Profile::Tyk29, Expectation::Part); }
    void read5_data() { addEntries("readings-5.json"); }
    void read5() { play(Profile::Tyk5, Expectation::Part); }
    void readGuide_data() { addEntries("readings-guide.json"); }
    void readGuide() { play(Profile::Guide, Expectation::Part); }

private:
    void addEntries(const char* file);
    void play(Profile profile, Expectation expectation);
    std::map<std::string, json::Document> m_documents;
};

void TestGoldenApply::addEntries(const char* file)
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("entry");
    QFile source(QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/golden/") + QLatin1String(file));
    QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(source.errorString()));
    auto document = json::Document::parse(source.readAll().toStdString());
    QVERIFY(document.ok());
    int entry = 0;
    for (const json::Value value : document->root())
        QTest::newRow(value.member("name")->string().c_str()) << QString::fromLatin1(file) << entry++;
    QVERIFY(entry > 0);
    m_documents.insert_or_assign(file, std::move(*document));
}

// "The policies in force": nothing is left out, whatever a loader would say.
static PolicySet inForce(const json::Value& policies, Profile profile)
{
    PolicySet set;
    Findings findings;
    for (const json::Value value : policies) {
        PolicyEntry entry;
        entry.policy = readPolicy(value, findings, dialectOf(profile));
        set[value.name()] = std::make_shared<const PolicyEntry>(std::move(entry));
    }
    return set;
}

void TestGoldenApply::play(Profile profile, Expectation expectation)
{
    QFETCH(QString, file);
    QFETCH(int, entry);
    const json::Value root = m_documents.at(file.toStdString()).root();
    json::Value value = root;
    int index = 0;
    for (const json::Value candidate : root) {
        if (index++ == entry)
            value = candidate;
    }
    const json::Value written = *value.member("policies");
    const PolicySet policies = profile == Profile::Guide
                                   ? loadPoliciesText(std::string(written.raw()), "policies", {}, profile).policies
                                   : inForce(written, profile);
    Findings findings;
    const Session key = readSession(*value.member("session"), findings, dialectOf(profile));
    QVERIFY(findings.empty());
    const auto organisation = value.member("api_org_id");
    const ApplyContext context{policies, organisation ? std::optional(organisation->string()) : std::nullopt, profile};
    Provenance why;
    const EffectiveSession effective = applyPolicies(key, context, &why);
    const EffectiveSession unasked = applyPolicies(key, context);
    QVERIFY(effective.session == unasked.session); // the reasons change nothing
    QVERIFY(!why.empty() || key.policyNames().empty());

    const json::Value expected = *value.member("expect");
    const std::string difference = differenceFrom(expected, effective, expectation);
    QVERIFY2(difference.empty(), difference.c_str());
}

QTEST_GUILESS_MAIN(TestGoldenApply)
#include "tst_goldenapply.moc"
