#include "core/reading/carriedpolicies.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

using Policies = std::vector<CarriedPolicy>;

Policies policiesOf(const std::string& text)
{
    auto policies = carriedPolicies(text);
    if (!policies)
        qFatal("%s", policies.error().describe().c_str());
    return *std::move(policies);
}

} // namespace

class TestCarriedPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsOfAllForms_data();
    void textsOfAllForms();
    void whatIsWrittenIsReadAgain();
    void otherTextsAreRefused_data();
    void otherTextsAreRefused();
};

void TestCarriedPolicies::textsOfAllForms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("ids");

    QTest::newRow("a policies file") << QByteArray("{\"gold\": {\"rate\": 1e0}, \"b\": {}}") << QByteArray("gold,b");
    QTest::newRow("one policy") << QByteArray("{\"id\": \"gold\", \"rate\": 5}") << QByteArray("gold");
    QTest::newRow("one policy with rights alone")
        << QByteArray("{\"access_rights\": {\"orders\": {\"versions\": []}}}") << QByteArray("");
    QTest::newRow("a list") << QByteArray("[{\"id\": \"a\", \"rate\": 5}, {\"_id\": \"b\", \"rate\": 5}]")
                            << QByteArray("a,b");
    QTest::newRow("a dashboard's list") << QByteArray("{\"Data\": [{\"id\": \"a\", \"rate\": 5}]}") << QByteArray("a");
    QTest::newRow("with a byte order mark and notes")
        << QByteArray("\xEF\xBB\xBF{\"gold\": {\"rate\": 5}} see wiki") << QByteArray("gold");
    QTest::newRow("without any member") << QByteArray("{\"gold\": {}}") << QByteArray("gold");
}

void TestCarriedPolicies::textsOfAllForms()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, ids);
    QByteArrayList got;
    for (const CarriedPolicy& policy : policiesOf(text.toStdString()))
        got.append(QByteArray::fromStdString(policy.id));
    QCOMPARE(got.join(','), ids);
}

void TestCarriedPolicies::whatIsWrittenIsReadAgain()
{
    const Policies policies{{"say \"gold\"", "{\"rate\": 1e3, \"unknown\": [1.0]}"}, {"b", "{}"}};
    Policies again = policiesOf(textOf(policies));
    for (CarriedPolicy& policy : again) // only the layout may differ
        std::erase_if(policy.json, [](char c) { return c == '\n' || c == ' '; });
    QVERIFY(again == (Policies{{"say \"gold\"", "{\"rate\":1e3,\"unknown\":[1.0]}"}, {"b", "{}"}}));
}

void TestCarriedPolicies::otherTextsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("prose") << QByteArray("see the wiki");
    QTest::newRow("cut short") << QByteArray("{\"gold\": {\"rate\": 5}");
    QTest::newRow("an API definition") << QByteArray("{\"api_id\": \"orders\", \"proxy\": {}}");
    QTest::newRow("numbers") << QByteArray("[1, 2]");
    QTest::newRow("no policies") << QByteArray("{}");
}

void TestCarriedPolicies::otherTextsAreRefused()
{
    QFETCH(QByteArray, text);
    const auto policies = carriedPolicies(text.toStdString());
    QVERIFY(!policies.ok());
    QVERIFY(!policies.error().text.empty());
}

QTEST_APPLESS_MAIN(TestCarriedPolicies)
#include "tst_carriedpolicies.moc"
