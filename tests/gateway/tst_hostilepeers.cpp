// Clients and upstreams that cost more than they may, or that would make half an answer look whole.

#include "gateway/gatewaylimits.h"
#include "gateway/proxy/echoupstream.h"
#include "tests/support/gatewayfixture.h"

#include <QTest>

#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";

std::string createKey(size_t bodyBytes, const std::string& moreFields = {})
{
    return "POST /tyk/keys/create HTTP/1.1\r\nHost: a\r\n" + moreFields +
           "Content-Length: " + std::to_string(bodyBytes) + "\r\n\r\n";
}

const std::string Ask = "GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n";

// How many requests wait for their turn at the upstream.
bool waiting(const GatewayFixture& f, int count)
{
    const std::string line = "\ngatereeve_upstream_waiting " + std::to_string(count) + '\n';
    RawClient client(f.port);
    return client.exchange("GET /gatereeve/metrics HTTP/1.1\r\nHost: a\r\nX-Tyk-Authorization: s3cret\r\n\r\n")
               .body.find(line) != std::string::npos;
}

// A gateway with one turn at its upstream, and a client that has it: half of its answer has come.
struct Crowded {
    GatewayFixture f;
    std::unique_ptr<RawClient> first;

    void start(size_t queue, int64_t patience = limits::queueTimeout)
    {
        f.options.ceilings.upstreamRequests = 1;
        f.options.ceilings.upstreamQueue = queue;
        f.options.deadlines.queue = patience;
        f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
        f.start();
        f.addKeyOf("trial");
        f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        first = std::make_unique<RawClient>(f.port);
        QVERIFY(first->send(Ask));
        QTRY_COMPARE(f.upstream.requests(), 1);
    }
    void answerFirst()
    {
        f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        f.upstream.closeConnections();
    }
};

} // namespace

class TestHostilePeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strangersMakeNobodyHoldABody();
    void tooLongAdminBody();
    void manyPipelinedRequests();
    void bytesBehindABodyAreTheNextRequest();
    void tornAnswersDoNotLookWhole();
    void bodiesThatDoNotComeAre408();
    void slowBodiesAre408();
    void slowReadersAreLeft();
    void whoReadsLateGetsEverything();
    void tooManyConnectionsAre503();
    void tooManyConnectionsOfAnAddressAre503();
    void farTooManyOfAnAddressAreClosedAtOnce();
    void slowHeadsAre408();
    void requestsWaitForTheirTurnAtTheUpstream();
    void waitingForATurnEnds();
    void whoLeavesTheQueueMakesRoom();
    void echoEndsWithoutDescriptors();
};

// The secret is looked at before the body is awaited: 8 MB for each stranger would be a way to fill the memory.
void TestHostilePeers::strangersMakeNobodyHoldABody()
{
    GatewayFixture f;
    f.start();
    RawClient client(f.port);
    const RawAnswer answer = client.exchange(createKey(limits::adminBodyBytes));
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.header("Connection"), std::string("close"));
    QVERIFY(client.isClosed());
}

void TestHostilePeers::tooLongAdminBody()
{
    GatewayFixture f;
    f.start();
    RawClient client(f.port);
    const size_t tooMany = limits::adminBodyBytes + 1;
    QVERIFY(client.send(createKey(tooMany, "X-Tyk-Authorization: s3cret\r\n")));
    QVERIFY(client.send(std::string(tooMany, ' ')));
    QCOMPARE(client.receive().status, 413);
    QVERIFY(client.isClosed());
}

// More than one connection's turn of the loop holds.
void TestHostilePeers::manyPipelinedRequests()
{
    GatewayFixture f;
    f.start();
    constexpr int Count = limits::stepsPerTurn * 5;
    std::string requests;
    for (int i = 0; i < Count; ++i)
        requests += "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient client(f.port);
    QVERIFY(client.send(requests));
    for (int i = 0; i < Count; ++i)
        QCOMPARE(client.receive().status, 200);
}

