#include "gateway/proxy/listener.h"

#include <QHostAddress>
#include <QTimer>

#include <chrono>

namespace gatereeve::gateway
{
namespace
{

// QTcpServer stops accepting for good after an error such as EMFILE unless it is told to go on.
constexpr std::chrono::milliseconds PauseAfterError(100);
constexpr int Backlog = 4096; // Qt's own is 50

} // namespace

Listener::Listener(std::vector<std::unique_ptr<Worker>>& workers, Door door, QObject* parent)
    : QTcpServer(parent),
      m_workers(workers),
      m_door(door)
{
    setListenBacklogSize(Backlog);
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(PauseAfterError, this, [this] { resumeAccepting(); }); });
}

Result<void> Listener::open(const std::string& address, uint16_t port)
{
    const QHostAddress host(QString::fromStdString(address));
    if (host.isNull())
        return Error{'"' + address + "\" is no address to listen on; write one in digits, such as 127.0.0.1", {}};
    if (listen(host, port))
        return {};
    const std::string where = address + ':' + std::to_string(port);
    if (serverError() == QAbstractSocket::AddressInUseError)
        return Error{where + " is in use by another program; stop it, or choose another listen_port", {}};
    if (serverError() == QAbstractSocket::SocketAccessError)
        return Error{where + ": no permission to listen there; choose a port above 1023", {}};
    return Error{where + ": " + errorString().toStdString(), {}};
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_workers[m_next++ % m_workers.size()]->adopt(static_cast<int>(descriptor), m_door);
}

} // namespace gatereeve::gateway
