#include "gateway/proxy/resolver.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <chrono>
#include <cstring>
#include <utility>

namespace gatereeve::gateway
{
namespace
{

constexpr int Threads = 4;
constexpr int64_t KeptMilliseconds = 30'000;
// Asking for a name that nobody answers takes long: all requests that wait for it share one such wait.
constexpr int64_t FailureKeptMilliseconds = 2'000;

int64_t steadyMilliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

template <typename Sockaddr>
Address addressOf(const Sockaddr& sockaddr)
{
    Address address;
    std::memcpy(&address.storage, &sockaddr, sizeof sockaddr);
    address.size = sizeof sockaddr;
    return address;
}

} // namespace

std::optional<Address> parseAddress(const std::string& host, uint16_t port)
{
    sockaddr_in v4{};
    if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        return addressOf(v4);
    }
    sockaddr_in6 v6{};
    if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        return addressOf(v6);
    }
    return std::nullopt;
}

std::vector<Address> lookUpInSystem(const std::string& host, uint16_t port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    std::vector<Address> addresses;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return addresses;
    for (const addrinfo* one = found; one; one = one->ai_next) {
        Address address;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.size = one->ai_addrlen;
        addresses.push_back(address);
    }
    freeaddrinfo(found);
    return addresses;
}

Resolver::Resolver(LookUp lookUp) : m_lookUp(std::move(lookUp))
{
    for (int i = 0; i < Threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

Resolver::~Resolver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
    for (auto& [key, name] : m_names) {
        for (const Done& done : name.waiting)
            done({});
    }
}

void Resolver::resolve(const std::string& host, uint16_t port, Done done)
{
    std::unique_lock lock(m_mutex);
    Name& name = m_names[host + ':' + std::to_string(port)];
    if (name.until > steadyMilliseconds()) {
        std::vector<Address> known = name.addresses;
        lock.unlock();
        done(std::move(known));
        return;
    }
    name.waiting.push_back(std::move(done));
    if (std::exchange(name.isAsked, true))
        return;
    name.host = host;
    name.port = port;
    m_questions.push_back(&name);
    m_wake.notify_one();
}

void Resolver::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_questions.empty(); });
        if (m_stopping)
            return;
        Name& name = *m_questions.front();
        m_questions.erase(m_questions.begin());
        ask(name, lock);
    }
}

void Resolver::ask(Name& name, std::unique_lock<std::mutex>& lock)
{
    lock.unlock();
    std::vector<Address> found = m_lookUp(name.host, name.port); // nobody changes these while isAsked
    lock.lock();
    name.addresses = found;
    name.until = steadyMilliseconds() + (found.empty() ? FailureKeptMilliseconds : KeptMilliseconds);
    name.isAsked = false;
    const std::vector<Done> waiting = std::exchange(name.waiting, {});
    lock.unlock();
    for (const Done& done : waiting)
        done(found);
    lock.lock();
}

} // namespace gatereeve::gateway
