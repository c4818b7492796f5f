#pragma once

// An upgraded connection (RFC 9110 7.8): bytes go both ways as they are until both sides have ended. Each way has one
// buffer in hand, so that a slow side slows the other.

#include "gateway/io/reactor.h"
#include "gateway/proxy/exchange.h"

namespace gatereeve::gateway
{

// Passes on what both buffers of `exchange` hold already, and then whatever comes. Returns true when both directions
// have ended; false when one broke, or `idleFor` milliseconds have brought no byte either way. Who wants to end it
// shuts both sockets down.
Async<bool> tunnel(Reactor& reactor, Exchange& exchange, Socket& client, Socket& upstream, SteadyMilliseconds idleFor);

} // namespace gatereeve::gateway
