#pragma once

// The turn of one request at an upstream: so many of one worker may be under way to a target, a few more wait in the
// order in which they came, the rest is refused (limits::upstreamRequests, upstreamQueue). Counted by each worker for
// itself, like its connections: no lock, no atomic word, and whoever ends wakes the next one of the same loop. Given
// back when this is destroyed. One thread.

#include "gateway/proxy/upstreampool.h"

namespace gatereeve::gateway
{

class UpstreamTurn
{
public:
    // Takes it at once where nobody has to wait.
    UpstreamTurn(UpstreamPool& pool, const Target& target);
    ~UpstreamTurn() { giveBack(); }
    UpstreamTurn(const UpstreamTurn&) = delete;
    UpstreamTurn& operator=(const UpstreamTurn&) = delete;

    bool isTaken() const { return m_isTaken; }
    // Until it is this one's turn. False: too many wait, it took too long, or `client` is gone.
    Async<bool> wait(Socket& client);
    void giveBack();
    UpstreamService& service() { return *m_service; }

private:
    UpstreamPool& m_pool;
    UpstreamService* m_service;
    bool m_isTaken = false;
};

} // namespace gatereeve::gateway