// RFC 9112 6: no byte of a body is ever read as a request, and none behind it goes to the upstream.
void TestHostilePeers::bytesBehindABodyAreTheNextRequest()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    const std::string inner = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient client(f.port);
    QVERIFY(client.send("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                        "\r\nContent-Length: " + std::to_string(inner.size()) + "\r\n\r\n" + inner + inner));
    QCOMPARE(client.receive().body, std::string("ok"));
    QCOMPARE(client.receive().body, std::string("Hello Tiki"));
    QCOMPARE(f.upstream.lastBody(), inner);
    // Refused before the body is here: what comes of it afterwards is nobody's request.
    RawClient refused(f.port);
    QCOMPARE(refused.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n").status, 401);
    refused.send(inner);
    QVERIFY(refused.isClosed());
    QCOMPARE(f.upstream.requests(), 1);
}

// RFC 9112 8: where the end of the connection is the end of the answer, an answer that broke off must end in a reset.
void TestHostilePeers::tornAnswersDoNotLookWhole()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nde", true);
    RawClient client(f.port);
    errno = 0;
    const RawAnswer answer = client.exchange("GET /orders/ HTTP/1.0\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n");
    QCOMPARE(errno, ECONNRESET);
    QVERIFY(answer.body.size() <= 5);
    QCOMPARE(f.lastDecision().cause, Cause::UpstreamBroken);
}

// RFC 9110 15.5.9: it is the client that is late, not the service.
void TestHostilePeers::bodiesThatDoNotComeAre408()
{
    GatewayFixture f;
    f.options.deadlines.body = 1;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    const RawAnswer answer = client.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                                             "\r\nContent-Length: 5\r\n\r\nab");
    QCOMPARE(answer.status, 408);
    QCOMPARE(answer.header("Connection"), std::string("close"));
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision().cause, Cause::ClientSlow);
    QCOMPARE(f.upstream.requests(), 0); // it never got a whole one
}

// A byte now and then keeps no connection for ever: without a grace, the first one waited for is too slow.
void TestHostilePeers::slowBodiesAre408()
{
    GatewayFixture f;
    f.options.deadlines.slowClient = -1;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    QVERIFY(client.send("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                        "\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(client.receive().status, 100); // from here on the body is waited for
    QVERIFY(client.send("a"));
    QCOMPARE(client.receive().status, 408);
    QCOMPARE(f.lastDecision().cause, Cause::ClientSlow);
}

// This one takes nothing until it has been left: as long as the system takes its bytes for it nobody is too slow.
void TestHostilePeers::slowReadersAreLeft()
{
    GatewayFixture f;
    constexpr size_t Much = 30'000'000; // more than the system holds for who does not read
    f.options.deadlines.slowClient = -int64_t{Much} * 1000;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(Much) + "\r\n\r\n" +
                         std::string(Much, 'm'));
    RawClient client(f.port);
    QVERIFY(client.send(Ask));
    QCOMPARE(f.lastDecision().status, uint16_t(200));
    const RawAnswer answer = client.receive();
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.size() < Much);
    QVERIFY(client.isClosed());
}

// Short answers in thousands, until the system has no room for another: that one waits with us, the next ones don't
// overtake it, and nothing more is read meanwhile.
void TestHostilePeers::whoReadsLateGetsEverything()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    constexpr int Count = 60'000;
    RawClient client(f.port, 65'536);
    std::atomic<int> asked = 0;
    std::thread sender([&client, &asked] {
        while (asked < Count && client.send("GET /orders/ HTTP/1.1\r\nHost: a\r\n\r\n"))
            ++asked;
    });
    // The sender stands still when its requests are not read any more.
    for (int before = -1; asked == 0 || (before != asked && asked < Count);) {
        before = asked;
        QTest::qWait(100);
    }
    int answered = 0;
    while (answered < Count && client.receive().status == 401)
        ++answered;
    client.endSending();
    sender.join();
    QCOMPARE(answered, Count);
}

// Who is there already is served as before, and the admin API stays open.
void TestHostilePeers::tooManyConnectionsAre503()
{
    GatewayFixture f;
    f.options.ceilings.connections = 1;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    const std::string request = "GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n";
    RawClient first(f.port);
    QCOMPARE(first.exchange(request).status, 200);
    RawClient second(f.port);
    const RawAnswer refused = second.exchange(request + request);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("Retry-After"), std::string("1"));
    QCOMPARE(refused.header("Connection"), std::string("close"));
    QVERIFY(second.isClosed());
    QCOMPARE(f.lastDecision(2).cause, Cause::Overloaded);
    QCOMPARE(
        RawClient(f.port).exchange("GET /tyk/apis HTTP/1.1\r\nHost: a\r\nX-Tyk-Authorization: s3cret\r\n\r\n").status,
        200);
    QCOMPARE(first.exchange(request).status, 200);
    QCOMPARE(f.upstream.requests(), 2);
}

void TestHostilePeers::tooManyConnectionsOfAnAddressAre503()
{
    GatewayFixture f;
    f.options.ceilings.connectionsOfAddress = 2;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start(2); // counted over all workers
    f.addKeyOf("trial");
    auto first = std::make_unique<RawClient>(f.port);
    RawClient second(f.port);
    QCOMPARE(first->exchange(Ask).status, 200);
    QCOMPARE(second.exchange(Ask).status, 200);
    f.lastDecision(2); // both are told before the next one is made
    RawClient third(f.port);
    const RawAnswer refused = third.exchange(Ask);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("Retry-After"), std::string("1"));
    QVERIFY(third.isClosed());
    QCOMPARE(f.lastDecision(3).cause, Cause::AddressOverloaded);
    QCOMPARE(f.upstream.requests(), 2);
    first.reset();
    int status = 0; // asked no more once it is 200: the end of that client has to be seen as well
    QTRY_VERIFY(status == 200 || (status = RawClient(f.port).exchange(Ask).status) == 200);
}

