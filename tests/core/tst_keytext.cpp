#include "core/keys/keytext.h"

#include "core/json/document.h"

#include <QFile>
#include <QTest>

using namespace gatereeve;

// policy-semantics.md 7.7, storage-and-config.md 1.1 and 1.2; profiles.md, quirks.
class TestKeyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashes_data();
    void hashes();
    void keyTexts_data();
    void keyTexts();
    void unknownFunctionIsMurmur64();
    void organisationIsNotDoubled();
    void organisation_data();
    void organisation();
    void namesWithoutHashing();
    void namesByProfile();
    void lookUp_data();
    void lookUp();
    void lookUpNames();
    void masking_data();
    void masking();
};

namespace
{

constexpr auto Organisation = "54de205930c55e15bd000001";

json::Document vectors()
{
    QFile file(QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/golden/key-hash.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tests/golden/key-hash.json is missing");
    return *json::Document::parse(file.readAll().toStdString());
}

std::string text(const json::Value& object, std::string_view member)
{
    return object.member(member)->string();
}

void addRows(std::string_view kind)
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const json::Value entry : vectors().root()) {
        const std::string name = text(entry, "name");
        if (name.starts_with(kind))
            QTest::newRow(name.c_str()) << index;
        ++index;
    }
}

json::Value vectorAt(int index)
{
    return *vectors().root().element(static_cast<size_t>(index));
}

GatewaySettings hashing(std::string function = {})
{
    GatewaySettings settings;
    settings.hashKeys = true;
    settings.hashKeyFunction = std::move(function);
    return settings;
}

using Texts = std::vector<std::string>;

} // namespace

void TestKeyText::hashes_data()
{
    addRows("hash/");
}

void TestKeyText::hashes()
{
    QFETCH(int, index);
    const json::Value vector = vectorAt(index);
    const json::Value hashesByFunction = *vector.member("expect");
    for (const json::Value expected : hashesByFunction)
        QCOMPARE(keyHash(text(vector, "key"), expected.name()), expected.string());
}

void TestKeyText::keyTexts_data()
{
    addRows("token/");
}

void TestKeyText::keyTexts()
{
    QFETCH(int, index);
    const json::Value vector = vectorAt(index);
    const json::Value expected = *vector.member("expect");
    const std::string function = text(vector, "hash_key_function");
    const std::string made = keyText(text(vector, "org_id"), text(vector, "id"), function);
    QCOMPARE(made, text(expected, "key"));
    QCOMPARE(storedName(made, hashing(function), Profile::Tyk29), text(expected, "stored_hash"));
    QCOMPARE(organisationOf(made), text(vector, "org_id"));
}

void TestKeyText::unknownFunctionIsMurmur64()
{
    QCOMPARE(keyHash("abc", "md5"), keyHash("abc", "murmur64"));
    QCOMPARE(keyText("acme", "x", "md5"), keyText("acme", "x", "murmur64"));
}

void TestKeyText::organisationIsNotDoubled()
{
    QCOMPARE(keyText("acme", "custom", ""), std::string("acmecustom"));
    QCOMPARE(keyText("acme", "acmecustom", ""), std::string("acmecustom"));
    QCOMPARE(keyText("acme", "acmecustom", "sha256"), keyText("acme", "custom", "sha256"));
    QCOMPARE(keyText("", "custom", ""), std::string("custom"));
}

void TestKeyText::organisation_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("first 24 characters") << QByteArray(Organisation) + "0b4a4c3a" << QByteArray(Organisation);
    QTest::newRow("exactly 24 show none") << QByteArray(Organisation) << QByteArray();
    QTest::newRow("short") << QByteArray("custom") << QByteArray();
    QTest::newRow("looks like base64, is not")
        << QByteArray("ey-this-is-not-base64-at-all") << QByteArray("ey-this-is-not-base64-at");
    QTest::newRow("base64, but not JSON")
        << QByteArray("eyeyeyeyeyeyeyeyeyeyeyeyeyey") << QByteArray("eyeyeyeyeyeyeyeyeyeyeyey");
    QTest::newRow("JSON without org") << QByteArray(R"({"id":"x"})").toBase64() << QByteArray();
}

