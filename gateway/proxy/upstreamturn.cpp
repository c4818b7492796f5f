#include "gateway/proxy/upstreamturn.h"

#include <utility>

namespace gatereeve::gateway
{

UpstreamTurn::UpstreamTurn(UpstreamPool& pool, const Target& target) : m_pool(pool), m_service(&pool.serviceFor(target))
{
    m_isTaken = m_service->underWay < pool.limits().requests && !m_service->firstWaiting;
    m_service->underWay += m_isTaken ? 1 : 0;
}

Async<bool> UpstreamTurn::wait(Socket& client)
{
    UpstreamService& service = *m_service;
    if (service.waiting >= m_pool.limits().queue)
        co_return false;
    Reactor& reactor = m_pool.reactor();
    WaitingForTurn waiting(reactor);
    service.append(waiting);
    co_await reactor.wait(reactor.now() + m_pool.limits().patience, waiting.granted, client, Gone);
    if (!waiting.granted.isSet()) {
        service.remove(waiting);
        co_return false;
    }
    m_isTaken = true; // handed over by who ended: underWay stays what it is
    // Whoever woke us is not done yet, and a row of those who fail at once would be one deep call.
    co_await reactor.nextTurn();
    co_return true;
}

void UpstreamTurn::giveBack()
{
    if (!std::exchange(m_isTaken, false))
        return;
    if (WaitingForTurn* next = m_service->firstWaiting) {
        m_service->remove(*next);
        next->granted.set();
    } else {
        --m_service->underWay;
    }
}

} // namespace gatereeve::gateway
