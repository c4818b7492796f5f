#include "app/http/blockingclient.h"

namespace gatereeve::app
{

std::string requestBytes(const HttpRequest& request, const std::string& authority)
{
    std::string bytes = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    for (const auto& [name, value] : request.headers)
        bytes += name + ": " + value + "\r\n";
    if (!request.body.empty())
        bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
}

Result<void> BlockingClient::connectAnew()
{
    m_socket = std::make_unique<QSslSocket>();
    const QString host = QString::fromStdString(m_host);
    if (m_protected) {
        m_socket->setPeerVerifyMode(*m_protected == Peer::Proven ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
        m_socket->connectToHostEncrypted(host, m_port);
    } else {
        m_socket->connectToHost(host, m_port);
    }
    if (m_protected ? !m_socket->waitForEncrypted(Patience) : !m_socket->waitForConnected(Patience))
        return Error{m_host + ':' + std::to_string(m_port) + ": " + m_socket->errorString().toStdString(), {}};
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_localPort = m_socket->localPort();
    m_requests = 0;
    return {};
}

Result<HttpAnswer> BlockingClient::send(const HttpRequest& request)
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState) {
        if (const auto connected = connectAnew(); !connected)
            return connected.error();
    }
    const std::string bytes = requestBytes(request, m_host + ':' + std::to_string(m_port));
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    ++m_requests;
    ResponseReader reader(request.method == "HEAD", m_keptBody);
    for (;;) {
        if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(Patience)) {
            const bool ended = m_socket->state() != QAbstractSocket::ConnectedState;
            m_socket.reset();
            return ended ? reader.end() : Error{"no answer within 10 seconds", {}};
        }
        const QByteArray got = m_socket->readAll();
        if (auto answer = reader.add({got.constData(), static_cast<size_t>(got.size())})) {
            if (!*answer || !(*answer)->keepsAlive)
                m_socket.reset();
            return *answer;
        }
    }
}

} // namespace gatereeve::app
