#pragma once

// Sends the requests of the Try page to the gateway over real connections: one request at a time on each, several
// connections at once, kept open between requests. Main thread; answers come by signal, never before send() returns.

#include "app/http/responsereader.h"
#include "ui/gatewaycontrol.h"

#include <QElapsedTimer>
#include <QTcpSocket>

#include <deque>

namespace gatereeve::app
{

class TryConnection;

class TryClient final : public QObject
{
    Q_OBJECT
public:
    explicit TryClient(QObject* parent = nullptr);
    ~TryClient() override;

    // A gateway has started and listens there; connections to the one before are closed, their requests end.
    void setAddress(const QString& host, uint16_t port);
    void send(const ui::TryRequest& request);

Q_SIGNALS:
    void answered(const gatereeve::ui::TryAnswer& answer);

private:
    static constexpr size_t Connections = 16;

    void next();
    QString m_host;
    uint16_t m_port = 0;
    std::deque<ui::TryRequest> m_waiting;
    std::vector<std::unique_ptr<TryConnection>> m_connections;
};

// One connection of a TryClient.
class TryConnection final : public QObject
{
    Q_OBJECT
public:
    TryConnection(QString host, uint16_t port);

    bool isFree() const { return !m_reader; }
    void send(const ui::TryRequest& request);
    void abandon(); // a request under way ends with an error

Q_SIGNALS:
    void finished(const gatereeve::ui::TryAnswer& answer);

private:
    void write();
    void read();
    void end(const Result<HttpAnswer>& answer);

    const QString m_host;
    const uint16_t m_port;
    QTcpSocket m_socket;
    ui::TryRequest m_request;
    std::optional<ResponseReader> m_reader; // a request is under way
    QElapsedTimer m_since;
    uint32_t m_requests = 0; // on the present connection
};

} // namespace gatereeve::app