void TestKeyText::organisation()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, expected);
    QCOMPARE(organisationOf(key.toStdString()), expected.toStdString());
}

void TestKeyText::namesWithoutHashing()
{
    QCOMPARE(storedNames("acmecustom", GatewaySettings{}, Profile::Guide), Texts{"acmecustom"});
}

// "with hash_keys and no function, new keys are hashed with murmur64; existing ones are still found"
void TestKeyText::namesByProfile()
{
    const Texts both{keyHash("acmecustom", "murmur64"), keyHash("acmecustom", "murmur32")};
    QCOMPARE(storedNames("acmecustom", hashing(), Profile::Guide), both);
    QCOMPARE(storedNames("acmecustom", hashing(), Profile::Tyk5), both);
    QCOMPARE(storedNames("acmecustom", hashing(), Profile::Tyk29), Texts{both.back()});
    QCOMPARE(storedName("acmecustom", hashing(), Profile::Guide), both.front());

    const std::string named = keyText("acme", "custom", "sha256");
    QCOMPARE(storedNames(named, hashing(), Profile::Guide), Texts{keyHash(named, "sha256")});
}

void TestKeyText::lookUp_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QList<QByteArray>>("fallback");
    QTest::addColumn<QList<QByteArray>>("expected");
    const QByteArray org(Organisation);
    const auto made = [](const char* function) {
        return QByteArray::fromStdString(keyText(Organisation, "custom", function));
    };
    QTest::newRow("shows the organisation of the API: one look-up")
        << QByteArray(org + "custom") << QByteArray() << QList<QByteArray>{} << QList<QByteArray>{org + "custom"};
    QTest::newRow("short name: full name first")
        << QByteArray("custom") << QByteArray() << QList<QByteArray>{} << QList<QByteArray>{org + "custom", "custom"};
    QTest::newRow("short name with a function") << QByteArray("custom") << QByteArray("sha256") << QList<QByteArray>{}
                                                << QList<QByteArray>{made("sha256"), "custom"};
    QTest::newRow("fallbacks last, in their order")
        << QByteArray("custom") << QByteArray("sha256") << QList<QByteArray>{"murmur64", "sha256", "murmur32"}
        << QList<QByteArray>{made("sha256"), "custom", made("murmur64"), made("murmur32")};
}

void TestKeyText::lookUp()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, function);
    QFETCH(QList<QByteArray>, fallback);
    QFETCH(QList<QByteArray>, expected);
    GatewaySettings settings;
    settings.hashKeyFunction = function.toStdString();
    for (const QByteArray& name : fallback)
        settings.hashKeyFunctionFallback.push_back(name.toStdString());
    Texts texts;
    for (const QByteArray& one : expected)
        texts.push_back(one.toStdString());
    QCOMPARE(lookupTexts(token.toStdString(), Organisation, settings), texts);
}

void TestKeyText::lookUpNames()
{
    const Texts expected{keyHash("acmecustom", "murmur64"), keyHash("acmecustom", "murmur32"),
                         keyHash("custom", "murmur64"), keyHash("custom", "murmur32")};
    QCOMPARE(lookupNames("custom", "acme", hashing(), Profile::Guide), expected);
}

void TestKeyText::masking_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("expected");
    QTest::newRow("last four") << "acmetrialc41f"
                               << "…c41f";
    QTest::newRow("nothing of a short one") << "c41f"
                                            << "…";
    QTest::newRow("empty") << ""
                           << "…";
    QTest::newRow("no half character") << "keyäöü"
                                       << "…öü";
    QTest::newRow("no half character, odd") << "key€€"
                                            << "…€";
}

void TestKeyText::masking()
{
    QFETCH(QString, key);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(maskedKey(key.toStdString())), expected);
}

QTEST_GUILESS_MAIN(TestKeyText)
#include "tst_keytext.moc"
