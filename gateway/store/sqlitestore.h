#pragma once

// The store behind openSqliteStore() (stores.h): a queue in front of a thread that owns the database. Callers wait
// until their change is committed; the State follows the commit on that thread, so that no counter of a removed key is
// written after it.

#include "gateway/store/sqlitedatabase.h"
#include "gateway/store/storefolder.h"
#include "gateway/store/stores.h"

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace gatereeve::gateway
{

class SqliteStore final : public StateStore
{
public:
    SqliteStore(std::string file, StoreLock lock, StoreReport report);
    ~SqliteStore() override; // writes what waits, then closes
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;
    Result<void> open(); // once, before anything else

    Result<std::vector<StoredKey>> list() const override;
    Result<std::optional<StoredKey>> find(const std::string& name) const override;
    Result<void> put(const StoredKey& key) override;
    Result<bool> remove(const std::string& name) override;
    Result<void> resetCounters(const std::string& name) override;
    std::string description() const override { return "sqlite"; }
    std::shared_ptr<State> state() const override { return m_state; }
    Result<void> flush() override;
    Result<void> announceOwner(const std::string& controlAddress) override;

private:
    struct Job {
        std::optional<KeyChange> change; // none: only flush
        std::promise<Result<bool>> done; // whether there was such a key
    };
    using Jobs = std::vector<std::unique_ptr<Job>>;

    Result<bool> request(std::optional<KeyChange> change);
    // The thread:
    void serve(std::promise<Result<void>> opened);
    void carryOut(SqliteDatabase& database, Jobs jobs);
    void carryOutChanges(SqliteDatabase& database, std::span<const std::unique_ptr<Job>> jobs);
    Result<void> writeChanges(SqliteDatabase& database, std::span<const KeyChange* const> changes);
    void takeChanged();
    void noteCounters(SqliteDatabase& database);
    bool isSettlingDue() const;
    Result<void> settleCounters(SqliteDatabase& database, std::span<const KeyChange* const> changes = {});
    void reportCounters(const Result<void>& written);
    bool applyToState(const KeyChange& change);

    const std::string m_file;
    StoreLock m_lock;
    const StoreReport m_report;
    const std::shared_ptr<State> m_state = std::make_shared<State>();
    // The thread's:
    std::vector<std::shared_ptr<KeyCounters>> m_unwritten; // changed, and not in the file yet
    std::vector<std::shared_ptr<KeyCounters>> m_unsettled; // noted in the file since all had rows, each once
    int m_notes = 0;                                       // since then, or since it failed
    bool m_settlingFailed = false;                         // the last time
    bool m_countersFail = false;

    std::mutex m_mutex; // guards the two below
    Jobs m_jobs;
    bool m_ending = false;
    std::condition_variable m_wake;
    std::thread m_thread;
};

} // namespace gatereeve::gateway
