#pragma once

// The built-in service that can stand in for the targets of any workspace (DESIGN, decision 14): answers 200 with what
// it received, as JSON {"server", "method", "target", "headers", "body"}. A real server on 127.0.0.1 and a free port,
// in a thread of its own, so that nothing else on the path of a request differs.

#include "core/engine/target.h"
#include "core/result.h"
#include "gateway/io/reactor.h"

#include <memory>
#include <thread>

namespace gatereeve::gateway
{

class EchoUpstream final
{
public:
    static Result<std::unique_ptr<EchoUpstream>> start();
    ~EchoUpstream(); // cuts what is still open
    EchoUpstream(const EchoUpstream&) = delete;
    EchoUpstream& operator=(const EchoUpstream&) = delete;

    Target target() const;

private:
    struct Connection;
    explicit EchoUpstream(int listener, uint16_t port);
    Task acceptAll();
    Task serve(int descriptor);
    Async<bool> answerOne(Connection& connection);

    Reactor m_reactor;
    int m_listener;
    uint16_t m_port;
    std::unique_ptr<Socket> m_door;
    Connection* m_connections = nullptr;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace gatereeve::gateway
