#include "app/disk/posixfilesystem.h"
#include "core/workspace/safesave.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace gatereeve;
using app::PosixFileSystem;

namespace
{

// Root may read and write everything: acts as nobody while it lives.
class WithoutPrivileges
{
public:
    explicit WithoutPrivileges(const std::string& folder)
    {
        if (::geteuid() == 0 && (::chmod(folder.c_str(), 0777) != 0 || ::seteuid(65534) != 0))
            qFatal("cannot give up the privileges of root");
    }
    ~WithoutPrivileges()
    {
        if (::getuid() == 0 && ::seteuid(0) != 0)
            qFatal("cannot take the privileges of root back");
    }
    WithoutPrivileges(const WithoutPrivileges&) = delete;
    WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;
};

} // namespace

// The disk as core/workspace/filesystem.h promises it, and saving on it as contracts.md does.
class TestPosixFileSystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesReadsAndLists();
    void readRefusesFoldersPipesAndGiants();
    void missingFileIsSaidInWords();
    void unreadableFile();
    void savesThroughASymbolicLink();
    void savingKeepsHardLinks();
    void savingKeepsPermissions();
    void overwriteShortens();
    void readOnlyFileIsLeftAlone();
    void closedFolderIsWrittenInPlace();
    void readOnlyEverythingIsSaidInWords();

private:
    std::string at(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    PosixFileSystem m_disk;
};

void TestPosixFileSystem::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestPosixFileSystem::writesReadsAndLists()
{
    QVERIFY(m_disk.makeDirectory(at("a/b")).ok());
    QVERIFY(m_disk.makeDirectory(at("a/b")).ok());
    QVERIFY(m_disk.writeNew(at("a/z"), "one", 0640).ok());
    QVERIFY(!m_disk.writeNew(at("a/z"), "two", 0640).ok());
    QCOMPARE(*m_disk.read(at("a/z"), 100), "one");
    QCOMPARE(*m_disk.list(at("a")), (std::vector<std::string>{"b", "z"}));
    const FileInfo info = m_disk.info(at("a/z"));
    QVERIFY(info.exists && !info.isDirectory && info.ownedByUs && info.writable && info.replaceable);
    QCOMPARE(info.mode, 0640u);
    QCOMPARE(info.size, uint64_t(3));
    QVERIFY(m_disk.info(at("a")).isDirectory);
    QVERIFY(m_disk.rename(at("a/z"), at("a/y")).ok());
    QVERIFY(m_disk.flushDirectory(at("a")).ok());
    QVERIFY(m_disk.remove(at("a/y")).ok());
    QVERIFY(!m_disk.info(at("a/y")).exists);
}

void TestPosixFileSystem::readRefusesFoldersPipesAndGiants()
{
    QVERIFY(!m_disk.read(at("."), 100).ok());
    QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
    QVERIFY(!m_disk.read(at("pipe"), 100).ok()); // and does not wait for a writer
    QVERIFY(m_disk.writeNew(at("giant"), std::string(101, 'x'), 0600).ok());
    QVERIFY(!m_disk.read(at("giant"), 100).ok());
    QCOMPARE(m_disk.read(at("giant"), 101)->size(), size_t(101));
}

void TestPosixFileSystem::missingFileIsSaidInWords()
{
    const Result<std::string> bytes = m_disk.read(at("none.json"), 100);
    QVERIFY(!bytes.ok());
    QCOMPARE(bytes.error().describe(), at("none.json") + ": cannot be read: No such file or directory; check the path");
    QVERIFY(!m_disk.list(at("none")).ok());
    QVERIFY(!m_disk.overwrite(at("none.json"), "x").ok());
    QVERIFY(!m_disk.remove(at("none.json")).ok());
    QVERIFY(!m_disk.rename(at("none.json"), at("other")).ok());
}

void TestPosixFileSystem::unreadableFile()
{
    const WithoutPrivileges nobody(at("."));
    QVERIFY(m_disk.writeNew(at("secret"), "x", 0000).ok());
    const Result<std::string> bytes = m_disk.read(at("secret"), 100);
    QVERIFY(!bytes.ok());
    QVERIFY(bytes.error().text.find("check its permissions") != std::string::npos);
}

