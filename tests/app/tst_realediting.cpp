// Files of real people, copied aside, opened as the desktop opens them and edited through its forms.

#include "app/disk/posixfilesystem.h"
#include "models/lintedworkspace.h"
#include "models/policyeditor.h"
#include "models/text.h"
#include "tests/support/memorykeystore.h"
#include "tests/support/stillclock.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatereeve;
using models::JsonFile;
using models::PolicyEditor;
using models::Workspace;
using namespace Qt::StringLiterals;

namespace
{

const QString RealFolder = QStringLiteral(GATEREEVE_SOURCE_DIR "/../shared/real");

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    for (QDirIterator entry(from, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); entry.hasNext();) {
        const QFileInfo info(entry.next());
        const QString target = to + u'/' + info.fileName();
        if (info.isDir())
            copyFolder(info.filePath(), target);
        else
            QFile::copy(info.filePath(), target);
    }
}

std::map<QString, QByteArray> contentOf(const QString& folder)
{
    std::map<QString, QByteArray> content;
    for (QDirIterator file(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); file.hasNext();) {
        QFile opened(file.next());
        if (opened.open(QIODevice::ReadOnly))
            content[opened.fileName()] = opened.readAll();
    }
    return content;
}

std::map<std::string, std::string> textsOf(const Workspace& workspace)
{
    std::map<std::string, std::string> texts;
    for (const JsonFile* file : workspace.files())
        texts[file->path()] = file->text();
    return texts;
}

} // namespace

// issue check: opened, one edit in each editable file, undone, saved: bytes as expected.
class TestRealEditing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void openingChangesNothing();
    void everyFormEditIsUndoneToTheByte();
    void oneEditInEachFileIsSavedAndNothingElse();
    void brokenFilesSayWhere();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    app::PosixFileSystem m_disk;
    tests::MemoryKeyStore m_keys;
    tests::StillClock m_clock;
    std::unique_ptr<Workspace> m_workspace;
};

void TestRealEditing::initTestCase_data()
{
    QTest::addColumn<QString>("source");
    const QFileInfoList folders = QDir(RealFolder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& folder : folders)
        QTest::newRow(qPrintable(folder.fileName())) << folder.canonicalFilePath();
    if (folders.isEmpty())
        QTest::newRow("none") << QString();
}

void TestRealEditing::init()
{
    QFETCH_GLOBAL(QString, source);
    if (source.isEmpty())
        QSKIP("no real workspaces at ../shared/real, so nothing of them is tested");
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    copyFolder(source, m_folder->path());
    const auto layout = findLayout(m_folder->path().toStdString(), m_disk, BrokenConf::Opened);
    QVERIFY2(layout.ok(), "each of them opens");
    m_workspace = std::make_unique<Workspace>(*layout, models::Surroundings{m_disk, m_keys, m_clock});
}

void TestRealEditing::openingChangesNothing()
{
    QVERIFY(!m_workspace->isModified());
    QVERIFY(m_workspace->save().empty());
    QFETCH_GLOBAL(QString, source);
    const auto before = contentOf(source);
    const auto after = contentOf(m_folder->path());
    QCOMPARE(after.size(), before.size());
    for (const auto& [path, bytes] : before)
        QCOMPARE(after.at(m_folder->path() + path.mid(source.size())), bytes);
}

void TestRealEditing::everyFormEditIsUndoneToTheByte()
{
    PolicyEditor editor(*m_workspace);
    const auto before = textsOf(*m_workspace);
    for (const QString& id : m_workspace->policyList().ids()) {
        const QStringList one{id};
        const QString api =
            m_workspace->policyList().find(id)->policy().accessRights.empty()
                ? QString()
                : models::toQString(m_workspace->policyList().find(id)->policy().accessRights.begin()->first);
        const std::vector<std::function<Result<void>()>> edits{
            [&] {
                return editor.setRate(one, {17, 3});
            },
            [&] {
                return editor.setQuota(one, {17, 3600});
            },
            [&] { return editor.setName(one, u"Söme \"name\""_s); },
            [&] {
                return editor.setTags(one, {u"a"_s, u"b"_s});
            },
            [&] { return editor.setInactive(one, true); },
            [&] { return editor.setActive(one, std::nullopt); },
            [&] { return editor.setEnforces(one, models::Partition::Quota, true); },
            [&] { return editor.grantApi(id, u"new-api"_s, {u"v1"_s}); },
            [&] {
                return api.isEmpty() ? Result<void>() : editor.addUrl(id, api, {"/x", {"GET"}});
            },
            [&] { return api.isEmpty() ? Result<void>() : editor.revokeApi(id, api); },
            [&] { return editor.duplicate(id, u"a-copy"_s); },
            [&] { return editor.rename(id, u"another-name"_s); },
            [&] { return editor.remove(one); },
        };
        for (const auto& edit : edits) {
            const int steps = m_workspace->undoStack().index();
            (void)edit(); // a value that is no policy object refuses; then nothing happened
            while (m_workspace->undoStack().index() > steps)
                m_workspace->undoStack().undo();
            for (const auto& [path, text] : before)
                QCOMPARE(m_workspace->fileAt(models::toQString(path))->text(), text);
        }
    }
    QVERIFY(!m_workspace->isModified());
}

void TestRealEditing::oneEditInEachFileIsSavedAndNothingElse()
{
    auto expected = contentOf(m_folder->path());
    for (JsonFile* file : m_workspace->files()) {
        if (!file->document() || !file->document()->root().firstChild())
            continue;
        const json::Value value = *file->document()->root().firstChild();
        const json::Edit edit = json::replaceValue(value, "\"edited\"");
        QCOMPARE(edit.offset, value.offset());
        QCOMPARE(edit.removed, value.length());
        m_workspace->undoStack().push(new models::EditJson(*file, {edit}, u"Edit"_s));
        QByteArray& bytes = expected[models::toQString(file->path())];
        bytes.replace(static_cast<qsizetype>(edit.offset), static_cast<qsizetype>(edit.removed), "\"edited\"");
    }
    QVERIFY(m_workspace->save().empty());
    QVERIFY(!m_workspace->isModified());
    auto after = contentOf(m_folder->path());
    std::erase_if(after, [](const auto& file) { return file.first.contains(u"/.gatereeve/"); });
    QVERIFY(after == expected);
}

void TestRealEditing::brokenFilesSayWhere()
{
    const lint::LintResult result = models::linted(models::filesToLint(*m_workspace), {});
    for (const JsonFile* file : m_workspace->files()) {
        if (!file->exists() || file->document())
            continue;
        QVERIFY(file->isEditable());
        QVERIFY(file->error()->place.line > 0);
        const auto isAboutIt = [&](const lint::LintFinding& found) { return found.finding.place.file == file->path(); };
        QCOMPARE(std::ranges::count_if(result.findings, isAboutIt), 1);
    }
}

QTEST_GUILESS_MAIN(TestRealEditing)
#include "tst_realediting.moc"
