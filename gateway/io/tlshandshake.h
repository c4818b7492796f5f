#pragma once

// The handshake of a protected socket as a step of a coroutine: nobody else waits for a slow peer.

#include "gateway/io/reactor.h"
#include "gateway/io/tlsstream.h"

namespace gatereeve::gateway
{

enum class Handshake : uint8_t {
    Done,
    Failed, // the stream's failure() says why
    TimedOut,
    Cancelled // the other socket has gone
};

// `socket` has been protected. `other`: whose client waits for this, or null.
Async<Handshake> shakeHands(Reactor& reactor, Socket& socket, SteadyMilliseconds deadline, Socket* other);

} // namespace gatereeve::gateway
