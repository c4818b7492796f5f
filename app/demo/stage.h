#pragma once

// Where the demo plays: a copy of the example workspace in a temporary folder, a gateway of its own on free ports, a
// client. Edits go through the lossless editor into the open text and are enforced before they are saved. Main thread.

#include "app/disk/posixfilesystem.h"
#include "app/http/blockingclient.h"
#include "core/json/edit.h"
#include "core/workspace/layout.h"
#include "gateway/gateway.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <mutex>

namespace gatereeve::app
{

// What came of a request: the answer and the gateway's decision about it.
struct Shown {
    HttpAnswer answer;
    Decision decision;
    std::string why; // the decision in one sentence
};

class Stage final
{
public:
    Stage();
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    Result<void> open();
    const gateway::GatewayAddresses& addresses() const { return m_addresses; }
    uint64_t generation() const { return m_generation; }
    const PolicySet& policies() const { return m_policies; }
    const Policy& policy(const std::string& name) const;

    // A key of the policy, issued by the rules of the admin API; `ownValues` writes the policy's limits and rights into
    // the key as its own.
    Result<StoredKey> issue(const std::string& policy, const std::string& alias, bool ownValues);
    Result<Shown> send(const StoredKey& key, const std::string& method, const std::string& target);

    // Sets members of a policy in the open text (path below the policy → JSON) and publishes. Not saved.
    Result<void> edit(const std::string& policy,
                      const std::vector<std::pair<std::vector<std::string>, std::string>>& members);
    Result<void> undo();
    bool isSaved() const { return m_text == m_savedText; }
    Result<void> save();
    // The lines of the file that differ from when it was opened: "- old", "+ new".
    Result<std::vector<std::string>> changedLines() const;

    Nanoseconds now() const { return m_clock->now(); }
    void jumpTo(Nanoseconds time);  // and on from there
    void standAt(Nanoseconds time); // paused
    void backToRealTime();

private:
    Result<void> publish();
    Decision decisionOf(uint16_t port, uint32_t request);

    QTemporaryDir m_folder;
    PosixFileSystem m_files;
    Layout m_layout;
    std::vector<ApiDefinition> m_apis;
    PolicySet m_policies;
    std::string m_text, m_savedText, m_firstText;
    std::vector<std::pair<json::Edits, json::Edits>> m_edits; // done, and what takes it back
    uint64_t m_generation = 0;
    SystemClock m_systemClock;
    std::shared_ptr<AdjustableClock> m_clock = std::make_shared<AdjustableClock>(m_systemClock);
    std::mutex m_mutex; // guards m_decisions, which the control thread fills
    std::condition_variable m_decided;
    std::vector<Decision> m_decisions;
    gateway::GatewayAddresses m_addresses;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<BlockingClient> m_client;
};

} // namespace gatereeve::app
