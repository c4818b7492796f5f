#include "gateway/proxy/resolver.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <chrono>
#include <cstring>

namespace gatereeve::gateway
{
namespace
{

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

Resolver::Resolver(LookUp lookUp) : m_lookUp(std::move(lookUp)), m_thread([this] { run(); })
{
}

Resolver::~Resolver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Resolver::resolve(const std::string& host, uint16_t port, std::function<void(std::vector<Address>)> done)
{
    {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back({host, port, std::move(done)});
    }
    m_wake.notify_one();
}

void Resolver::run()
{
    for (;;) {
        std::vector<Question> questions;
        bool stopping = false;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_questions.empty(); });
            questions.swap(m_questions);
            stopping = m_stopping;
        }
        for (const Question& question : questions)
            question.done(stopping ? std::vector<Address>{} : answer(question));
        if (stopping)
            return;
    }
}

std::vector<Address> Resolver::answer(const Question& question)
{
    const std::string key = question.host + ':' + std::to_string(question.port);
    if (const auto known = m_known.find(key); known != m_known.end() && known->second.until > steadyMilliseconds())
        return known->second.addresses;

    std::vector<Address> addresses = m_lookUp(question.host, question.port);
    m_known[key] = {addresses, steadyMilliseconds() + (addresses.empty() ? FailureKeptMilliseconds : KeptMilliseconds)};
    return addresses;
}

} // namespace gatereeve::gateway
