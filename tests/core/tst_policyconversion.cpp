#include "core/reading/policyconversion.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

const std::string ObjectId = "5b70e7aceacd79000186ddeb";

json::Document parsed(const std::string& text, const std::string& file = "/s/source.json")
{
    auto document = json::Document::parse(text, {.file = file, .allowTrailingText = true});
    assert(document);
    return *std::move(document);
}

QStringList kinds(const PolicyConversion& conversion)
{
    QStringList kinds;
    for (const Finding& finding : conversion.notes)
        kinds << QString::fromStdString(finding.kind);
    return kinds;
}

std::string textOf(const PolicyConversion& conversion, const std::string& name)
{
    for (const ConvertedFile& file : conversion.files) {
        if (file.name == name)
            return file.text;
    }
    return "no such file";
}

} // namespace

class TestPolicyConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileToFolder();
    void folderToFile();
    void listToFile();
    void fileToExport();
    void whatDoesNotCountIsLeftOutAndTold();
    void namesThatMakeTheSameFileNameStayApart();
    void thereAndBackIsTheSame();
};

// Numbers and unknown members stay as they are spelt.
void TestPolicyConversion::fileToFolder()
{
    const auto result =
        convertPolicies({parsed("{\"gold\": {\"rate\": 1e1, \"x\": [1.0]}, \"a/b\": {\"id\": \"other\"}} notes")},
                        PolicyForm::ById, NameRule::IdFirst, PolicyForm::Folder);
    QCOMPARE(result.files.size(), size_t(2));
    QCOMPARE(textOf(result, "gold.json"), "{\n  \"id\": \"gold\",\n  \"rate\": 1e1,\n  \"x\": [\n    1.0\n  ]\n}\n");
    QCOMPARE(textOf(result, "a-b.json"), "{\n  \"id\": \"a/b\"\n}\n"); // its name, not what stood inside
    QCOMPARE(kinds(result), (QStringList{"trailing-text", "read-by-5-only"}));
}

void TestPolicyConversion::folderToFile()
{
    const auto result = convertPolicies({parsed("{\"id\": \"gold\", \"rate\": 5}", "/s/1.json"),
                                         parsed("{\"_id\": \"" + ObjectId + "\"}", "/s/2.json")},
                                        PolicyForm::Folder, NameRule::IdFirst, PolicyForm::ById);
    QCOMPARE(result.files.size(), size_t(1));
    QCOMPARE(textOf(result, "policies.json"), "{\n  \"gold\": {\n    \"id\": \"gold\",\n    \"rate\": 5\n  },\n  \"" +
                                                  ObjectId + "\": {\n    \"_id\": \"" + ObjectId + "\"\n  }\n}\n");
    QCOMPARE(kinds(result), QStringList());
}

// policy-semantics.md 1.4: in a file 2.9 knows the labels by another spelling.
void TestPolicyConversion::listToFile()
{
    const auto result = convertPolicies(
        {parsed("{\"Data\": [{\"id\": \"gold\", \"access_rights\": {\"a\": {\"apiname\": \"A\", \"apiid\": \"a\"}}}, "
                "{\"rate\": 1}], \"Pages\": 1}")},
        PolicyForm::Export, NameRule::IdFirst, PolicyForm::ById);
    const std::string text = textOf(result, "policies.json");
    QVERIFY2(text.find("\"api_name\": \"A\"") != std::string::npos, text.c_str());
    QVERIFY(text.find("\"api_id\": \"a\"") != std::string::npos);
    QCOMPARE(kinds(result), (QStringList{"around-policies", "no-id", "label-respelled"}));
}

void TestPolicyConversion::fileToExport()
{
    const auto result =
        convertPolicies({parsed("{\"gold\": {}, \"" + ObjectId + "\": {\"_id\": \"" + ObjectId + "\"}}")},
                        PolicyForm::ById, NameRule::IdFirst, PolicyForm::Export);
    QCOMPARE(textOf(result, "policy-gold.json"), "{\n  \"id\": \"gold\"\n}\n");
    QCOMPARE(result.files.size(), size_t(2));
    QCOMPARE(kinds(result), QStringList{"object-id"});
    QCOMPARE(result.notes.front().message.arguments, std::vector<std::string>{"gold"});
}

void TestPolicyConversion::whatDoesNotCountIsLeftOutAndTold()
{
    const auto result = convertPolicies({parsed("{\"gold\": {\"rate\": 1}, \"gold\": {\"rate\": 2}}")},
                                        PolicyForm::ById, NameRule::IdFirst, PolicyForm::ById);
    QCOMPARE(textOf(result, "policies.json"), "{\n  \"gold\": {\n    \"rate\": 2\n  }\n}\n");
    QCOMPARE(kinds(result), QStringList{"shadowed-policy"});
    QCOMPARE(result.notes.front().place.column, 10);
}

void TestPolicyConversion::namesThatMakeTheSameFileNameStayApart()
{
    const auto result = convertPolicies({parsed("{\"a/b\": {}, \"a b\": {}, \"..\": {}, \"\": {}}")}, PolicyForm::ById,
                                        NameRule::IdFirst, PolicyForm::Folder);
    QStringList names;
    for (const ConvertedFile& file : result.files)
        names << QString::fromStdString(file.name);
    QCOMPARE(names, (QStringList{"a-b.json", "a-b-2.json", "policy.json", "policy-2.json"}));
}

void TestPolicyConversion::thereAndBackIsTheSame()
{
    const std::string text = "{\n  \"b\": {\n    \"id\": \"b\",\n    \"rate\": 10.0\n  },\n  \"a\": {\n    \"id\": "
                             "\"a\"\n  }\n}\n";
    const auto apart = convertPolicies({parsed(text)}, PolicyForm::ById, NameRule::IdFirst, PolicyForm::Folder);
    std::vector<json::Document> documents;
    for (const ConvertedFile& file : apart.files)
        documents.push_back(parsed(file.text, file.name));
    const auto together = convertPolicies(documents, PolicyForm::Folder, NameRule::IdFirst, PolicyForm::ById);
    QCOMPARE(textOf(together, "policies.json"), text);
}

QTEST_GUILESS_MAIN(TestPolicyConversion)
#include "tst_policyconversion.moc"
