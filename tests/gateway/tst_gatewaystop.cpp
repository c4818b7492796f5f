// Stopping, starting and changing the gateway while requests and other changes are under way.

#include "tests/support/gatewayfixture.h"

#include <QTest>

#include <future>
#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";
const std::string Request = "GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n";

// A listening port whose queue is full: whoever connects to it waits. That is how Linux treats a backlog of 0 with one
// connection in it.
class FullPort
{
public:
    FullPort() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(m_listener, 0);
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_first = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::connect(m_first, reinterpret_cast<const sockaddr*>(&address), size);
    }
    ~FullPort()
    {
        ::close(m_first);
        ::close(m_listener);
    }
    FullPort(const FullPort&) = delete;
    FullPort& operator=(const FullPort&) = delete;
    uint16_t port() const { return m_port; }

private:
    int m_listener, m_first = -1;
    uint16_t m_port = 0;
};

// A request that was sent before this returns is under way: the one worker takes them in their order.
void letItBegin(GatewayFixture& f)
{
    QCOMPARE(f.get("/hello").status, 200);
}

} // namespace

class TestGatewayStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsAThrottledRequest();
    void cutsAConnectUnderWay();
    void cutsALookUpUnderWay();
    void leavesNoPublisherBehind();
    void realCountersNeverSeeAnotherTime();
    void keepsTheOverlay();
};

void TestGatewayStop::cutsAThrottledRequest()
{
    GatewayFixture f;
    Policy throttled = GatewayFixture::policy(1, 3600, -1);
    throttled.throttleInterval = 1e300; // an hour would do; no number may break the waiting
    throttled.throttleRetryLimit = 1000;
    f.addPolicy("trial", throttled);
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    QCOMPARE(client.exchange(Request).status, 200);
    QVERIFY(client.send(Request));
    letItBegin(f);
    f.gateway->stop(0);
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision(3).cause, Cause::ClientGone);
    QCOMPARE(f.upstream.requests(), 1);
}

void TestGatewayStop::cutsAConnectUnderWay()
{
    const FullPort full;
    GatewayFixture f;
    f.apis.push_back(f.api("orders", "/orders/"));
    f.apis.back().targetUrl = "http://127.0.0.1:" + std::to_string(full.port());
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    QVERIFY(client.send(Request));
    letItBegin(f);
    f.gateway->stop(0);
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision(2).cause, Cause::ClientGone);
}

// The system takes its time over names that nobody answers for.
void TestGatewayStop::cutsALookUpUnderWay()
{
    std::promise<void> asked, released;
    GatewayFixture f;
    f.lookUp = [&](const std::string&, uint16_t) {
        asked.set_value();
        released.get_future().wait();
        return std::vector<Address>();
    };
    f.apis.push_back(f.api("orders", "/orders/"));
    f.apis.back().targetUrl = "http://nowhere.example";
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    QVERIFY(client.send(Request));
    asked.get_future().wait();
    f.gateway->stop(0);
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision().cause, Cause::ClientGone);
    released.set_value();
}

// publish(), setClock() and setEchoUpstream() are for any thread at any time (gateway.h), so also for one that knows
// nothing of a stop.
void TestGatewayStop::leavesNoPublisherBehind()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start(2);
    f.addKeyOf("trial");
    std::atomic<bool> ending = false;
    std::thread publisher([&] {
        for (bool on = false; !ending; on = !on) {
            f.publish();
            f.gateway->setEchoUpstream(on);
            f.gateway->setClock({on ? ClockSetting::Mode::Scaled : ClockSetting::Mode::Real});
        }
    });
    std::optional<Result<GatewayAddresses>> again;
    for (int i = 0; i < 20; ++i) {
        f.gateway->stop(1);
        again = f.gateway->start(f.options, f.gateway->snapshot());
        if (!again->ok())
            break;
    }
    ending = true;
    publisher.join();
    QVERIFY(again->ok());
    f.gateway->setEchoUpstream(false);
    f.policies.clear();
    f.publish(); // reaches the workers of the last start: the key's policy is gone
    f.port = (*again)->port;
    QCOMPARE(f.get("/orders/", Key).status, 403);
}

// contracts.md, Clock: what happens while time is not real stays in the overlay. Also what happens at the very moment
// of the change.
void TestGatewayStop::realCountersNeverSeeAnotherTime()
{
    GatewayFixture f;
    f.options.echoUpstream = true;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, 1'000'000'000));
    f.start(2);
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, 200);
    const Nanoseconds begun = f.gateway->quotaUsed(Key, "trial").start;
    QCOMPARE(begun, f.clock.now());
    std::atomic<bool> ending = false;
    std::vector<std::thread> clients;
    for (int t = 0; t < 2; ++t) {
        clients.emplace_back([&] {
            RawClient client(f.port);
            while (!ending && client.exchange(Request).status == 200) {
            }
        });
    }
    Nanoseconds seen = begun;
    for (int i = 0; i < 100 && seen == begun; ++i) {
        f.gateway->setClock({ClockSetting::Mode::At, 1.0, begun + 86'400 * NanosecondsPerSecond});
        f.gateway->setClock({});
        seen = f.gateway->quotaUsed(Key, "trial").start;
    }
    ending = true;
    for (std::thread& client : clients)
        client.join();
    QCOMPARE(seen, begun);
}

void TestGatewayStop::keepsTheOverlay()
{
    GatewayFixture f;
    f.start();
    f.gateway->setClock({ClockSetting::Mode::Paused, 1.0, f.clock.now() + 7200 * NanosecondsPerSecond});
    f.addKey({});
    f.gateway->stop(1);
    QVERIFY(f.gateway->keys().find(Key)->has_value());
    f.gateway->setClock({});
    QVERIFY(!f.gateway->keys().find(Key)->has_value());
}

QTEST_GUILESS_MAIN(TestGatewayStop)
#include "tst_gatewaystop.moc"
