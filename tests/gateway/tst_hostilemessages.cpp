// Hundreds of hostile messages (tests/gateway/hostile/*.txt), each played against the real gateway: the status and
// whether the connection stays, what exactly the upstream got, and that the next request has its own right answer, on
// the same connection, behind it in one piece, and on the pooled upstream connection. docs/hostile-messages.md.

#include "tests/support/gatewayfixture.h"
#include "tests/support/hostilemessages.h"
#include "tests/support/recordingupstream.h"

#include <QTest>

#include <filesystem>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";

std::string nextRequest(const std::string& path)
{
    return "GET /orders" + path + " HTTP/1.1\r\nHost: gw\r\nAuthorization: " + Key + "\r\n\r\n";
}

// A gateway with the APIs that the tables speak of.
struct Played {
    explicit Played(Deadlines deadlines)
    {
        fixture.options.deadlines = deadlines;
        ApiDefinition orders = api("orders", "/orders/");
        orders.notVersioned = true;
        ApiVersion version;
        version.name = "Default";
        version.useExtendedPaths = true;
        version.blackList = {{"/orders/secret", false, {}}, {"/orders/sub/secret", false, {}}};
        orders.versions["Default"] = version;
        fixture.apis = {orders, api("shop", "/shop")};
        Policy trial = GatewayFixture::policy(-1, 0, -1);
        trial.accessRights["shop"] = AccessRight{};
        fixture.addPolicy("trial", trial);
        fixture.options.controlPort = 0;
        fixture.start();
        fixture.addKeyOf("trial", Key);
    }
    ApiDefinition api(const std::string& id, const std::string& listenPath)
    {
        ApiDefinition definition = fixture.api(id, listenPath);
        definition.targetUrl = "http://127.0.0.1:" + std::to_string(upstream.port());
        return definition;
    }

    RecordingUpstream upstream;
    GatewayFixture fixture;
};

bool isHead(const std::string& message)
{
    return message.starts_with("HEAD ");
}

} // namespace

class TestHostileMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void message_data();
    void message();
    void messageWithAnotherBehind_data();
    void messageWithAnotherBehind();
    void thereAreHundreds() { QVERIFY(m_messages.size() >= 300); }

private:
    Played& playedFor(const HostileMessage& message)
    {
        return message.then == HostileMessage::Then::Wait ? *m_slow : *m_ordinary;
    }
    void rows(bool alone);
    void play(const HostileMessage& message, const std::string& behind);
    void listen(RawClient& client, const HostileMessage& message);
    void compareUpstream(RecordingUpstream& upstream, const HostileMessage& message,
                         const std::vector<std::string>& others);

    std::unique_ptr<Played> m_ordinary, m_slow;
    std::vector<HostileMessage> m_messages;
    int m_asked = 0;
};

void TestHostileMessages::initTestCase()
{
    m_ordinary = std::make_unique<Played>(Deadlines{});
    Deadlines short_;
    short_.head = short_.body = 20;
    m_slow = std::make_unique<Played>(short_);
    HostileMessages tables({{"key", Key},
                            {"who", "Host: gw\\r\\nAuthorization: {key}\\r\\nUser-Agent: t\\r\\n"},
                            {"get", "GET /orders/a HTTP/1.1\\r\\n{who}"},
                            {"post", "POST /orders/a HTTP/1.1\\r\\n{who}"},
                            {"upstream", "127.0.0.1:UPSTREAM"},
                            {"got", "Host: {upstream}\\r\\nAuthorization: {key}\\r\\nUser-Agent: t\\r\\n"},
                            {"for", "X-Forwarded-For: 127.0.0.1\\r\\n"}});
    for (const auto& file : std::filesystem::directory_iterator(GATEREEVE_HOSTILE)) {
        for (HostileMessage& message : tables.read(file.path().string())) {
            QVERIFY2(message.trouble.empty(), (message.name + ": " + message.trouble).c_str());
            m_messages.push_back(std::move(message));
        }
    }
}

void TestHostileMessages::cleanupTestCase()
{
    m_ordinary.reset();
    m_slow.reset();
}

void TestHostileMessages::rows(bool alone)
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_messages.size(); ++i) {
        // What is not whole would take the next request into it.
        if (alone || m_messages[i].then == HostileMessage::Then::Listen)
            QTest::newRow(m_messages[i].name.c_str()) << static_cast<int>(i);
    }
}

