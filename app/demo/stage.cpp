#include "app/demo/stage.h"

#include "app/example.h"
#include "core/engine/decisionwords.h"
#include "core/keys/keycreation.h"
#include "core/keys/ownvalues.h"
#include "core/workspace/safesave.h"
#include "gateway/store/stores.h"

#include <algorithm>

namespace gatereeve::app
{
namespace
{

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    size_t begin = 0;
    while (begin < text.size()) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

} // namespace

Stage::Stage() = default;

Stage::~Stage()
{
    if (m_gateway)
        m_gateway->stop();
}

Result<void> Stage::open()
{
    const std::string folder = m_folder.path().toStdString();
    if (auto copied = copyExample(folder, m_files); !copied)
        return copied;
    Result<Layout> layout = findLayout(folder, m_files);
    if (!layout)
        return layout.error();
    m_layout = *std::move(layout);
    const Result<std::string> text = m_files.read(m_layout.policiesFile, LargestFile);
    if (!text)
        return text.error();
    m_text = m_savedText = m_firstText = *text;
    Findings findings;
    for (const std::string& file : m_layout.apiFiles) {
        const Result<std::string> definition = m_files.read(file, LargestFile);
        if (!definition)
            return definition.error();
        if (auto api = loadApiDefinition(*definition, file, findings))
            m_apis.push_back(*std::move(api));
    }

    auto store = gateway::openSqliteStore(m_layout.stateFolder + "/keys.sqlite");
    if (!store)
        return store.error();
    gateway::GatewayOptions options;
    options.echoUpstream = true;
    gateway::Gateway::Collaborators collaborators;
    collaborators.store = *std::move(store);
    collaborators.clock = m_clock;
    collaborators.decisions = [this](std::span<const Decision> decisions, uint64_t) {
        {
            const std::lock_guard lock(m_mutex);
            m_decisions.insert(m_decisions.end(), decisions.begin(), decisions.end());
        }
        m_decided.notify_all();
    };
    m_gateway = std::make_unique<gateway::Gateway>(std::move(collaborators));
    m_policies = loadPoliciesText(m_text, m_layout.policiesFile, {}, Profile::Guide).policies;
    auto started = m_gateway->start(
        options, SnapshotCompiler::compile({++m_generation, Profile::Guide, m_layout.settings, m_policies, m_apis}));
    if (!started)
        return started.error();
    m_addresses = *started;
    m_client = std::make_unique<BlockingClient>(m_addresses.address, m_addresses.port);
    return {};
}

const Policy& Stage::policy(const std::string& name) const
{
    return m_policies.at(name)->policy;
}

Result<StoredKey> Stage::issue(const std::string& policyName, const std::string& alias, bool ownValues)
{
    Session session;
    session.orgId = policy(policyName).orgId;
    session.applyPolicies = {policyName};
    session.alias = alias;
    if (ownValues)
        session = withOwnValues(session, m_policies, Profile::Guide);
    KeyRules rules{m_policies, m_layout.settings, {}};
    rules.findApi = [this](const std::string& id) {
        const auto found =
            std::find_if(m_apis.begin(), m_apis.end(), [&](const ApiDefinition& api) { return api.apiId == id; });
        return found == m_apis.end() ? nullptr : &*found;
    };
    rules.now = m_clock->now();
    rules.randomId = randomKeyId;
    auto made = createKey(session, {}, rules);
    if (const auto* refusal = std::get_if<KeyRefusal>(&made))
        return Error{refusal->message, {}};
    const StoredKey& key = std::get<StoredKey>(made);
    if (const auto stored = m_gateway->keys().put(key); !stored)
        return stored.error();
    return key;
}

Result<Shown> Stage::send(const StoredKey& key, const std::string& method, const std::string& target)
{
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = {{"Authorization", "Bearer " + key.text}};
    auto answer = m_client->send(request);
    if (!answer)
        return answer.error();
    const Decision decision = decisionOf(m_client->localPort(), m_client->requestOfConnection());
    return Shown{*std::move(answer), decision, summaryOf(decision).english()};
}

// The decision comes a moment after the answer, through the worker's ring.
Decision Stage::decisionOf(uint16_t port, uint32_t request)
{
    std::unique_lock lock(m_mutex);
    std::vector<Decision>::iterator found;
    const bool there = m_decided.wait_for(lock, std::chrono::seconds(5), [&] {
        found = std::find_if(m_decisions.begin(), m_decisions.end(), [&](const Decision& decision) {
            return decision.clientPort == port && decision.requestOfConnection == request;
        });
        return found != m_decisions.end();
    });
    if (!there)
        return {};
    const Decision decision = *found;
    m_decisions.clear();
    return decision;
}

Result<void> Stage::edit(const std::string& policyName,
                         const std::vector<std::pair<std::vector<std::string>, std::string>>& members)
{
    json::Edits edits;
    const auto document = json::Document::parse(m_text);
    if (!document)
        return document.error();
    const auto root = document->root().member(policyName);
    if (!root)
        return Error{"no policy " + policyName, {}};
    for (const auto& [path, value] : members) {
        json::Value object = *root;
        for (size_t i = 0; i + 1 < path.size(); ++i) {
            const auto child = object.member(path[i]);
            if (!child)
                return Error{"no member " + path[i], object.place()};
            object = *child;
        }
        edits.push_back(json::setMember(object, path.back(), value));
    }
    std::sort(edits.begin(), edits.end(), [](const json::Edit& a, const json::Edit& b) { return a.offset < b.offset; });
    m_edits.emplace_back(edits, json::inverted(m_text, edits));
    m_text = json::applied(m_text, edits);
    return publish();
}

Result<void> Stage::undo()
{
    m_text = json::applied(m_text, m_edits.back().second);
    m_edits.pop_back();
    return publish();
}

Result<void> Stage::publish()
{
    const PolicyLoad load = loadPoliciesText(m_text, m_layout.policiesFile, m_policies, Profile::Guide);
    if (!load.problems.empty())
        return Error{load.problems.front().message.english(), load.problems.front().place};
    m_policies = load.policies;
    m_gateway->publish(
        SnapshotCompiler::compile({++m_generation, Profile::Guide, m_layout.settings, m_policies, m_apis}));
    return {};
}

Result<void> Stage::save()
{
    auto saved = saveSafely(m_files, m_layout.policiesFile, m_text, m_layout.stateFolder + "/journal");
    if (saved)
        m_savedText = m_text;
    return saved;
}

Result<std::vector<std::string>> Stage::changedLines() const
{
    const Result<std::string> onDisk = m_files.read(m_layout.policiesFile, LargestFile);
    if (!onDisk)
        return onDisk.error();
    const std::vector<std::string> before = linesOf(m_firstText), after = linesOf(*onDisk);
    if (before.size() != after.size())
        return Error{
            "the file has " + std::to_string(after.size()) + " lines instead of " + std::to_string(before.size()), {}};
    std::vector<std::string> changed;
    for (size_t i = 0; i < before.size(); ++i) {
        if (before[i] != after[i]) {
            changed.push_back("- " + before[i]);
            changed.push_back("+ " + after[i]);
        }
    }
    return changed;
}

void Stage::jumpTo(Nanoseconds time)
{
    m_gateway->setClock({ClockSetting::Mode::At, 1.0, time});
}

void Stage::standAt(Nanoseconds time)
{
    m_gateway->setClock({ClockSetting::Mode::Paused, 1.0, time});
}

void Stage::backToRealTime()
{
    m_gateway->setClock({});
}

} // namespace gatereeve::app
