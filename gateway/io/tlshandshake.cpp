#include "gateway/io/tlshandshake.h"

namespace gatereeve::gateway
{

Async<Handshake> shakeHands(Reactor& reactor, Socket& socket, SteadyMilliseconds deadline, Socket* other)
{
    for (;;) {
        const TlsStream::Step step = socket.tls()->shakeHands();
        if (step == TlsStream::Step::Failed)
            co_return Handshake::Failed;
        if (step == TlsStream::Step::Done) {
            // The peer's first bytes may have come together with the end of its handshake.
            socket.mayBe(Readable | Writable);
            co_return Handshake::Done;
        }
        const uint8_t awaited = step == TlsStream::Step::WantsRead ? Readable : Writable;
        socket.isNot(awaited);
        const Woken woken = other ? co_await reactor.wait(deadline, socket, awaited, *other, Gone)
                                  : co_await reactor.wait(deadline, socket, awaited);
        if (woken == Woken::TimedOut)
            co_return Handshake::TimedOut;
        if (other && other->is(Gone))
            co_return Handshake::Cancelled;
    }
}

} // namespace gatereeve::gateway
