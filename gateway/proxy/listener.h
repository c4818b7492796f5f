#pragma once

// Accepts connections in the control thread and hands their descriptors to the workers in turn (DESIGN, decision 1).

#include "gateway/proxy/worker.h"

#include <QTcpServer>

namespace gatereeve::gateway
{

class Listener final : public QTcpServer
{
    Q_OBJECT
public:
    // `workers` outlive it.
    Listener(std::vector<std::unique_ptr<Worker>>& workers, Door door, QObject* parent = nullptr);

    // Error: the system's reason and the next step.
    Result<void> open(const std::string& address, uint16_t port);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::vector<std::unique_ptr<Worker>>& m_workers;
    const Door m_door;
    size_t m_next = 0;
};

} // namespace gatereeve::gateway
