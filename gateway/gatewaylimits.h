#pragma once

// Every ceiling of the gateway in one place, each with what happens at it.

#include <cstddef>
#include <cstdint>

namespace gatereeve::gateway::limits
{

// A head, start line included, from a client (431) or an upstream (500). HeaderFields counts on less than 64 KiB.
inline constexpr size_t headBytes = 32 * 1024;
// The target of a request: 414.
inline constexpr size_t targetBytes = 8 * 1024;
// A method's name: 400. The longest registered one has 17 bytes.
inline constexpr size_t methodBytes = 32;
// Fields of one head: 431 from a client, 500 from an upstream.
inline constexpr size_t headerFields = 100;
// What follows the size in one chunk line: 400 or a broken answer. Nobody needs extensions; they are a way to send
// endless bytes that carry nothing.
inline constexpr size_t chunkExtensionBytes = 256;
// All chunk extensions of one message together, for the same reason.
inline constexpr size_t allChunkExtensionBytes = 16 * 1024;
// The trailer section of a chunked body: 400 or a broken answer.
inline constexpr size_t trailerBytes = 8 * 1024;

// What the gateway's own echo holds of a body at a time.
inline constexpr size_t bodyChunk = 16 * 1024;
// The body of an admin call: 413.
inline constexpr size_t adminBodyBytes = 8 << 20;
// Connections of one worker: a request on one above it gets 503 and Retry-After, and the connection ends.
inline constexpr size_t connections = 60'000;
// Beyond that many more, new ones are closed at once.
inline constexpr size_t surplusConnections = 1'000;
// Connections of one client address, over all workers: treated the same. Generous, because a load balancer in front is
// one address; of IPv6 the first 64 bits count (callercounts.h).
inline constexpr size_t connectionsOfAddress = 20'000;
// Beyond that many more, new ones of the address are closed at once.
inline constexpr size_t surplusOfAddress = 100;
// Requests under way to one target, of one worker: further ones wait, in their order.
inline constexpr size_t upstreamRequests = 8'192;
// Requests that wait for one target, of one worker: further ones get 503 and Retry-After. See queueTimeout.
inline constexpr size_t upstreamQueue = 1'024;
// Seconds after which it may look better: Retry-After.
inline constexpr int overloadPause = 1;
// Idle upstream connections of one worker and target: above it they are closed.
inline constexpr size_t pooledUpstreams = 512;
// TLS sessions of upstreams that a worker keeps: above it all are forgotten.
inline constexpr size_t keptTlsSessions = 1024;

// Reads and writes of one transfer, or pipelined requests of one connection, before the others have their turn.
inline constexpr int stepsPerTurn = 32;
// Bytes a second that a client must send of a body, or take of an answer, once slowClient has been spent on waiting for
// it: 408, or the connection breaks where the answer has begun.
inline constexpr int64_t clientPace = 1024;

// Times in milliseconds of the steady clock.
inline constexpr int64_t headTimeout = 10'000;    // 408 and close; nothing sent yet, or no TLS agreed: close
inline constexpr int64_t idleTimeout = 75'000;    // nothing sent yet, or between requests: close
inline constexpr int64_t bodyTimeout = 30'000;    // no byte moves either way: 408 or close; an admin call's body: 408
inline constexpr int64_t slowClient = 120'000;    // see clientPace
inline constexpr int64_t connectTimeout = 30'000; // 504, handshake included (gateway-behaviour.md 4)
inline constexpr int64_t queueTimeout = 5'000;    // no turn at the upstream: 503 and Retry-After
inline constexpr int64_t answerTimeout = 120'000; // no answer head, without proxy_default_timeout: 504
inline constexpr int64_t lingerTimeout = 1'000;   // the client may read an early answer before we close
inline constexpr int64_t pooledTimeout = 55'000;  // an idle upstream connection: closed
inline constexpr int64_t tunnelTimeout = 600'000; // no byte either way through an upgraded connection: close

static_assert(headBytes < 64 * 1024);
static_assert(headerFields < 255);

} // namespace gatereeve::gateway::limits

namespace gatereeve::gateway
{

// Those of the times that a test of slow peers makes short (GatewayOptions).
struct Deadlines {
    int64_t head = limits::headTimeout;
    int64_t body = limits::bodyTimeout;
    int64_t slowClient = limits::slowClient;
    int64_t connect = limits::connectTimeout;
    int64_t answer = limits::answerTimeout;
    int64_t tunnel = limits::tunnelTimeout;
    int64_t queue = limits::queueTimeout;
};

// Those of the ceilings that a test reaches.
struct Ceilings {
    size_t connections = limits::connections; // of one worker
    size_t connectionsOfAddress = limits::connectionsOfAddress;
    size_t upstreamRequests = limits::upstreamRequests;
    size_t upstreamQueue = limits::upstreamQueue;
};

} // namespace gatereeve::gateway
