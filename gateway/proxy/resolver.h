#pragma once

// Names of upstreams → addresses, off the loops: getaddrinfo blocks, so it runs in threads of its own, few of them: a
// name that nobody answers for takes one for seconds, and the others go on. Answers are kept for 30 seconds, failures
// for 2. An address written in digits never comes here (parseAddress).

#include <netinet/in.h>
#include <sys/socket.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gatereeve::gateway
{

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

// IPv4 or IPv6 in digits.
std::optional<Address> parseAddress(const std::string& host, uint16_t port);

// Blocks. Empty: the name does not resolve.
using LookUp = std::function<std::vector<Address>(const std::string& host, uint16_t port)>;
std::vector<Address> lookUpInSystem(const std::string& host, uint16_t port); // getaddrinfo

class Resolver
{
public:
    explicit Resolver(LookUp lookUp);
    ~Resolver(); // waits for look-ups that are under way; all that are not answered yet get an empty answer
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    // Any thread. `done` is called exactly once, on this thread when the answer is known, else on one of the
    // resolver's; empty: the name does not resolve.
    using Done = std::function<void(std::vector<Address>)>;
    void resolve(const std::string& host, uint16_t port, Done done);

private:
    struct Name {
        std::string host;
        uint16_t port = 0;
        std::vector<Address> addresses;
        int64_t until = 0; // steady milliseconds
        std::vector<Done> waiting;
        bool isAsked = false; // one thread at a time asks for it
    };
    void run();
    void ask(Name& name, std::unique_lock<std::mutex>& lock);

    const LookUp m_lookUp;
    std::mutex m_mutex; // guards all below but the threads
    std::condition_variable m_wake;
    std::unordered_map<std::string, Name> m_names; // by host:port; places in it stay
    std::vector<Name*> m_questions;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace gatereeve::gateway
