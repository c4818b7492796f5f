// The key store of a workspace: contracts.md, Files of a workspace (an acknowledged key survives kill -9, one process
// owns the folder, git ignores it), and the bad input of a store: damaged, foreign, full.

#include "gateway/store/stores.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

StoredKey key(std::string name, std::string alias = {})
{
    StoredKey stored;
    stored.name = name;
    stored.text = std::move(name);
    stored.session.alias = std::move(alias);
    stored.session.quotaMax = 9007199254740993; // exact in 64 bits only
    stored.session.accessRights["orders"].versions = {"v1"};
    return stored;
}

std::unique_ptr<StateStore> openStore(const std::string& file, std::vector<std::string>* reports = nullptr)
{
    auto store = openSqliteStore(file, [reports](const std::string& text) {
        if (reports)
            reports->push_back(text);
    });
    if (!store) {
        qWarning("%s", store.error().describe().c_str());
        return nullptr;
    }
    return std::move(*store);
}

QByteArray bytesOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void write(const std::string& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

unsigned modeOf(const std::string& path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

void runSql(const std::string& file, const QString& sql)
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        database.setDatabaseName(QString::fromStdString(file));
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(sql));
    }
    QSqlDatabase::removeDatabase(u"test"_s);
}

QVariant sqlValue(const std::string& file, const QString& sql)
{
    QVariant value;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        database.setDatabaseName(QString::fromStdString(file));
        QSqlQuery query(database);
        if (database.open() && query.exec(sql) && query.next())
            value = query.value(0);
    }
    QSqlDatabase::removeDatabase(u"test"_s);
    return value;
}

// What would be found if the process were gone now: the file and its log, taken elsewhere.
std::string copyOf(const std::string& file, const QTemporaryDir& folder)
{
    const QString copy = folder.filePath(u"copy.sqlite"_s);
    for (const QString& end : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QFile::remove(copy + end);
        if (end != u"-shm"_s) // made anew from the log
            QFile::copy(QString::fromStdString(file) + end, copy + end);
    }
    return copy.toStdString();
}

constexpr int ManyCounters = 6'000; // more than wait for the last note before they are settled
constexpr int64_t NoCounter = -1, NoStore = -2;

// The count of a key in such a copy.
int64_t countInCopy(const std::string& file, std::string_view name, std::string_view scope = {})
{
    const QTemporaryDir folder;
    const auto store = openStore(copyOf(file, folder));
    if (!store)
        return NoStore;
    const auto counters = store->state()->counters.find(name, scope);
    return counters ? counters->quota.load().count : NoCounter;
}

void count(StateStore& store, std::string_view name, int64_t count)
{
    const auto counters = store.state()->counters.get(name, "");
    counters->quota = CountedSince{1, count};
    store.state()->counters.noteChanged(*counters);
}

// Files can't grow beyond `bytes` while it lives: as good as a full disk, and it ends.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_former); }

private:
    rlimit m_former{};
};

// The child of survivesKill: puts keys until it is killed and tells each one that was acknowledged.
int putForever(const std::string& file)
{
    const auto store = openStore(file);
    for (int i = 0; store; ++i) {
        const std::string name = "key" + std::to_string(i);
        if (!store->put(key(name)))
            return 1;
        std::printf("%s\n", name.c_str());
        std::fflush(stdout);
    }
    return 1;
}

} // namespace

class TestSqliteStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_state = m_folder->path().toStdString() + "/.gatereeve";
        m_file = m_state + "/" + std::string(WorkspaceStoreName);
    }

    void isPrivateAndIgnoredByGit()
    {
        const auto store = openStore(m_file);
        QVERIFY(store);
        QVERIFY(store->put(key("one")));
        QCOMPARE(modeOf(m_file), 0600u);
        QCOMPARE(modeOf(m_file + "-wal"), 0600u);
        QCOMPARE(modeOf(m_file + "-shm"), 0600u);
        QCOMPARE(modeOf(m_state), 0700u);
        QCOMPARE(bytesOf(m_state + "/.gitignore"), "*\n"_ba);
        QCOMPARE(store->description(), "sqlite");
    }

    void leavesAFolderThatIsNotItsOwnAlone()
    {
        const std::string file = m_folder->path().toStdString() + "/keys.sqlite";
        const auto store = openStore(file);
        QVERIFY(store);
        QVERIFY(!QFileInfo::exists(m_folder->path() + u"/.gitignore"_s));
        QVERIFY(!QFileInfo::exists(m_folder->path() + u"/lock"_s));
        // and another store may live beside it
        QVERIFY(openStore(m_folder->path().toStdString() + "/other.sqlite"));
    }

    void keysSurviveReopening()
    {
        StoredKey stored = key("one", "first");
        stored.session.unknown["note"] = R"({"by":"ann"})";
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("one", "former")));
            QVERIFY(store->put(stored));
            QVERIFY(store->put(key("two")));
            QVERIFY(store->remove("two").value());
            QVERIFY(!store->remove("two").value());
        }
        const auto store = openStore(m_file);
        QCOMPARE(store->list().value(), std::vector{stored});
        QVERIFY(store->state()->keys.find("one"));
    }

    void aPutIsInTheStateWhenItReturns()
    {
        const auto store = openStore(m_file);
        QVERIFY(store->put(key("one", "first")));
        const auto former = store->state()->keys.find("one");
        QVERIFY(former);
        QVERIFY(store->put(key("one", "second")));
        QVERIFY(former->replaced);
        QCOMPARE(store->find("one").value()->session.alias, "second");
    }

    // Binding, never pasting: and names are bytes, not text.
    void keepsNamesWithOddBytes()
    {
        const std::vector<std::string> names{"'; DROP TABLE keys; --", std::string("a\0b", 3), "\xff\xfe", "“ü”\n", ""};
        {
            const auto store = openStore(m_file);
            for (const auto& name : names)
                QVERIFY(store->put(key(name)));
            store->state()->counters.get(names[1], names[2])->quota = CountedSince{1, 2};
            store->state()->counters.noteChanged(*store->state()->counters.get(names[1], names[2]));
        }
        const auto store = openStore(m_file);
        QCOMPARE(store->list().value().size(), names.size());
        for (const auto& name : names)
            QCOMPARE(store->find(name).value(), key(name));
        QCOMPARE(store->state()->counters.find(names[1], names[2])->quota.load(), (CountedSince{1, 2}));
        QVERIFY(store->remove(names[1]).value());
        QVERIFY(!store->find(names[1]).value());
    }

    // profiles.md, guide 15: a period goes on after a restart; rate windows begin anew.
    void quotasSurviveReopening()
    {
        const Nanoseconds start = 1'700'000'000'123'456'789;
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("one")));
            auto& counters = store->state()->counters;
            counters.get("one", "gold")->quota = CountedSince{start, 41};
            counters.noteChanged(*counters.get("one", "gold"));
            QVERIFY(store->flush());
            QCOMPARE(sqlValue(m_file, u"SELECT count FROM quotas WHERE name = 'one' AND scope = 'gold'"_s), 41);
            counters.get("one", "gold")->quota = CountedSince{start, 42};
            counters.noteChanged(*counters.get("one", "gold"));
        }
        const auto store = openStore(m_file);
        QCOMPARE(store->state()->counters.find("one", "gold")->quota.load(), (CountedSince{start, 42}));
        QCOMPARE(store->state()->counters.all().size(), 1u);
    }

    void quotasAreWrittenBehind()
    {
        const auto store = openStore(m_file);
        count(*store, "one", 7);
        count(*store, "two", 8);
        QTRY_COMPARE(countInCopy(m_file, "one"), 7);
        QTRY_COMPARE(countInCopy(m_file, "two"), 8);
        count(*store, "one", 9); // the last one that was noted counts
        QTRY_COMPARE(countInCopy(m_file, "one"), 9);
        QCOMPARE(sqlValue(m_file, u"SELECT count(*) FROM quotas"_s), 0);
        QVERIFY(store->flush()); // and then they stand in rows of their own
        QCOMPARE(sqlValue(m_file, u"SELECT count FROM quotas WHERE name = 'one'"_s), 9);
        QCOMPARE(sqlValue(m_file, u"SELECT count(*) FROM recent"_s), 0);
    }

    // Or settling them would take longer than counts may be lost.
    void manyCountersAreSettledBeforeManyNotes()
    {
        const auto store = openStore(m_file);
        for (int i = 0; i < ManyCounters; ++i)
            count(*store, "key" + std::to_string(i), 7);
        QTRY_VERIFY(sqlValue(m_file, u"SELECT count(*) FROM quotas"_s).toInt() >= 5'000); // one note or two of them
    }

    void countersThatCanNotBeSettledAreStillNoted()
    {
        QVERIFY(openStore(m_file));
        runSql(m_file, u"CREATE TRIGGER never BEFORE INSERT ON quotas BEGIN SELECT RAISE(ABORT, 'no'); END"_s);
        {
            const auto store = openStore(m_file);
            for (int i = 0; i < ManyCounters; ++i)
                count(*store, "key" + std::to_string(i), 7);
            QTRY_COMPARE(countInCopy(m_file, "key1"), 7);
            count(*store, "key1", 8);
            QTRY_COMPARE(countInCopy(m_file, "key1"), 8);
            QVERIFY(!store->flush());
            count(*store, "key1", 9);
        }
        QCOMPARE(sqlValue(m_file, u"SELECT count(*) FROM quotas"_s), 0);
        QCOMPARE(openStore(m_file)->state()->counters.find("key1", "")->quota.load().count, 9);
    }

    void whatWasNotedBeforeACrashIsSettledAfterIt()
    {
        const QTemporaryDir folder;
        std::string left;
        {
            const auto store = openStore(m_file);
            count(*store, "one", 7);
            QVERIFY(store->flush());
            count(*store, "one", 8);
            QTRY_COMPARE(countInCopy(m_file, "one"), 8);
            left = copyOf(m_file, folder);
        }
        QVERIFY(openStore(left));
        QCOMPARE(sqlValue(left, u"SELECT count FROM quotas WHERE name = 'one'"_s), 8);
        QCOMPARE(sqlValue(left, u"SELECT count(*) FROM recent"_s), 0);
    }

    // Else a process that crashes again and again would leave more and more of them.
    void whatWasNotedBeforeACrashIsSettledAtOnce()
    {
        const QTemporaryDir folder;
        const auto store = openStore(m_file);
        count(*store, "one", 8);
        QTRY_COMPARE(countInCopy(m_file, "one"), 8);
        const std::string left = copyOf(m_file, folder);
        QCOMPARE(sqlValue(left, u"SELECT count(*) FROM recent"_s), 1);
        const auto next = openStore(left);
        QCOMPARE(sqlValue(left, u"SELECT count(*) FROM recent"_s), 0);
        QCOMPARE(sqlValue(left, u"SELECT count FROM quotas WHERE name = 'one'"_s), 8);
    }

    // Nor do counts that were noted before it bring them back after a crash.
    void aRemovedKeyTakesNotedCountsWithIt()
    {
        const auto store = openStore(m_file);
        for (const char* name : {"one", "two", "three"}) {
            QVERIFY(store->put(key(name)));
            count(*store, name, 7);
        }
        QTRY_COMPARE(countInCopy(m_file, "three"), 7);
        QVERIFY(store->remove("one").value());
        QVERIFY(store->resetCounters("two"));
        QCOMPARE(countInCopy(m_file, "one"), NoCounter);
        QCOMPARE(countInCopy(m_file, "two"), NoCounter);
        QCOMPARE(countInCopy(m_file, "three"), 7);
    }

    // Without it a quota would grant again what was used.
    void aNoteThatCanNotBeReadIsDamage_data()
    {
        QTest::addColumn<QString>("counts");
        QTest::newRow("cut short") << u"x'0102'"_s;
        QTest::newRow("empty") << u"x''"_s;
        QTest::newRow("zeros") << u"zeroblob(32)"_s;
        QTest::newRow("cut behind its head") << u"x'0100000001000000'"_s;
    }

    void aNoteThatCanNotBeReadIsDamage()
    {
        QFETCH(const QString, counts);
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("one")));
            count(*store, "one", 7);
        }
        runSql(m_file, u"INSERT INTO recent (counts) VALUES (%1)"_s.arg(counts));
        const auto store = openSqliteStore(m_file);
        QVERIFY(!store);
        QVERIFY(store.error().text.find("a row of the table recent") != std::string::npos);
        QVERIFY(store.error().text.find("Move it aside (mv '" + m_file + "'") != std::string::npos);
        QCOMPARE(sqlValue(m_file, u"SELECT count(*) FROM keys"_s), 1);
        QCOMPARE(sqlValue(m_file, u"SELECT count(*) FROM recent"_s), 1);
    }

    // Schema 1 had no table `recent`.
    void aStoreOfAFormerVersionIsTakenOver()
    {
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("one")));
            count(*store, "one", 7);
        }
        runSql(m_file, u"DROP TABLE recent"_s);
        runSql(m_file, u"PRAGMA user_version = 1"_s);
        const auto store = openStore(m_file);
        QVERIFY(store);
        QCOMPARE(store->list().value(), std::vector{key("one")});
        QCOMPARE(store->state()->counters.find("one", "")->quota.load().count, 7);
        count(*store, "one", 8);
        QTRY_COMPARE(countInCopy(m_file, "one"), 8);
    }

    void removingAKeyForgetsItsQuotas()
    {
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("one")));
            QVERIFY(store->put(key("two")));
            auto& counters = store->state()->counters;
            for (const char* name : {"one", "two"}) {
                const auto entry = counters.get(name, "");
                entry->quota = CountedSince{1, 7};
                counters.noteChanged(*entry);
            }
            QVERIFY(store->flush());
            const auto held = counters.get("one", "");
            QVERIFY(store->remove("one").value());
            QVERIFY(held->dropped);
            held->quota = CountedSince{1, 8}; // a worker that has not noticed yet
            counters.noteChanged(*held);
            QVERIFY(store->resetCounters("two"));
        }
        const auto store = openStore(m_file);
        QVERIFY(store->state()->counters.all().empty());
        QCOMPARE(store->list().value().size(), 1u);
    }

    void putsFromManyThreadsAllArrive()
    {
        constexpr int Threads = 8, Each = 25;
        {
            const auto store = openStore(m_file);
            std::atomic<int> failed = 0;
            std::vector<std::thread> threads;
            for (int i = 0; i < Threads; ++i)
                threads.emplace_back([&, i] {
                    for (int j = 0; j < Each; ++j)
                        failed += store->put(key(std::to_string(i) + "-" + std::to_string(j))) ? 0 : 1;
                });
            for (auto& thread : threads)
                thread.join();
            QCOMPARE(failed.load(), 0);
        }
        QCOMPARE(openStore(m_file)->list().value().size(), size_t(Threads * Each));
    }

    void everyAcknowledgedKeySurvivesAKill()
    {
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
        QSKIP("The thread sanitizer of clang 16 fails a check of its own where QProcess clones.");
#endif
#endif
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"put-forever"_s, QString::fromStdString(m_file)});
        QList<QByteArray> acknowledged;
        while (acknowledged.size() < 30) {
            QVERIFY2(child.canReadLine() || child.waitForReadyRead(), child.readAllStandardError().constData());
            while (child.canReadLine())
                acknowledged.append(child.readLine().trimmed());
        }
        child.kill(); // SIGKILL
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        for (const auto& line : child.readAll().split('\n'))
            if (!line.isEmpty())
                acknowledged.append(line);
        const auto store = openStore(m_file);
        QVERIFY(store);
        for (const auto& name : acknowledged)
            QVERIFY2(store->find(name.toStdString()).value(), name.constData());
    }

    // contracts.md: one process owns the folder.
    void aSecondOwnerIsToldWhoTheFirstIs()
    {
        QVERIFY(!sqliteStoreOwner(m_file));
        auto first = openStore(m_file);
        QCOMPARE(sqliteStoreOwner(m_file), std::optional<std::string>(""));
        QVERIFY(openSqliteStore(m_file).error().text.find("in use by another Gatereeve process") != std::string::npos);
        QVERIFY(first->announceOwner("127.0.0.1:9696"));
        QCOMPARE(sqliteStoreOwner(m_file), std::optional<std::string>("127.0.0.1:9696"));
        QVERIFY(openSqliteStore(m_file).error().text.find("--url http://127.0.0.1:9696") != std::string::npos);
        first.reset();
        QVERIFY(!sqliteStoreOwner(m_file));
        QVERIFY(openStore(m_file));
    }

    void aFileThatIsNoDatabaseIsLeftUntouched()
    {
        QVERIFY(QDir().mkpath(QString::fromStdString(m_state)));
        const QByteArray content = "not a database, but perhaps somebody's only copy\n"_ba.repeated(100);
        write(m_file, content);
        const auto store = openSqliteStore(m_file);
        QVERIFY(!store);
        QCOMPARE(store.error().place.file, m_file);
        QVERIFY(store.error().text.find("Move it aside (mv '" + m_file + "'") != std::string::npos);
        QCOMPARE(bytesOf(m_file), content);
    }

    void aDamagedDatabaseIsLeftUntouched()
    {
        {
            const auto store = openStore(m_file);
            for (int i = 0; i < 200; ++i)
                QVERIFY(store->put(key("key" + std::to_string(i), std::string(300, 'x'))));
        }
        QByteArray content = bytesOf(m_file);
        content.replace(4096, 3 * 4096, QByteArray(3 * 4096, '\xa5')); // pages 2 to 4
        write(m_file, content);
        const auto store = openSqliteStore(m_file);
        QVERIFY(!store);
        QVERIFY(store.error().text.find("Move it aside") != std::string::npos);
        QCOMPARE(bytesOf(m_file), content);
    }

    void refusesDatabasesOfOthersAndOfTheFuture()
    {
        QVERIFY(openStore(m_file));
        runSql(m_file, u"PRAGMA user_version = 3"_s);
        QVERIFY(openSqliteStore(m_file).error().text.find("newer Gatereeve") != std::string::npos);
        const std::string foreign = m_state + "/foreign.sqlite";
        runSql(foreign, u"CREATE TABLE theirs (value)"_s);
        QVERIFY(openSqliteStore(foreign).error().text.find("another program") != std::string::npos);
    }

    void aDatabaseOfAnotherProgramIsLeftUntouched_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("no version") << QStringList{u"CREATE TABLE theirs (value)"_s};
        QTest::newRow("negative") << QStringList{u"CREATE TABLE theirs (value)"_s, u"PRAGMA user_version = -1"_s};
        QTest::newRow("negative, empty") << QStringList{u"PRAGMA user_version = -1"_s};
        QTest::newRow("1") << QStringList{u"CREATE TABLE theirs (value)"_s, u"PRAGMA user_version = 1"_s};
        QTest::newRow("1, names like ours")
            << QStringList{u"CREATE TABLE keys (name, text, session)"_s,
                           u"CREATE TABLE quotas (name, scope, start, count)"_s, u"PRAGMA user_version = 1"_s};
        QTest::newRow("2") << QStringList{u"CREATE TABLE keys (id, value)"_s, u"PRAGMA user_version = 2"_s};
    }

    void aDatabaseOfAnotherProgramIsLeftUntouched()
    {
        QFETCH(const QStringList, statements);
        QVERIFY(QDir().mkpath(QString::fromStdString(m_state)));
        for (const QString& sql : statements)
            runSql(m_file, sql);
        const QByteArray content = bytesOf(m_file);
        QVERIFY(content.size() > 0);
        const auto store = openSqliteStore(m_file);
        QVERIFY(!store);
        QCOMPARE(store.error().place.file, m_file);
        QCOMPARE(bytesOf(m_file), content);
        QVERIFY(!QFile::exists(QString::fromStdString(m_file + "-wal")));
    }

    // A store of ours that lost a table to some tool.
    void aStoreWithoutOneOfItsTablesIsLeftUntouched()
    {
        QVERIFY(openStore(m_file)->put(key("one")));
        runSql(m_file, u"DROP TABLE recent"_s);
        const QByteArray content = bytesOf(m_file);
        QVERIFY(openSqliteStore(m_file).error().text.find("its tables are not ours") != std::string::npos);
        QCOMPARE(bytesOf(m_file), content);
    }

    // It would grant more than the quota.
    void aNegativeCountIsDamage()
    {
        openStore(m_file);
        runSql(m_file, u"INSERT INTO quotas VALUES ('one', '', 5, -100)"_s);
        QVERIFY(openSqliteStore(m_file).error().text.find("a row of the table quotas") != std::string::npos);
        QCOMPARE(sqlValue(m_file, u"SELECT count FROM quotas"_s), -100);
    }

    void aBrokenRowIsReportedSkippedAndKept_data()
    {
        QTest::addColumn<QString>("session");
        QTest::newRow("no JSON") << u"{\"rate\":"_s;
        QTest::newRow("no object") << u"[]"_s;
        QTest::newRow("a wrong type would mean unlimited") << u"{\"rate\":\"5\"}"_s;
    }

    void aBrokenRowIsReportedSkippedAndKept()
    {
        QFETCH(const QString, session);
        {
            const auto store = openStore(m_file);
            QVERIFY(store->put(key("good")));
            QVERIFY(store->put(key("secret-broken")));
        }
        runSql(m_file, u"UPDATE keys SET session = '%1' WHERE name = 'secret-broken'"_s.arg(session));
        std::vector<std::string> reports;
        {
            const auto store = openStore(m_file, &reports);
            QVERIFY(store);
            QCOMPARE(store->list().value(), std::vector{key("good")});
        }
        QCOMPARE(reports.size(), 1u);
        QVERIFY(reports.front().find("oken can't be used") != std::string::npos);
        QVERIFY(reports.front().find("secret") == std::string::npos); // a key's text is nobody's business
        QCOMPARE(sqlValue(m_file, u"SELECT session FROM keys WHERE name = 'secret-broken'"_s), session);
    }

    void aFullDiskRefusesAndChangesNothing()
    {
        std::vector<std::string> reports;
        const auto store = openStore(m_file, &reports);
        QVERIFY(store->put(key("one", "first")));
        const auto record = store->state()->keys.find("one");
        const auto counters = store->state()->counters.get("one", "");
        {
            const FileSizeLimit limit(static_cast<rlim_t>(QFileInfo(QString::fromStdString(m_file + "-wal")).size()));
            const auto put = store->put(key("one", std::string(10000, 'x')));
            QVERIFY(!put);
            QCOMPARE(put.error().place.file, m_file);
            QVERIFY(put.error().text.find("disk") != std::string::npos);
            QVERIFY(!store->remove("one"));
            QVERIFY(reports.empty()); // the callers know, and no counter waits
            counters->quota = CountedSince{1, 3};
            store->state()->counters.noteChanged(*counters);
            QVERIFY(!store->flush());
        }
        QVERIFY(!record->replaced);
        QVERIFY(!counters->dropped);
        QCOMPARE(store->find("one").value()->session.alias, "first");
        QVERIFY(store->flush()); // what could not be written was kept
        QCOMPARE(reports.size(), 1u);
        QVERIFY(reports.front().find("quotas stay in memory") != std::string::npos);
        QCOMPARE(sqlValue(m_file, u"SELECT count FROM quotas WHERE name = 'one'"_s), 3);
        QVERIFY(store->put(key("one", "second")));
    }

    void aPlaceThatCanNotBeMadeIsSaidInWords()
    {
        const std::string obstacle = m_folder->path().toStdString() + "/file";
        write(obstacle, "");
        const auto store = openSqliteStore(obstacle + "/.gatereeve/keys.sqlite");
        QVERIFY(!store);
        QVERIFY(store.error().describe().find(obstacle) != std::string::npos);
        QVERIFY(store.error().text.find("name another place") != std::string::npos);
    }

    void aReadOnlyFolderIsSaidInWords()
    {
        if (::geteuid() == 0)
            QSKIP("modes do not bind root");
        QVERIFY(QDir().mkpath(QString::fromStdString(m_state)));
        QCOMPARE(::chmod(m_state.c_str(), 0500), 0);
        const auto store = openSqliteStore(m_file);
        QVERIFY(!store);
        QVERIFY(store.error().text.find("writable") != std::string::npos);
        QCOMPARE(::chmod(m_state.c_str(), 0700), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_state, m_file;
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "put-forever")
        return putForever(argv[2]);
    TestSqliteStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sqlitestore.moc"