void TestHostileMessages::message_data()
{
    rows(true);
}

void TestHostileMessages::message()
{
    QFETCH(int, index);
    play(m_messages[static_cast<size_t>(index)], {});
}

void TestHostileMessages::messageWithAnotherBehind_data()
{
    rows(false);
}

void TestHostileMessages::messageWithAnotherBehind()
{
    QFETCH(int, index);
    play(m_messages[static_cast<size_t>(index)], "/behind" + std::to_string(++m_asked));
}

// The answers to the message itself.
void TestHostileMessages::listen(RawClient& client, const HostileMessage& message)
{
    size_t forwarded = 0;
    for (size_t i = 0; i < message.statuses.size(); ++i) {
        const std::string& wanted = message.statuses[i];
        const std::string& request = forwarded < message.upstream.size() ? message.upstream[forwarded] : message.sent;
        const RawAnswer answer = client.receive(!isHead(request));
        QCOMPARE(answer.status, std::atoi(wanted.c_str()));
        const bool ofUpstream = wanted == "200" && !message.upstream.empty();
        if (ofUpstream && message.answer.empty() && !isHead(request))
            QCOMPARE(answer.body, request.substr(0, request.find(" HTTP/")));
        forwarded += ofUpstream ? 1 : 0;
        if (message.hasBody && i + 1 == message.statuses.size())
            QCOMPARE(answer.body, message.body);
        if (message.torn) {
            const std::string length = answer.header("Content-Length");
            QVERIFY(length.empty() ? !answer.body.ends_with("0\r\n\r\n") : answer.body.size() < std::stoul(length));
        }
    }
}

void TestHostileMessages::compareUpstream(RecordingUpstream& upstream, const HostileMessage& message,
                                          const std::vector<std::string>& others)
{
    const RecordingUpstream::Received received = upstream.take();
    QCOMPARE(received.trouble, std::string());
    std::vector<std::string> own, foreign;
    for (std::string whole : received.messages) {
        const std::string port = "127.0.0.1:" + std::to_string(upstream.port());
        for (size_t at = 0; (at = whole.find(port, at)) != std::string::npos;)
            whole.replace(at, port.size(), "127.0.0.1:UPSTREAM");
        const std::string target = whole.substr(0, whole.find(" HTTP/"));
        const bool isOther = std::find(others.begin(), others.end(), target) != others.end();
        (isOther ? foreign : own).push_back(isOther ? target : whole);
    }
    QCOMPARE(own, message.upstream);
    QCOMPARE(foreign, others);
    if (!message.tornUpstream)
        QCOMPARE(received.tornBytes, size_t{0});
}

void TestHostileMessages::play(const HostileMessage& message, const std::string& behind)
{
    using Then = HostileMessage::Then;
    Played& played = playedFor(message);
    played.upstream.take();
    if (!message.answer.empty())
        played.upstream.answerNextWith({message.answer, message.upstreamCloses});
    std::vector<std::string> others;
    const auto expectNext = [&](RawClient& client, const std::string& path, bool send) {
        if (send)
            QVERIFY(client.send(nextRequest(path)));
        const RawAnswer next = client.receive();
        QCOMPARE(next.status, 200);
        QCOMPARE(next.body, "GET " + path);
        others.push_back("GET " + path);
    };

    RawClient client(played.fixture.port);
    QVERIFY(client.send(message.sent + (behind.empty() ? std::string() : nextRequest(behind))) || !message.keeps);
    if (message.then == Then::HalfClose)
        client.endSending();
    if (message.then != Then::Close)
        listen(client, message);
    if (QTest::currentTestFailed())
        return;
    if (message.keeps) {
        if (!behind.empty())
            expectNext(client, behind, false);
        expectNext(client, "/same" + std::to_string(++m_asked), true);
    } else if (message.then != Then::Close) {
        QVERIFY(client.isClosed());
    }
    if (message.then == Then::Close)
        client.close();
    RawClient another(played.fixture.port);
    expectNext(another, "/pooled" + std::to_string(++m_asked), true);
    if (!QTest::currentTestFailed())
        compareUpstream(played.upstream, message, others);
}

QTEST_GUILESS_MAIN(TestHostileMessages)
#include "tst_hostilemessages.moc"
