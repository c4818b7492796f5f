#pragma once

// A socket that listens on a free port of 127.0.0.1, for the services that tests stand behind a gateway.

#include <cstdint>

#include <netinet/in.h>
#include <sys/socket.h>

namespace gatereeve::gateway
{

struct LoopbackListener {
    int descriptor = -1; // the caller's to close
    uint16_t port = 0;
};

// `flags`: of socket(2), beside SOCK_CLOEXEC.
inline LoopbackListener listenOnLoopback(int flags = 0)
{
    LoopbackListener listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener.descriptor, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(listener.descriptor, 64);
    ::getsockname(listener.descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    listener.port = ntohs(address.sin_port);
    return listener;
}

} // namespace gatereeve::gateway
