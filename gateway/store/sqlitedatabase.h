#pragma once

// The SQL of the key store: one connection, made, used and closed by one thread. Knows rows, no State and no queue.
// Tables: `keys`; `quotas`, a row for each counter; `recent`, what counters came to since then (countpart.h).

#include "core/keys/keystore.h"
#include "gateway/store/state.h"

#include <functional>
#include <memory>
#include <span>

class QSqlDatabase;
class QSqlQuery;

namespace gatereeve::gateway
{

// What one caller of the store asks for.
struct KeyChange {
    enum class Kind : uint8_t { Put, Remove, ResetCounters };
    Kind kind = Kind::Put;
    StoredKey key; // only its name counts unless it is put
};

class SqliteDatabase
{
public:
    // The file is checked before anything is written: one that is damaged, foreign or newer stays as it is.
    static Result<std::unique_ptr<SqliteDatabase>> open(const std::string& file);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    // Everything that is stored. A key that can't be understood is reported, left out and left in the file. Noted
    // counts that can't are damage of the file: an error, and the state is not to be used.
    Result<void> load(State& state, const std::function<void(const std::string&)>& report) const;
    // All of them in one transaction, or nothing.
    Result<void> write(std::span<const KeyChange* const> changes);
    // What they hold now, all together as one row that is read after those of the counters: costs little, however many
    // they are. Counters that were dropped are left out here and below.
    Result<void> note(std::span<const std::shared_ptr<KeyCounters>> counters);
    // A row for each of them instead of all that was noted, so they have to be all of it; then the changes. One
    // transaction, or nothing.
    Result<void> settle(std::span<const std::shared_ptr<KeyCounters>> counters,
                        std::span<const KeyChange* const> changes = {});

private:
    struct Statements;
    explicit SqliteDatabase(std::string file);

    Result<int> schemaVersion() const; // 0: the file is new; or why it can't be used
    bool hasTablesOf(int version) const;
    Result<void> createTablesSince(int version);
    Result<void> prepareStatements();
    Result<void> run(std::initializer_list<const char*> statements);
    Result<void> inTransaction(const std::function<Result<void>()>& work);
    Result<void> apply(const KeyChange& change);
    Result<void> store(const KeyCounters& counters);
    Result<void> loadKeys(State& state, const std::function<void(const std::string&)>& report) const;
    Result<void> loadQuotas(CounterTable& counters) const;
    Result<void> loadRecent(CounterTable& counters) const;
    Result<void> executed(QSqlQuery& query, std::initializer_list<std::string_view> texts,
                          std::initializer_list<int64_t> numbers = {}) const;
    Error wordsFor(const QSqlQuery& query) const;

    const std::string m_file;
    std::unique_ptr<QSqlDatabase> m_database;
    std::unique_ptr<Statements> m_statements;
};

} // namespace gatereeve::gateway
