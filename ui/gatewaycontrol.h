#pragma once

// How the window talks to the gateway without knowing it: state, clock, echo upstream, requests to try, decisions.
// `app` implements it over the embedded gateway, tests with a fake. Everything happens in the main thread; nothing here
// blocks.

#include "core/clock.h"
#include "core/engine/decision.h"
#include "core/engine/limits.h"
#include "core/engine/snapshot.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <utility>

namespace gatereeve::ui
{

struct GatewayState {
    enum class Kind : uint8_t { Stopped, Starting, Running, Failed };
    Kind kind = Kind::Stopped;
    QString address;         // "127.0.0.1:8080"; empty unless running
    QString reason;          // why it failed, with the next step; or what to know while it runs ("8080 was taken")
    uint64_t generation = 0; // enforced; 0: none
    // The newest edit did not compile: `generation` stays enforced and this says why. Empty: what is shown is enforced.
    QString notEnforced;

    bool operator==(const GatewayState&) const = default;
};

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

// A request of the Try page. The implementation adds Host and Content-Length, nothing else.
struct TryRequest {
    uint64_t id = 0; // chosen by the sender; comes back in the answer
    QByteArray method;
    QByteArray target; // path with query, as sent
    HeaderList headers;
    QByteArray body;
};

struct TryAnswer {
    uint64_t id = 0;
    uint16_t status = 0; // 0: no answer, and `error` says why
    QString error;
    HeaderList headers;
    QByteArray body; // at most the first 256 KiB
    bool bodyCut = false;
    Nanoseconds duration = 0;
    // What joins it to its decision: Decision::clientPort and Decision::requestOfConnection.
    uint16_t clientPort = 0;
    uint32_t requestOfConnection = 0;
};

class GatewayControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual GatewayState state() const = 0;
    virtual void setRunning(bool on) = 0;

    // The gateway's time. Asking the user before an overlay is dropped is the window's business.
    virtual Nanoseconds now() const = 0;
    virtual ClockSetting clock() const = 0;
    virtual void setClock(const ClockSetting& setting) = 0;

    // Whether the built-in echo answers for all targets. The implementation keeps the switch in the workspace's
    // settings (an undoable edit) and follows them.
    virtual bool echoUpstream() const = 0;
    virtual void setEchoUpstream(bool on) = 0;

    // Answered exactly once by answered(), never before this returns.
    virtual void send(const TryRequest& request) = 0;

    // The snapshot of a generation as long as it is kept, else null: what a decision's words are made with.
    virtual std::shared_ptr<const Snapshot> snapshot(uint64_t generation) const = 0;
    // What a key has used of its quota in a scope (Session: allowanceScope of the effective right; "" is the key's
    // own).
    virtual CountedSince quotaUsed(const QString& keyName, const QString& scope) const = 0;
    // Decisions lost since the start because nobody came for them in time.
    virtual uint64_t droppedDecisions() const = 0;

Q_SIGNALS:
    void stateChanged();
    void clockChanged();
    void echoUpstreamChanged();
    void answered(const gatereeve::ui::TryAnswer& answer);
    // A batch in the order of the worker that decided; at most 50 ms after the first of it.
    void decided(const QList<gatereeve::Decision>& decisions);
};

} // namespace gatereeve::ui
