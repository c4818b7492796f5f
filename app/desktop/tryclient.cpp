#include "app/desktop/tryclient.h"

#include "app/http/blockingclient.h"

#include <algorithm>
#include <utility>

namespace gatereeve::app
{

TryClient::TryClient(QObject* parent) : QObject(parent)
{
}

TryClient::~TryClient() = default;

// A gateway that was started anew may have the address of the one before; its connections are not.
void TryClient::setAddress(const QString& host, uint16_t port)
{
    m_host = host;
    m_port = port;
    const auto waiting = std::exchange(m_waiting, {}); // they were for the gateway that was there
    for (const auto& connection : std::exchange(m_connections, {}))
        connection->abandon();
    for (const ui::TryRequest& request : waiting) {
        ui::TryAnswer answer;
        answer.id = request.id;
        answer.error = tr("the gateway was started anew before it was sent");
        Q_EMIT answered(answer);
    }
}

void TryClient::send(const ui::TryRequest& request)
{
    m_waiting.push_back(request);
    QMetaObject::invokeMethod(
        this, [this] { next(); }, Qt::QueuedConnection);
}

void TryClient::next()
{
    while (!m_waiting.empty()) {
        const auto free =
            std::ranges::find_if(m_connections, [](const auto& connection) { return connection->isFree(); });
        if (free == m_connections.end()) {
            if (m_connections.size() >= Connections)
                return;
            auto connection = std::make_unique<TryConnection>(m_host, m_port);
            connect(connection.get(), &TryConnection::finished, this, [this](const ui::TryAnswer& answer) {
                Q_EMIT answered(answer);
                next();
            });
            m_connections.push_back(std::move(connection));
            continue;
        }
        const ui::TryRequest request = std::move(m_waiting.front());
        m_waiting.pop_front();
        (*free)->send(request);
    }
}

TryConnection::TryConnection(QString host, uint16_t port) : m_host(std::move(host)), m_port(port)
{
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_requests = 0;
        write();
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] { read(); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (!m_reader)
            return; // closed while idle
        if (m_socket.error() == QAbstractSocket::RemoteHostClosedError)
            end(m_reader->end());
        else
            end(Error{m_socket.errorString().toStdString(), {}});
    });
}

void TryConnection::send(const ui::TryRequest& request)
{
    m_request = request;
    m_reader.emplace(request.method == "HEAD");
    m_since.start();
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        write();
    else
        m_socket.connectToHost(m_host, m_port);
}

void TryConnection::abandon()
{
    if (m_reader)
        end(Error{"the gateway was started anew before it answered", {}});
}

void TryConnection::write()
{
    HttpRequest request;
    request.method = m_request.method.toStdString();
    request.target = m_request.target.toStdString();
    for (const auto& [name, value] : m_request.headers)
        request.headers.emplace_back(name.toStdString(), value.toStdString());
    request.body = m_request.body.toStdString();
    ++m_requests;
    const std::string bytes = requestBytes(request, m_host.toStdString() + ':' + std::to_string(m_port));
    m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void TryConnection::read()
{
    const QByteArray bytes = m_socket.readAll();
    if (!m_reader)
        return;
    if (const auto answer = m_reader->add({bytes.constData(), static_cast<size_t>(bytes.size())}))
        end(*answer);
}

void TryConnection::end(const Result<HttpAnswer>& result)
{
    ui::TryAnswer answer;
    answer.id = m_request.id;
    answer.duration = m_since.nsecsElapsed();
    answer.clientPort = m_socket.localPort();
    answer.requestOfConnection = m_requests;
    if (result) {
        answer.status = static_cast<uint16_t>(result->status);
        for (const auto& [name, value] : result->headers)
            answer.headers.append({QByteArray::fromStdString(name), QByteArray::fromStdString(value)});
        answer.body = QByteArray::fromStdString(result->body);
        answer.bodyCut = result->bodyCut;
    } else {
        answer.error = QString::fromStdString(result.error().text);
    }
    m_reader.reset();
    if (!result || !result->keepsAlive)
        m_socket.abort();
    Q_EMIT finished(answer);
}

} // namespace gatereeve::app
