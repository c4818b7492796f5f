#include "gateway/store/sqlitestore.h"

#include "gateway/store/memorystore.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gatereeve::gateway
{

namespace
{

// At most 100 ms of counts may be lost; committing them takes its time as well.
constexpr auto WriteBehindInterval = std::chrono::milliseconds(90);

// Then the counters get rows of their own. More of them cost less while requests come, more at the next start.
constexpr int NotesUntilSettled = 100;

// And so many counters at most, give or take those of one interval, since nothing is noted while they get their rows:
// some 15 ms.
constexpr size_t CountersUntilSettled = 5'000;

void keepEachOnce(std::vector<std::shared_ptr<KeyCounters>>& counters)
{
    std::ranges::sort(counters);
    counters.erase(std::ranges::unique(counters).begin(), counters.end());
}

} // namespace

SqliteStore::SqliteStore(std::string file, StoreLock lock, StoreReport report)
    : m_file(std::move(file)),
      m_lock(std::move(lock)),
      m_report(std::move(report))
{
}

SqliteStore::~SqliteStore()
{
    {
        const std::lock_guard guard(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> SqliteStore::open()
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread(&SqliteStore::serve, this, std::move(opened));
    return result.get();
}

Result<std::vector<StoredKey>> SqliteStore::list() const
{
    return listKeys(*m_state);
}

Result<std::optional<StoredKey>> SqliteStore::find(const std::string& name) const
{
    return findKey(*m_state, name);
}

Result<void> SqliteStore::put(const StoredKey& key)
{
    const auto done = request(KeyChange{KeyChange::Kind::Put, key});
    return done ? Result<void>() : done.error();
}

Result<bool> SqliteStore::remove(const std::string& name)
{
    return request(KeyChange{KeyChange::Kind::Remove, {name, {}, {}}});
}

Result<void> SqliteStore::resetCounters(const std::string& name)
{
    const auto done = request(KeyChange{KeyChange::Kind::ResetCounters, {name, {}, {}}});
    return done ? Result<void>() : done.error();
}

Result<void> SqliteStore::flush()
{
    const auto done = request(std::nullopt);
    return done ? Result<void>() : done.error();
}

Result<void> SqliteStore::announceOwner(const std::string& controlAddress)
{
    return m_lock.writeAddress(controlAddress);
}

Result<bool> SqliteStore::request(std::optional<KeyChange> change)
{
    auto job = std::make_unique<Job>();
    job->change = std::move(change);
    auto result = job->done.get_future();
    {
        const std::lock_guard guard(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return result.get();
}

void SqliteStore::serve(std::promise<Result<void>> opened)
{
    auto database = SqliteDatabase::open(m_file);
    if (!database) {
        opened.set_value(database.error());
        return;
    }
    auto loaded = (*database)->load(*m_state, m_report);
    const bool good = loaded.ok();
    if (good)
        (void)settleCounters(**database); // what a crash left; or one after the other it would become more and more
    opened.set_value(std::move(loaded));
    bool ending = !good;
    auto countersDue = std::chrono::steady_clock::now() + WriteBehindInterval;
    while (!ending) {
        Jobs jobs;
        {
            std::unique_lock guard(m_mutex);
            m_wake.wait_until(guard, countersDue, [this] { return m_ending || !m_jobs.empty(); });
            jobs.swap(m_jobs);
            ending = m_ending;
        }
        carryOut(**database, std::move(jobs));
        if (const auto now = std::chrono::steady_clock::now(); now >= countersDue) {
            noteCounters(**database);
            countersDue = now + WriteBehindInterval;
        }
    }
    if (good) {
        noteCounters(**database); // settling may fail where this does not
        (void)settleCounters(**database);
    }
}

void SqliteStore::carryOut(SqliteDatabase& database, Jobs jobs)
{
    const auto flushes =
        std::stable_partition(jobs.begin(), jobs.end(), [](const auto& job) { return job->change.has_value(); });
    carryOutChanges(database, {jobs.begin(), flushes});
    if (flushes == jobs.end())
        return;
    const auto written = settleCounters(database);
    for (auto job = flushes; job != jobs.end(); ++job)
        (*job)->done.set_value(written ? Result<bool>(true) : written.error());
}

void SqliteStore::carryOutChanges(SqliteDatabase& database, std::span<const std::unique_ptr<Job>> jobs)
{
    if (jobs.empty())
        return;
    std::vector<const KeyChange*> changes;
    for (const auto& job : jobs)
        changes.push_back(&*job->change);
    const auto committed = writeChanges(database, changes);
    if (!committed && jobs.size() > 1) { // one that can't be stored must not take the others with it
        for (const auto& job : jobs)
            carryOutChanges(database, {&job, 1});
        return;
    }
    for (const auto& job : jobs)
        job->done.set_value(committed ? Result<bool>(applyToState(*job->change)) : committed.error());
}

Result<void> SqliteStore::writeChanges(SqliteDatabase& database, std::span<const KeyChange* const> changes)
{
    // Nothing that was noted before may bring back what a change forgets.
    const bool forgets =
        std::ranges::any_of(changes, [](auto* change) { return change->kind != KeyChange::Kind::Put; });
    return forgets ? settleCounters(database, changes) : database.write(changes);
}

void SqliteStore::takeChanged()
{
    for (auto& changed : m_state->counters.takeChanged())
        m_unwritten.push_back(std::move(changed));
}

void SqliteStore::noteCounters(SqliteDatabase& database)
{
    takeChanged();
    if (m_unwritten.empty())
        return;
    const auto noted = database.note(m_unwritten);
    reportCounters(noted);
    if (!noted) {
        keepEachOnce(m_unwritten); // one that is counted on comes again and again
        return;
    }
    ++m_notes;
    for (auto& counters : m_unwritten) {
        if (!std::exchange(counters->unsettled, true))
            m_unsettled.push_back(std::move(counters));
    }
    m_unwritten.clear();
    if (isSettlingDue())
        (void)settleCounters(database); // reports by itself
}

bool SqliteStore::isSettlingDue() const
{
    // After a failure it is not tried at each note: it takes its time, and what counts is that they are noted.
    return m_notes >= NotesUntilSettled || (!m_settlingFailed && m_unsettled.size() >= CountersUntilSettled);
}

Result<void> SqliteStore::settleCounters(SqliteDatabase& database, std::span<const KeyChange* const> changes)
{
    takeChanged();
    auto counters = m_unsettled;
    counters.insert(counters.end(), m_unwritten.begin(), m_unwritten.end());
    if (counters.empty() && changes.empty())
        return {};
    keepEachOnce(counters);
    std::ranges::sort(counters, {}, [](const auto& entry) -> const std::string& { return entry->name; });
    auto settled = database.settle(counters, changes);
    reportCounters(settled);
    m_settlingFailed = !settled;
    m_notes = 0;
    if (settled) {
        for (const auto& entry : m_unsettled)
            entry->unsettled = false;
        m_unsettled.clear();
        m_unwritten.clear();
    }
    return settled;
}

void SqliteStore::reportCounters(const Result<void>& written)
{
    if (m_unwritten.empty()) // a change failed, of which its caller hears, or what has been noted: it is in the file
        return;
    if (!written && !m_countersFail)
        m_report("quotas stay in memory until they can be written: " + written.error().describe());
    m_countersFail = !written;
}

bool SqliteStore::applyToState(const KeyChange& change)
{
    const std::string& name = change.key.name;
    switch (change.kind) {
    case KeyChange::Kind::Put:
        m_state->tableOf(name).put(change.key);
        return true;
    case KeyChange::Kind::Remove: {
        const bool removed = m_state->tableOf(name).remove(name);
        m_state->counters.reset(name);
        return removed;
    }
    case KeyChange::Kind::ResetCounters:
        m_state->counters.reset(name);
        return true;
    }
    return false;
}

Result<std::unique_ptr<StateStore>> openSqliteStore(const std::string& file, StoreReport report)
{
    if (auto prepared = prepareStorePlace(file); !prepared)
        return prepared.error();
    auto lock = StoreLock::take(file);
    if (!lock)
        return lock.error();
    auto store = std::make_unique<SqliteStore>(
        file, std::move(*lock), report ? std::move(report) : [](const std::string&) {});
    if (auto opened = store->open(); !opened)
        return opened.error();
    return std::unique_ptr<StateStore>(std::move(store));
}

std::optional<std::string> sqliteStoreOwner(const std::string& file)
{
    return StoreLock::ownerOf(file);
}

} // namespace gatereeve::gateway
