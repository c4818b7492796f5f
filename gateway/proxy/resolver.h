#pragma once

// Names of upstreams → addresses, off the loops: getaddrinfo blocks, so it runs in a thread of its own. Answers are
// kept for 30 seconds, failures for 2. An address written in digits never comes here (parseAddress).

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
    ~Resolver(); // waits for a look-up that is under way; the others get an empty answer
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    // Any thread. `done` is called on the resolver's thread, exactly once; empty: the name does not resolve.
    void resolve(const std::string& host, uint16_t port, std::function<void(std::vector<Address>)> done);

private:
    struct Question {
        std::string host;
        uint16_t port = 0;
        std::function<void(std::vector<Address>)> done;
    };
    struct Known {
        std::vector<Address> addresses;
        int64_t until = 0; // steady milliseconds
    };
    void run();
    std::vector<Address> answer(const Question& question);

    const LookUp m_lookUp;
    std::mutex m_mutex; // guards m_questions, m_stopping
    std::condition_variable m_wake;
    std::vector<Question> m_questions;
    bool m_stopping = false;
    std::unordered_map<std::string, Known> m_known; // resolver thread only
    std::thread m_thread;
};

} // namespace gatereeve::gateway