void TestPosixFileSystem::savesThroughASymbolicLink()
{
    QVERIFY(m_disk.makeDirectory(at("elsewhere")).ok());
    QVERIFY(m_disk.writeNew(at("elsewhere/real.json"), "old", 0644).ok());
    QCOMPARE(::symlink("elsewhere/real.json", at("link.json").c_str()), 0);
    QVERIFY(saveSafely(m_disk, at("link.json"), "new", at("journal")).ok());
    QCOMPARE(*m_disk.read(at("elsewhere/real.json"), 100), "new");
    QVERIFY(QFileInfo(QString::fromStdString(at("link.json"))).isSymLink());
    QCOMPARE(*m_disk.list(at("elsewhere")), std::vector<std::string>{"real.json"});
}

void TestPosixFileSystem::savingKeepsHardLinks()
{
    QVERIFY(m_disk.writeNew(at("one.json"), "old", 0644).ok());
    QCOMPARE(::link(at("one.json").c_str(), at("two.json").c_str()), 0);
    QCOMPARE(m_disk.info(at("one.json")).links, 2u);
    QVERIFY(saveSafely(m_disk, at("one.json"), "new", at("journal")).ok());
    QCOMPARE(*m_disk.read(at("two.json"), 100), "new");
    QVERIFY(m_disk.list(at("journal"))->empty());
}

void TestPosixFileSystem::savingKeepsPermissions()
{
    QVERIFY(m_disk.writeNew(at("p.json"), "old", 0666).ok()); // not cut by the umask
    QVERIFY(saveSafely(m_disk, at("p.json"), "new", at("journal")).ok());
    QCOMPARE(m_disk.info(at("p.json")).mode, 0666u);
    QCOMPARE(*m_disk.list(at(".")), std::vector<std::string>{"p.json"});
}

void TestPosixFileSystem::overwriteShortens()
{
    QVERIFY(m_disk.writeNew(at("p.json"), "a long text", 0644).ok());
    QVERIFY(m_disk.overwrite(at("p.json"), "short").ok());
    QCOMPARE(*m_disk.read(at("p.json"), 100), "short");
}

void TestPosixFileSystem::readOnlyFileIsLeftAlone()
{
    const WithoutPrivileges nobody(at("."));
    QVERIFY(m_disk.writeNew(at("p.json"), "old", 0444).ok());
    const Result<void> saved = saveSafely(m_disk, at("p.json"), "new", at("journal"));
    QVERIFY(!saved.ok());
    QVERIFY(saved.error().text.find("read-only") != std::string::npos);
    QCOMPARE(*m_disk.read(at("p.json"), 100), "old");
}

void TestPosixFileSystem::closedFolderIsWrittenInPlace()
{
    const WithoutPrivileges nobody(at("."));
    QVERIFY(m_disk.makeDirectory(at("closed")).ok());
    QVERIFY(m_disk.writeNew(at("closed/p.json"), "old", 0644).ok());
    QCOMPARE(::chmod(at("closed").c_str(), 0555), 0);
    QVERIFY(!m_disk.info(at("closed/p.json")).replaceable);
    QVERIFY(saveSafely(m_disk, at("closed/p.json"), "new", at("journal")).ok());
    QCOMPARE(*m_disk.read(at("closed/p.json"), 100), "new");
}

void TestPosixFileSystem::readOnlyEverythingIsSaidInWords()
{
    const WithoutPrivileges nobody(at("."));
    QVERIFY(m_disk.makeDirectory(at("closed")).ok());
    QVERIFY(m_disk.writeNew(at("closed/p.json"), "old", 0644).ok());
    QCOMPARE(::chmod(at("closed").c_str(), 0555), 0);
    const Result<void> saved = saveSafely(m_disk, at("closed/p.json"), "new", at("closed/journal"));
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().place.file, at("closed/p.json"));
    QVERIFY(saved.error().text.find("Permission denied; check its permissions") != std::string::npos);
    QCOMPARE(*m_disk.read(at("closed/p.json"), 100), "old");
}

QTEST_GUILESS_MAIN(TestPosixFileSystem)
#include "tst_posixfilesystem.moc"