void TestHostilePeers::farTooManyOfAnAddressAreClosedAtOnce()
{
    GatewayFixture f;
    f.options.ceilings.connectionsOfAddress = 1;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (size_t i = 0; i < 1 + limits::surplusOfAddress; ++i)
        crowd.push_back(std::make_unique<RawClient>(f.port));
    RawClient last(f.port);
    QVERIFY(last.isClosed());
    QCOMPARE(crowd.back()->exchange(Ask).status, 503);
    QCOMPARE(crowd.front()->exchange(Ask).status, 200);
    QCOMPARE(f.upstream.requests(), 1);
}

void TestHostilePeers::slowHeadsAre408()
{
    GatewayFixture f;
    f.options.deadlines.head = 1;
    f.start();
    RawClient client(f.port);
    QVERIFY(client.send("GET /orders/ HTTP/1.1\r\nHo"));
    QCOMPARE(client.receive().status, 408);
    QVERIFY(client.isClosed());
    const Decision decision = f.lastDecision();
    QCOMPARE(decision.cause, Cause::HeadSlow);
    QCOMPARE(decision.stoppedAt, Check::Framing);
    QCOMPARE(decision.status, uint16_t(408));
    QCOMPARE(f.upstream.requests(), 0);
}

void TestHostilePeers::requestsWaitForTheirTurnAtTheUpstream()
{
    Crowded crowded;
    GatewayFixture& f = crowded.f;
    crowded.start(1);
    RawClient second(f.port);
    QVERIFY(second.send(Ask));
    QTRY_VERIFY(waiting(f, 1));
    RawClient third(f.port);
    const RawAnswer refused = third.exchange(Ask);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("Retry-After"), std::string("1"));
    QTRY_COMPARE(f.lastDecision().cause, Cause::UpstreamOverloaded); // after those about the metrics
    QCOMPARE(f.upstream.requests(), 1);                              // neither the refused one nor the one that waits
    crowded.answerFirst();
    QCOMPARE(second.receive().body, std::string("ok"));
    QCOMPARE(third.exchange(Ask).status, 200); // the connection is as good as before
    QCOMPARE(f.upstream.requests(), 3);
    QVERIFY(waiting(f, 0));
}

void TestHostilePeers::waitingForATurnEnds()
{
    Crowded crowded;
    crowded.start(5, 1);
    RawClient second(crowded.f.port);
    QCOMPARE(second.exchange(Ask).status, 503);
    QCOMPARE(crowded.f.lastDecision().cause, Cause::UpstreamOverloaded);
    QCOMPARE(crowded.f.upstream.requests(), 1);
    QVERIFY(waiting(crowded.f, 0));
    crowded.answerFirst();
    QCOMPARE(crowded.first->receive().status, 200);
    QCOMPARE(second.exchange(Ask).status, 200);
}

void TestHostilePeers::whoLeavesTheQueueMakesRoom()
{
    Crowded crowded;
    GatewayFixture& f = crowded.f;
    crowded.start(1);
    auto second = std::make_unique<RawClient>(f.port);
    // With an answer that it never reads it leaves with a reset; an end alone might be half a close.
    QVERIFY(second->send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n" + Ask));
    QTRY_VERIFY(waiting(f, 1));
    second.reset();
    QTRY_VERIFY_WITH_TIMEOUT(waiting(f, 0), limits::queueTimeout - 1000);
    RawClient third(f.port);
    QVERIFY(third.send(Ask));
    QTRY_VERIFY(waiting(f, 1));
    crowded.answerFirst();
    QCOMPARE(third.receive().body, std::string("ok"));
    QCOMPARE(f.upstream.requests(), 2);
}

// accept(2) fails with EMFILE as long as the connection waits at the door, which stays readable.
void TestHostilePeers::echoEndsWithoutDescriptors()
{
    // Once with descriptors: the sanitizers look at each type for the first time through a pipe.
    QVERIFY(EchoUpstream::start().ok());
    auto echo = EchoUpstream::start();
    QVERIFY(echo.ok());
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const int lowestFree = ::dup(client);
    ::close(lowestFree);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(lowestFree);
    setrlimit(RLIMIT_NOFILE, &none);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons((*echo)->target().port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int connected = ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    echo->reset();
    setrlimit(RLIMIT_NOFILE, &before);
    ::close(client);
    QCOMPARE(connected, 0);
}

QTEST_GUILESS_MAIN(TestHostilePeers)
#include "tst_hostilepeers.moc"
