#include "fakegateway.h"

#include "core/engine/policyapplier.h"

#include <QTimer>

#include <algorithm>

namespace gatereeve::tests
{

FakeGateway::FakeGateway(AdjustableClock& clock) : m_clock(clock)
{
    m_state.kind = ui::GatewayState::Kind::Running;
    m_state.address = QStringLiteral("127.0.0.1:8080");
}

void FakeGateway::setWorkspace(models::Workspace* workspace)
{
    m_workspace = workspace;
    if (!workspace)
        return;
    connect(workspace, &models::Workspace::edited, this, &FakeGateway::publish);
    connect(workspace, &models::Workspace::settingsChanged, this, &FakeGateway::echoUpstreamChanged);
    publish();
}

void FakeGateway::setState(const ui::GatewayState& state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void FakeGateway::setRunning(bool on)
{
    m_state.kind = on ? ui::GatewayState::Kind::Running : ui::GatewayState::Kind::Stopped;
    Q_EMIT stateChanged();
}

void FakeGateway::setClock(const ClockSetting& setting)
{
    m_clock.set(setting);
    Q_EMIT clockChanged();
}

void FakeGateway::setEchoUpstream(bool on)
{
    (void)m_workspace->setEchoUpstream(on);
}

void FakeGateway::publish()
{
    ++m_state.generation;
    m_snapshots[m_state.generation] = SnapshotCompiler::compile(m_workspace->snapshotInput(m_state.generation));
    Q_EMIT stateChanged();
}

std::shared_ptr<const Snapshot> FakeGateway::snapshot(uint64_t generation) const
{
    const auto place = m_snapshots.find(generation);
    return place == m_snapshots.end() ? nullptr : place->second;
}

CountedSince FakeGateway::quotaUsed(const QString& keyName, const QString& scope) const
{
    const auto place = m_quotas.find({keyName.toStdString(), scope.toStdString()});
    return place == m_quotas.end() ? CountedSince{} : place->second;
}

void FakeGateway::send(const ui::TryRequest& request)
{
    ++sent;
    Outcome outcome = decide(request);
    if (outcome.decision.passed())
        ++reachedUpstream;
    outcome.decision.clientPort = m_nextPort++;
    outcome.decision.requestOfConnection = 1;
    ui::TryAnswer answer;
    answer.id = request.id;
    answer.status = outcome.decision.status;
    answer.duration = 400'000;
    answer.headers = {{"Content-Type", "application/json"}};
    answer.body =
        outcome.decision.passed() ? QByteArray(R"({"method": "GET"})") : R"({"error": ")" + outcome.message + R"("})";
    answer.clientPort = outcome.decision.clientPort;
    answer.requestOfConnection = 1;
    QTimer::singleShot(0, this, [this, answer, decision = outcome.decision] {
        Q_EMIT answered(answer);
        Q_EMIT decided({decision});
    });
}

FakeGateway::Outcome FakeGateway::decide(const ui::TryRequest& request)
{
    Outcome outcome;
    Decision& decision = outcome.decision;
    decision.time = now();
    decision.generation = m_state.generation;
    decision.method.set(request.method.toStdString());
    decision.path.set(request.target.toStdString());
    decision.durationMicroseconds = 400;
    const auto stop = [&](Check check, Cause cause, uint16_t status, const char* message) {
        decision.stoppedAt = check;
        decision.cause = cause;
        decision.status = status;
        outcome.message = message;
        return outcome;
    };
    const CompiledApi* api = m_snapshots[m_state.generation]->route(request.target.toStdString());
    if (!api)
        return stop(Check::Route, Cause::NoListenPath, 404, "Not Found");
    decision.apiIndex = uint32_t(api->index);
    const StoredKey* key = nullptr;
    for (const StoredKey& candidate : m_workspace->keyList().keys()) {
        for (const auto& [name, value] : request.headers) {
            if (!candidate.text.empty() && value.toStdString() == candidate.text)
                key = &candidate;
        }
    }
    if (!key)
        return stop(Check::Token, Cause::NoToken, 401, "Authorization field missing");
    decision.key.set(key->name);
    decision.keyTail.set(key->text.substr(key->text.size() - 4));
    decision.expires = key->session.expires;
    const EffectiveSession effective =
        applyPolicies(key->session, {m_workspace->policies(), std::nullopt, m_workspace->profile()});
    if (!effective.ok())
        return stop(Check::Policies, Cause::PolicyMissing, 403, effective.refusal->text.c_str());
    if (effective.session.isInactive)
        return stop(Check::Inactive, Cause::KeyInactive, 403, "Key is inactive, please renew");
    if (key->session.expires > 0 && toSeconds(now()) > key->session.expires)
        return stop(Check::Expiry, Cause::KeyExpired, 401, "Key has expired, please renew");
    const auto right = effective.session.accessRights.find(api->definition.apiId);
    if (right == effective.session.accessRights.end())
        return stop(Check::Rights, Cause::ApiNotGranted, 403, "Access to this API has been disallowed");
    decision.status = 200;
    limit(outcome, *key, right->second);
    return outcome;
}

void FakeGateway::limit(Outcome& outcome, const StoredKey& key, const AccessRight& right)
{
    Decision& decision = outcome.decision;
    const Limit limit = right.limit.value_or(Limit{});
    const auto place = std::make_pair(key.name, right.allowanceScope);
    const RateRule rate = rateRule(limit.rate, limit.per).value_or(RateRule{});
    const Counted counted = countRate(rate, m_rates[place], now());
    m_rates[place] = counted.after;
    decision.rateCount = counted.after.count;
    decision.rateMaximum = rate.requests;
    decision.rateWindow = rate.window;
    decision.rateEnds = counted.ends;
    if (!counted.passed) {
        decision.stoppedAt = Check::Rate;
        decision.cause = Cause::RateExceeded;
        if (!key.session.applyPolicies.empty())
            decision.policy.set(key.session.applyPolicies.front());
        decision.status = 429;
        outcome.message = "Rate limit exceeded";
        return;
    }
    const QuotaRule quota = quotaRule(limit.quotaMax, limit.quotaRenewalRate);
    const Counted used = countQuota(quota, m_quotas[place], now());
    m_quotas[place] = used.after;
    decision.quotaCount = used.after.count;
    decision.quotaMaximum = quota.maximum;
    decision.quotaEnds = used.ends;
    if (used.passed)
        return;
    decision.stoppedAt = Check::Quota;
    decision.cause = Cause::QuotaExceeded;
    decision.status = 403;
    outcome.message = "Quota exceeded";
}

} // namespace gatereeve::tests
