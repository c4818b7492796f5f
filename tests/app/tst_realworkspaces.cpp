#include "app/disk/posixfilesystem.h"
#include "core/reading/policyset.h"
#include "core/workspace/layout.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

const QString RealFolder = QStringLiteral(GATEREEVE_SOURCE_DIR "/../shared/real");
const QString ExampleFolder = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");

} // namespace

// What people's own installations look like: opening one never crashes, and each finding says in which file it is.
class TestRealWorkspaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void example();
    void realOnes_data();
    void realOnes();
    void damagedFiles_data() { realOnes_data(); }
    void damagedFiles();

private:
    app::PosixFileSystem m_disk;
};

// The example must be without a fault: it is what people begin with.
void TestRealWorkspaces::example()
{
    Result<Layout> layout = findLayout(ExampleFolder.toStdString(), m_disk);
    QVERIFY(layout.ok());
    QVERIFY(layout->findings.empty());
    QVERIFY(layout->mapped.empty());
    QVERIFY(layout->workspaceSettings.profile == Profile::Guide);
    QCOMPARE(layout->workspaceSettings.upstream, "echo");
    QCOMPARE(layout->apiFiles.size(), size_t(3));
    for (const std::string& file : layout->apiFiles)
        QVERIFY(loadApiDefinition(*m_disk.read(file, LargestFile), file, layout->findings).has_value());
    const PolicyLoad policies =
        loadPoliciesText(*m_disk.read(layout->policiesFile, LargestFile), layout->policiesFile, {}, Profile::Guide);
    QCOMPARE(policies.loaded.size(), size_t{6});
    QVERIFY(policies.problems.empty());
    QVERIFY(layout->findings.empty());
    const Policy& trial = policies.policies.at("trial")->policy;
    QCOMPARE(trial.rate, 5.0);
    QCOMPARE(trial.quotaMax, 50);
    QCOMPARE(trial.keyExpiresIn, 14 * 86400);
    QVERIFY(policies.policies.at("acl-only")->policy.isInactive);
}

void TestRealWorkspaces::realOnes_data()
{
    QTest::addColumn<QString>("folder");
    const QFileInfoList folders = QDir(RealFolder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& folder : folders)
        QTest::newRow(qPrintable(folder.fileName())) << folder.canonicalFilePath();
    if (folders.isEmpty())
        QTest::newRow("none") << QString();
}

void TestRealWorkspaces::realOnes()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        QSKIP("no real workspaces at ../shared/real, so nothing of them is tested");
    Result<Layout> layout = findLayout(folder.toStdString(), m_disk);
    if (!layout) { // 07's tyk.conf and the like: a place and a reason
        QVERIFY(!layout.error().text.empty());
        QVERIFY(layout.error().place.file.starts_with(folder.toStdString()));
        return;
    }
    for (const std::string& file : layout->apiFiles)
        (void)loadApiDefinition(*m_disk.read(file, LargestFile), file, layout->findings);
    if (m_disk.info(layout->policiesFile).exists) {
        const PolicyLoad policies =
            loadPoliciesText(*m_disk.read(layout->policiesFile, LargestFile), layout->policiesFile, {}, Profile::Guide);
        layout->findings.insert(layout->findings.end(), policies.problems.begin(), policies.problems.end());
        layout->findings.insert(layout->findings.end(), policies.notes.begin(), policies.notes.end());
    }
    for (const Finding& finding : layout->findings) {
        QVERIFY2(finding.place.file.starts_with(folder.toStdString()), finding.kind.c_str());
        QVERIFY(!finding.message.english().empty());
    }
}

// Every file cut short at many places: what is left is refused or read, never crashed on.
void TestRealWorkspaces::damagedFiles()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        QSKIP("no real workspaces at ../shared/real, so nothing of them is tested");
    int files = 0;
    for (QDirIterator file(folder, {"*.json", "*.conf"}, QDir::Files, QDirIterator::Subdirectories); file.hasNext();) {
        const std::string path = file.next().toStdString();
        const std::string text = *m_disk.read(path, LargestFile);
        const size_t step = text.size() / 40 + 1;
        for (size_t length = 0; length < text.size(); length += step) {
            Findings findings;
            (void)loadApiDefinition(text.substr(0, length), path, findings);
            const PolicyLoad policies = loadPoliciesText(text.substr(0, length), path, {}, Profile::Guide);
            QVERIFY(!policies.problems.empty() || !policies.loaded.empty() || policies.policies.empty());
        }
        ++files;
    }
    QVERIFY(files > 0);
}

QTEST_GUILESS_MAIN(TestRealWorkspaces)
#include "tst_realworkspaces.moc"
