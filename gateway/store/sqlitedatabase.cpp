#include "gateway/store/sqlitedatabase.h"

#include "core/json/document.h"
#include "core/keys/keytext.h"
#include "core/reading/readers.h"
#include "core/reading/writers.h"
#include "gateway/store/countpart.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>

namespace gatereeve::gateway
{

namespace
{

constexpr int SchemaVersion = 2; // 1 had no table `recent`

constexpr const char* PutKey =
    "INSERT INTO keys (name, text, session) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT)) "
    "ON CONFLICT (name) DO UPDATE SET text = excluded.text, session = excluded.session";
constexpr const char* StoreCounters =
    "INSERT INTO quotas (name, scope, start, count) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?) "
    "ON CONFLICT (name, scope) DO UPDATE SET start = excluded.start, count = excluded.count";
constexpr const char* Note = "INSERT INTO recent (counts) VALUES (?)";
constexpr const char* SelectKeys = "SELECT CAST(name AS BLOB), CAST(text AS BLOB), CAST(session AS BLOB) FROM keys";
constexpr const char* SelectQuotas = "SELECT CAST(name AS BLOB), CAST(scope AS BLOB), start, count FROM quotas";
constexpr const char* SelectRecent = "SELECT counts FROM recent ORDER BY part";

// Primary result codes of SQLite (www.sqlite.org/rescode.html).
enum SqliteCode { Busy = 5, ReadOnly = 8, Io = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

// Names and key texts may hold any byte. Bound and read as blobs they pass unconverted; stored as text they can be read
// with any SQLite tool.
QByteArray bytesOf(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

std::string textIn(const QSqlQuery& query, int column)
{
    return query.value(column).toByteArray().toStdString();
}

Error damaged(const std::string& file, const std::string& reason)
{
    return {"this is no key store, or a damaged one (" + reason + "); nothing was changed. Move it aside (mv '" + file +
                "' '" + file + ".damaged') and start again with an empty store, or put a copy in its place",
            {file, 0, 0, {}}};
}

// A session that can't be read to the last member would grant something else than what was stored: none of it is used.
Result<Session> sessionFrom(std::string text)
{
    const auto document = json::Document::parse(std::move(text));
    if (!document)
        return document.error();
    Findings findings;
    Session session = readSession(document->root(), findings, Dialect::Tyk5);
    if (!findings.empty())
        return Error{findings.front().message.english(), findings.front().place};
    return session;
}

// With the members that we do not know: a newer version may have written them.
std::string storedText(const Session& session)
{
    std::string text = sessionText(session);
    text.pop_back();
    for (const auto& [name, value] : session.unknown)
        text += ',' + json::quoted(name) + ':' + value;
    return text + '}';
}

} // namespace

struct SqliteDatabase::Statements {
    explicit Statements(const QSqlDatabase& database)
        : put(database),
          remove(database),
          resetCounters(database),
          storeCounters(database),
          note(database)
    {
    }
    QSqlQuery put, remove, resetCounters, storeCounters, note;
};

SqliteDatabase::SqliteDatabase(std::string file)
    : m_file(std::move(file)),
      m_database(std::make_unique<QSqlDatabase>(
          QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QUuid::createUuid().toString())))
{
    m_database->setDatabaseName(QString::fromStdString(m_file));
}

SqliteDatabase::~SqliteDatabase()
{
    const QString name = m_database->connectionName();
    m_statements.reset();
    m_database.reset();
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::string& file)
{
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(file));
    if (!database->m_database->isValid())
        return Error{"Qt's SQLite driver is not installed; install the package libqt6sql6-sqlite", {file, 0, 0, {}}};
    if (!database->m_database->open())
        return Error{"can't be opened: " + database->m_database->lastError().databaseText().toStdString() +
                         "; look at the modes of the file and its folder",
                     {file, 0, 0, {}}};
    const auto version = database->schemaVersion();
    if (!version)
        return version.error();
    // What was answered survives power loss.
    if (auto set = database->run({"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"}); !set)
        return set.error();
    if (auto created = database->createTablesSince(*version); !created)
        return created.error();
    if (auto prepared = database->prepareStatements(); !prepared)
        return prepared.error();
    return database;
}

Result<int> SqliteDatabase::schemaVersion() const
{
    QSqlQuery query(*m_database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return wordsFor(query);
    const int version = query.value(0).toInt();
    if (version > SchemaVersion)
        return Error{"was written by a newer Gatereeve (schema " + std::to_string(version) + ", this one knows " +
                         std::to_string(SchemaVersion) + "); use that version, or name another store",
                     {m_file, 0, 0, {}}};
    if (!query.exec(QStringLiteral("PRAGMA quick_check(1)")) || !query.next())
        return wordsFor(query);
    if (const QString answer = query.value(0).toString(); answer != QStringLiteral("ok"))
        return damaged(m_file, answer.toStdString());
    if (!query.exec(QStringLiteral("SELECT count(*) FROM sqlite_master")) || !query.next())
        return wordsFor(query);
    if (version < 0 || (version == 0 && query.value(0).toInt() > 0))
        return Error{"is the database of another program; name another file for the store", {m_file, 0, 0, {}}};
    if (!hasTablesOf(version))
        return damaged(m_file, "its tables are not ours");
    return version;
}

bool SqliteDatabase::hasTablesOf(int version) const
{
    const auto prepares = [this](const char* sql) { return QSqlQuery(*m_database).prepare(QString::fromLatin1(sql)); };
    const auto all = [&](std::initializer_list<const char*> statements) {
        return std::ranges::all_of(statements, prepares);
    };
    return (version < 1 || all({SelectKeys, PutKey, SelectQuotas, StoreCounters})) &&
           (version < 2 || all({SelectRecent, Note}));
}

Result<void> SqliteDatabase::createTablesSince(int version)
{
    if (version == SchemaVersion)
        return {};
    return inTransaction([&]() -> Result<void> {
        if (version < 1) {
            auto created =
                run({"CREATE TABLE keys (name TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, session TEXT NOT NULL)",
                     "CREATE TABLE quotas (name TEXT NOT NULL, scope TEXT NOT NULL, start INTEGER NOT NULL, "
                     "count INTEGER NOT NULL, PRIMARY KEY (name, scope)) WITHOUT ROWID"});
            if (!created)
                return created;
        }
        const std::string numbered = "PRAGMA user_version = " + std::to_string(SchemaVersion);
        return run({"CREATE TABLE recent (part INTEGER PRIMARY KEY NOT NULL, counts BLOB NOT NULL)", numbered.c_str()});
    });
}

Result<void> SqliteDatabase::prepareStatements()
{
    m_statements = std::make_unique<Statements>(*m_database);
    const auto prepared = [](QSqlQuery& query, const char* sql) { return query.prepare(QString::fromLatin1(sql)); };
    const bool good = prepared(m_statements->put, PutKey) &&
                      prepared(m_statements->remove, "DELETE FROM keys WHERE name = CAST(? AS TEXT)") &&
                      prepared(m_statements->resetCounters, "DELETE FROM quotas WHERE name = CAST(? AS TEXT)") &&
                      prepared(m_statements->storeCounters, StoreCounters) && prepared(m_statements->note, Note);
    if (!good)
        return damaged(m_file, "its tables are not ours");
    return {};
}

Result<void> SqliteDatabase::run(std::initializer_list<const char*> statements)
{
    for (const char* sql : statements) {
        QSqlQuery query(*m_database);
        if (!query.exec(QString::fromLatin1(sql)))
            return wordsFor(query);
    }
    return {};
}

Error SqliteDatabase::wordsFor(const QSqlQuery& query) const
{
    const QSqlError error = query.lastError();
    const std::string reason = error.databaseText().toStdString();
    const auto says = [&](const std::string& text) { return Error{text, {m_file, 0, 0, {}}}; };
    switch (error.nativeErrorCode().toInt() & 0xff) { // the higher bits only say more of the same
    case Corrupt:
    case NotADatabase:
        return damaged(m_file, reason);
    case Full:
        return says("can't be written, the disk is full; free some space and try again");
    case ReadOnly:
    case CantOpen:
        return says("can't be written (" + reason + "); make the file and its folder writable and try again");
    case Io:
        return says("can't be written or read (" + reason + "); look at the disk: it may be full or failing");
    case Busy:
        return says("is held by another program that has it open; close that and try again");
    default:
        return says("the store failed: " + reason);
    }
}

Result<void> SqliteDatabase::executed(QSqlQuery& query, std::initializer_list<std::string_view> texts,
                                      std::initializer_list<int64_t> numbers) const
{
    int place = 0;
    for (const std::string_view text : texts)
        query.bindValue(place++, bytesOf(text));
    for (const int64_t number : numbers)
        query.bindValue(place++, qlonglong(number));
    const bool good = query.exec();
    if (!good)
        return wordsFor(query);
    query.finish();
    return {};
}

Result<void> SqliteDatabase::apply(const KeyChange& change)
{
    const std::string& name = change.key.name;
    if (change.kind == KeyChange::Kind::Put)
        return executed(m_statements->put, {name, change.key.text, storedText(change.key.session)});
    if (auto reset = executed(m_statements->resetCounters, {name}); !reset)
        return reset;
    return change.kind == KeyChange::Kind::Remove ? executed(m_statements->remove, {name}) : Result<void>();
}

Result<void> SqliteDatabase::store(const KeyCounters& counters)
{
    if (counters.dropped.load(std::memory_order_acquire))
        return {};
    const CountedSince word = counters.quota.load();
    return executed(m_statements->storeCounters, {counters.name, counters.scope}, {word.start, word.count});
}

Result<void> SqliteDatabase::inTransaction(const std::function<Result<void>()>& work)
{
    if (auto begun = run({"BEGIN IMMEDIATE"}); !begun)
        return begun;
    auto done = work();
    if (done)
        done = run({"COMMIT"});
    if (!done)
        (void)run({"ROLLBACK"}); // fails when SQLite has rolled back by itself
    return done;
}

Result<void> SqliteDatabase::write(std::span<const KeyChange* const> changes)
{
    return inTransaction([&]() -> Result<void> {
        for (const KeyChange* change : changes)
            if (auto done = apply(*change); !done)
                return done;
        return {};
    });
}

Result<void> SqliteDatabase::note(std::span<const std::shared_ptr<KeyCounters>> counters)
{
    const std::string part = countPart(counters);
    return part.empty() ? Result<void>() : executed(m_statements->note, {part});
}

Result<void> SqliteDatabase::settle(std::span<const std::shared_ptr<KeyCounters>> counters,
                                    std::span<const KeyChange* const> changes)
{
    return inTransaction([&]() -> Result<void> {
        for (const auto& entry : counters) // before the changes: one of them may remove its key
            if (auto done = store(*entry); !done)
                return done;
        if (auto done = run({"DELETE FROM recent"}); !done)
            return done;
        for (const KeyChange* change : changes)
            if (auto done = apply(*change); !done)
                return done;
        return {};
    });
}

Result<void> SqliteDatabase::load(State& state, const std::function<void(const std::string&)>& report) const
{
    if (auto keys = loadKeys(state, report); !keys)
        return keys;
    if (auto quotas = loadQuotas(state.counters); !quotas)
        return quotas;
    return loadRecent(state.counters);
}

Result<void> SqliteDatabase::loadKeys(State& state, const std::function<void(const std::string&)>& report) const
{
    QSqlQuery query(*m_database);
    query.setForwardOnly(true);
    bool good = query.exec(QString::fromLatin1(SelectKeys));
    while (good && query.next()) {
        StoredKey key{textIn(query, 0), textIn(query, 1), {}};
        auto session = sessionFrom(textIn(query, 2));
        if (session) {
            key.session = std::move(*session);
            KeyTable& table = state.tableOf(key.name);
            table.put(std::move(key));
        } else {
            report(m_file + ": the key " + maskedKey(key.name) + " can't be used: " + session.error().describe() +
                   "; its row stays in the table keys, replace the key or correct the row");
        }
    }
    if (query.lastError().isValid())
        return wordsFor(query);
    return {};
}

Result<void> SqliteDatabase::loadQuotas(CounterTable& counters) const
{
    QSqlQuery query(*m_database);
    query.setForwardOnly(true);
    bool good = query.exec(QString::fromLatin1(SelectQuotas));
    while (good && query.next()) {
        const CountedSince word{query.value(2).toLongLong(), query.value(3).toLongLong()};
        if (word.start < 0 || word.count < 0) // such a count would grant more than the quota
            return damaged(m_file, "a row of the table quotas can't be true");
        counters.get(textIn(query, 0), textIn(query, 1))->quota.store(word);
    }
    if (query.lastError().isValid())
        return wordsFor(query);
    return {};
}

Result<void> SqliteDatabase::loadRecent(CounterTable& counters) const
{
    QSqlQuery query(*m_database);
    query.setForwardOnly(true);
    bool good = query.exec(QString::fromLatin1(SelectRecent));
    while (good && query.next()) {
        const bool whole = readCountPart(textIn(query, 0), [&](auto name, auto scope, CountedSince word) {
            const auto entry = counters.get(name, scope);
            entry->quota.store(word);
            counters.noteChanged(*entry); // it has to be among what is settled next
        });
        if (!whole) // without it some counts would be older than they were, and grant again what was used
            return damaged(m_file, "a row of the table recent can't be read");
    }
    if (query.lastError().isValid())
        return wordsFor(query);
    return {};
}

} // namespace gatereeve::gateway
