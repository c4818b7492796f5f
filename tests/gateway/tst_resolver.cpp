// Names → addresses: who waits for whom.

#include "gateway/proxy/resolver.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace gatereeve::gateway;

class TestResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slowNamesHoldUpNoOthers();
    void sameNameIsAskedOnce();
    void answersAreKept();
    void endsWithAnswersForAll();
};

namespace
{

const std::vector<Address> Found(1, *parseAddress("192.0.2.1", 80));

std::future<size_t> countOf(Resolver& resolver, const std::string& host)
{
    auto count = std::make_shared<std::promise<size_t>>();
    resolver.resolve(host, 80, [count](const std::vector<Address>& addresses) { count->set_value(addresses.size()); });
    return count->get_future();
}

} // namespace

void TestResolver::slowNamesHoldUpNoOthers()
{
    std::promise<void> released;
    const std::shared_future<void> release = released.get_future().share();
    Resolver resolver([&](const std::string& host, uint16_t) {
        if (host == "slow")
            release.wait();
        return Found;
    });
    std::vector<std::future<size_t>> slow;
    for (int i = 0; i < 20; ++i)
        slow.push_back(countOf(resolver, "slow"));
    QCOMPARE(countOf(resolver, "quick").get(), size_t(1)); // or never
    released.set_value();
    for (auto& one : slow)
        QCOMPARE(one.get(), size_t(1));
}

void TestResolver::sameNameIsAskedOnce()
{
    std::atomic<int> asked = 0;
    std::promise<void> released;
    const std::shared_future<void> release = released.get_future().share();
    Resolver resolver([&](const std::string&, uint16_t) {
        ++asked;
        release.wait();
        return Found;
    });
    auto first = countOf(resolver, "one"), second = countOf(resolver, "one");
    released.set_value();
    QCOMPARE(first.get() + second.get(), size_t(2));
    QCOMPARE(asked.load(), 1);
}

void TestResolver::answersAreKept()
{
    std::atomic<int> asked = 0;
    Resolver resolver([&](const std::string& host, uint16_t) {
        ++asked;
        return host == "none" ? std::vector<Address>() : Found;
    });
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(countOf(resolver, "one").get(), size_t(1));
        QCOMPARE(countOf(resolver, "none").get(), size_t(0));
    }
    QCOMPARE(asked.load(), 2);
}

void TestResolver::endsWithAnswersForAll()
{
    std::promise<void> released;
    const std::shared_future<void> release = released.get_future().share();
    auto resolver = std::make_unique<Resolver>([&](const std::string&, uint16_t) {
        release.wait();
        return Found;
    });
    std::vector<std::future<size_t>> answers;
    for (int i = 0; i < 50; ++i) // more than there are threads
        answers.push_back(countOf(*resolver, std::to_string(i)));
    released.set_value();
    resolver.reset();
    for (auto& answer : answers)
        QVERIFY(answer.get() <= 1);
}

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
