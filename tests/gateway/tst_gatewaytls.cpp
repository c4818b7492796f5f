// TLS on both sides: client → real gateway → fake service, with certificates made for this run. A refused request never
// reaches the service.

#include "tests/support/gatewayfixture.h"
#include "tests/support/tlspeers.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Request = "GET /orders/x HTTP/1.1\r\nHost: gateway\r\n\r\n";
const std::string LastRequest = "GET /orders/x HTTP/1.0\r\nHost: gateway\r\n\r\n";
const std::string Http11 = "\x08http/1.1";

} // namespace

class TestGatewayTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); } // OpenSSL's own sockets in here
    void verifiedUpstream_data();
    void verifiedUpstream();
    void refusedUpstreams_data();
    void refusedUpstreams();
    void everybodyIsTrustedWhereTheSettingsSaySo();
    void unverifiedConnectionsAreNotLent();
    void sessionsAreResumed();
    void cutAnswersAreNotWhole_data();
    void cutAnswersAreNotWhole();
    void upstreamWithoutTls();
    void slowUpstreamHandshake();
    void servesTls();
    void servesLargeBodies();
    void nameChoosesTheCertificate_data();
    void nameChoosesTheCertificate();
    void oldestVersion();
    void otherProtocols();
    void garbageInsteadOfAHandshake();
    void httpInsteadOfAHandshake();
    void slowHandshake();
    void stopsDuringHandshakes();
    void cutAnswersAreNotWholeForTheClient();
    void unusableCertificates_data();
    void unusableCertificates();
    void newCertificatesForNewConnections();
    void brokenNewCertificatesChangeNothing();

private:
    // One keyless API on an upstream with TLS.
    void startOn(GatewayFixture& f, uint16_t port, const std::string& host = "localhost")
    {
        if (f.apis.empty())
            f.apis.push_back(f.api("orders", "/orders/"));
        f.apis[0].useKeyless = true;
        f.apis[0].targetUrl = "https://" + host + ':' + std::to_string(port);
        f.options.trustedAuthorities = m_authority.file();
        f.start();
    }
    // The same API on the plain upstream, behind TLS.
    void startListening(GatewayFixture& f)
    {
        f.apis.push_back(f.api("orders", "/orders/"));
        f.apis[0].useKeyless = true;
        if (!f.options.tls)
            f.options.tls = {{files("gateway.example", m_gateway)}, 0};
        f.start();
    }
    static CertificateFiles files(const std::string& domain, const TestCertificate& made)
    {
        return {domain, made.certFile, made.keyFile};
    }

    TestAuthority m_authority;
    const TestCertificate m_local = m_authority.issue("local", "DNS:localhost,IP:127.0.0.1");
    const TestCertificate m_gateway = m_authority.issue("gateway", "DNS:gateway.example");
};

void TestGatewayTls::verifiedUpstream_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("serverName");
    QTest::newRow("name") << "localhost"
                          << "localhost";
    QTest::newRow("address") << "127.0.0.1"
                             << ""; // RFC 6066 3: no SNI for addresses
}

void TestGatewayTls::verifiedUpstream()
{
    QFETCH(QString, host);
    QFETCH(QString, serverName);
    TlsUpstream upstream(m_local);
    GatewayFixture f;
    startOn(f, upstream.port(), host.toStdString());
    RawClient client(f.port);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.exchange(Request).body, std::string("ok"));
    QCOMPARE(upstream.connections(), 1);
    QCOMPARE(upstream.requests(), 3);
    QCOMPARE(QString::fromStdString(upstream.serverName()), serverName);
    QCOMPARE(upstream.protocols(), Http11);
    const std::string authority = host.toStdString() + ':' + std::to_string(upstream.port());
    QVERIFY(upstream.lastHead().starts_with("GET /x HTTP/1.1\r\nHost: " + authority + "\r\n"));
}

void TestGatewayTls::refusedUpstreams_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("another name") << 0 << Cause::CertificateOfOtherHost;
    QTest::newRow("self-signed") << 1 << Cause::CertificateUntrusted;
    QTest::newRow("expired") << 2 << Cause::CertificateOutOfDate;
    QTest::newRow("not valid yet") << 3 << Cause::CertificateOutOfDate;
    QTest::newRow("the name is only the subject") << 4 << Cause::CertificateOfOtherHost;
}

void TestGatewayTls::refusedUpstreams()
{
    QFETCH(int, kind);
    QFETCH(Cause, cause);
    const TestCertificate certificates[] = {
        m_authority.issue("other", "DNS:other.example"),     m_authority.selfSigned("self", "DNS:localhost"),
        m_authority.issue("expired", "DNS:localhost", -2),   m_authority.issue("later", "DNS:localhost", 2),
        m_authority.issue("localhost", "DNS:other.example"),
    };
    TlsUpstream upstream(certificates[kind]);
    {
        GatewayFixture f;
        startOn(f, upstream.port());
        const RawAnswer answer = f.get("/orders/x");
        QCOMPARE(answer.status, 500);
        QVERIFY(answer.body.find("There was a problem proxying the request") != std::string::npos);
        QCOMPARE(f.lastDecision().cause, cause);
        QCOMPARE(upstream.requests(), 0);
    }
    GatewayFixture f;
    f.apis.push_back(f.api("orders", "/orders/"));
    f.apis[0].sslInsecureSkipVerify = true;
    startOn(f, upstream.port());
    QCOMPARE(f.get("/orders/x").status, 200);
    QCOMPARE(upstream.requests(), 1);
}

void TestGatewayTls::everybodyIsTrustedWhereTheSettingsSaySo()
{
    TlsUpstream upstream(m_authority.selfSigned("self", "DNS:other.example"));
    GatewayFixture f;
    f.settings.proxySslInsecureSkipVerify = true;
    startOn(f, upstream.port());
    QCOMPARE(f.get("/orders/x").status, 200);
}

// Who asks for a checked certificate never gets a connection whose certificate was not.
void TestGatewayTls::unverifiedConnectionsAreNotLent()
{
    TlsUpstream upstream(m_authority.selfSigned("self", "DNS:localhost"));
    GatewayFixture f;
    f.apis = {f.api("orders", "/orders/"), f.api("open", "/open/")};
    f.apis[1].useKeyless = f.apis[1].sslInsecureSkipVerify = true;
    f.apis[1].targetUrl = "https://localhost:" + std::to_string(upstream.port());
    startOn(f, upstream.port());
    QCOMPARE(f.get("/open/").status, 200);
    upstream.closeConnection(); // also its session is nothing that the other may resume
    QCOMPARE(f.get("/orders/").status, 500);
    QCOMPARE(f.get("/open/").status, 200);
    QCOMPARE(upstream.requests(), 2);
}

void TestGatewayTls::sessionsAreResumed()
{
    TlsUpstream upstream(m_local);
    GatewayFixture f;
    startOn(f, upstream.port());
    QCOMPARE(f.get("/orders/").status, 200);
    QCOMPARE(upstream.resumed(), 0);
    upstream.closeConnection();
    QCOMPARE(f.get("/orders/").status, 200);
    QCOMPARE(upstream.connections(), 2);
    QCOMPARE(upstream.resumed(), 1);
}

void TestGatewayTls::cutAnswersAreNotWhole_data()
{
    QTest::addColumn<bool>("isCut");
    QTest::newRow("close_notify") << false;
    QTest::newRow("cut") << true;
}

// RFC 8446 6.1: only close_notify ends an answer whose length nobody told.
void TestGatewayTls::cutAnswersAreNotWhole()
{
    QFETCH(bool, isCut);
    TlsUpstream upstream(m_local);
    upstream.setAnswer("HTTP/1.1 200 OK\r\n\r\nhalf", isCut ? TlsUpstream::After::Cut : TlsUpstream::After::Close);
    GatewayFixture f;
    startOn(f, upstream.port());
    RawClient client(f.port);
    errno = 0;
    const RawAnswer answer = client.exchange(Request);
    QCOMPARE(errno, isCut ? ECONNRESET : 0);
    QCOMPARE(f.lastDecision().cause, isCut ? Cause::UpstreamBroken : Cause::None);
    if (!isCut)
        QCOMPARE(answer.body, std::string("half"));
}

void TestGatewayTls::upstreamWithoutTls()
{
    GatewayFixture plain; // a gateway answers bytes that are no request at once
    plain.start();
    GatewayFixture f;
    startOn(f, plain.port);
    QCOMPARE(f.get("/orders/").status, 500);
    QCOMPARE(f.lastDecision().cause, Cause::HandshakeFailed);
    QCOMPARE(plain.upstream.requests(), 0);
}

// It takes the connection and says nothing.
void TestGatewayTls::slowUpstreamHandshake()
{
    FakeUpstream silent;
    GatewayFixture f;
    f.options.deadlines.connect = 1;
    startOn(f, silent.port(), "127.0.0.1");
    QCOMPARE(f.get("/orders/").status, 504);
    QCOMPARE(f.lastDecision().cause, Cause::UpstreamTimeout);
    QCOMPARE(silent.requests(), 0);
}

void TestGatewayTls::servesTls()
{
    GatewayFixture f;
    startListening(f);
    TlsClient client(f.port, {.authority = m_authority.file(), .serverName = "gateway.example", .protocols = Http11});
    QVERIFY(client.isShaken());
    QVERIFY(client.send(Request + Request + LastRequest));
    const std::string answers = client.receiveAll();
    QVERIFY(client.endedProperly());
    QCOMPARE(f.upstream.requests(), 3);
    QVERIFY(answers.starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(answers.ends_with("\r\n\r\nok"));
}

void TestGatewayTls::servesLargeBodies()
{
    GatewayFixture f;
    startListening(f);
    const std::string body(3'000'000, 'b');
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    TlsClient client(f.port);
    QVERIFY(client.send("POST /orders/ HTTP/1.0\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
                        "\r\n\r\n"));
    QVERIFY(client.send(body));
    const std::string answer = client.receiveAll();
    QVERIFY(client.endedProperly());
    QVERIFY(answer.ends_with("\r\n\r\n" + body));
    QCOMPARE(f.upstream.lastBody(), body);
}

void TestGatewayTls::nameChoosesTheCertificate_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << ""
                          << "first";
    QTest::newRow("unknown") << "elsewhere.example"
                             << "first";
    QTest::newRow("domain_name") << "shop.example"
                                 << "shop";
    QTest::newRow("domain_name in capitals") << "SHOP.example"
                                             << "shop";
    QTest::newRow("wildcard") << "a.branch.example"
                              << "branch";
    QTest::newRow("wildcard covers one label") << "a.b.branch.example"
                                               << "first";
    QTest::newRow("by the certificate's own names") << "unnamed.example"
                                                    << "unnamed";
}

void TestGatewayTls::nameChoosesTheCertificate()
{
    QFETCH(QString, asked);
    QFETCH(QString, shown);
    GatewayFixture f;
    f.options.tls = {{files("first.example", m_authority.issue("first", "DNS:first.example")),
                      files("Shop.example", m_authority.issue("shop", "DNS:shop.example")),
                      files("*.branch.example", m_authority.issue("branch", "DNS:*.branch.example")),
                      files("", m_authority.issue("unnamed", "DNS:unnamed.example"))},
                     0};
    startListening(f);
    TlsClient client(f.port, {.authority = m_authority.file(), .serverName = asked.toStdString(), .protocols = {}});
    QVERIFY(client.isShaken());
    QCOMPARE(QString::fromStdString(client.peerName()), shown);
    QVERIFY(client.send(LastRequest));
    QVERIFY(client.receiveAll().ends_with("ok"));
}

void TestGatewayTls::oldestVersion()
{
    GatewayFixture f;
    f.options.tls = {{files("", m_gateway)}, TLS1_3_VERSION};
    startListening(f);
    QVERIFY(!TlsClient(f.port, {.authority = {}, .serverName = {}, .protocols = {}, .newestVersion = TLS1_2_VERSION})
                 .isShaken());
    TlsClient newer(f.port);
    QVERIFY(newer.send(LastRequest));
    QVERIFY(newer.receiveAll().ends_with("ok"));
    QCOMPARE(f.upstream.requests(), 1);
    f.gateway->stop(1);
    f.options.tls->minVersion = 0;
    const auto again = f.gateway->start(f.options, f.compiled());
    QVERIFY(again.ok());
    QVERIFY(
        TlsClient(again->port, {.authority = {}, .serverName = {}, .protocols = {}, .newestVersion = TLS1_2_VERSION})
            .isShaken());
}

// RFC 7301 3.2
void TestGatewayTls::otherProtocols()
{
    GatewayFixture f;
    startListening(f);
    QVERIFY(!TlsClient(f.port, {.authority = {}, .serverName = {}, .protocols = "\x02h2"}).isShaken());
    TlsClient both(f.port, {.authority = {}, .serverName = {}, .protocols = "\x02h2" + Http11});
    QVERIFY(both.send(LastRequest));
    QVERIFY(both.receiveAll().ends_with("ok"));
}

void TestGatewayTls::garbageInsteadOfAHandshake()
{
    GatewayFixture f;
    startListening(f);
    RawClient client(f.port);
    QVERIFY(client.send(std::string(200, '\x01')));
    QCOMPARE(client.receive().status, 0);
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision().cause, Cause::ClientHandshakeFailed);
    QCOMPARE(f.upstream.requests(), 0);
}

void TestGatewayTls::httpInsteadOfAHandshake()
{
    GatewayFixture f;
    startListening(f);
    RawClient client(f.port);
    QCOMPARE(client.exchange(Request).status, 400);
    QVERIFY(client.isClosed());
    const Decision decision = f.lastDecision();
    QCOMPARE(decision.cause, Cause::ClientHandshakeFailed);
    QCOMPARE(decision.status, uint16_t(400));
    QCOMPARE(f.upstream.requests(), 0);
}

void TestGatewayTls::slowHandshake()
{
    GatewayFixture f;
    f.options.deadlines.head = 1;
    startListening(f);
    RawClient client(f.port);
    QVERIFY(client.send("\x16\x03\x01")); // the beginning of one
    QVERIFY(client.isClosed());
    QCOMPARE(f.lastDecision().cause, Cause::ClientHandshakeFailed);
}

void TestGatewayTls::stopsDuringHandshakes()
{
    GatewayFixture f;
    startListening(f);
    RawClient client(f.port);
    QVERIFY(client.send("\x16\x03\x01"));
    TlsClient other(f.port); // the first is with the only worker by now
    QVERIFY(other.isShaken());
    f.gateway->stop(1);
    QVERIFY(client.isClosed());
    other.receiveAll();
    QVERIFY(other.endedProperly());
}

// What broke off behind us breaks off before us, and without close_notify.
void TestGatewayTls::cutAnswersAreNotWholeForTheClient()
{
    GatewayFixture f;
    startListening(f);
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nde", true);
    TlsClient client(f.port);
    QVERIFY(client.send(LastRequest));
    client.receiveAll();
    QVERIFY(!client.endedProperly());
    QCOMPARE(f.lastDecision().cause, Cause::UpstreamBroken);
}

void TestGatewayTls::unusableCertificates_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("named");
    QTest::newRow("none") << 0 << "http_server_options.certificates";
    QTest::newRow("no such certificate") << 1 << "nowhere.pem";
    QTest::newRow("no such key") << 2 << "nowhere.key";
    QTest::newRow("key of another") << 3 << "local.key";
    QTest::newRow("no certificate in it") << 4 << "gateway.key";
    QTest::newRow("unknown version") << 5 << "http_server_options.min_version";
}

void TestGatewayTls::unusableCertificates()
{
    QFETCH(int, kind);
    QFETCH(QString, named);
    const std::string nowhere = m_authority.path("nowhere");
    const TlsListening listening[] = {
        {{}, 0},
        {{{"", nowhere + ".pem", m_gateway.keyFile}}, 0},
        {{{"", m_gateway.certFile, nowhere + ".key"}}, 0},
        {{{"", m_gateway.certFile, m_local.keyFile}}, 0},
        {{{"", m_gateway.keyFile, m_gateway.keyFile}}, 0},
        {{files("", m_gateway)}, 12},
    };
    GatewayFixture f;
    f.start();
    f.gateway->stop(1);
    f.options.tls = listening[kind];
    const auto started = f.gateway->start(f.options, f.compiled());
    QVERIFY(!started.ok());
    const std::string problem = started.error().describe();
    QVERIFY2(problem.find(named.toStdString()) != std::string::npos, problem.c_str());
    // Nothing is left half-started.
    f.options.tls.reset();
    QVERIFY(f.gateway->start(f.options, f.compiled()).ok());
}

// Who is connected keeps what he has agreed on.
void TestGatewayTls::newCertificatesForNewConnections()
{
    const TestCertificate used = m_authority.issue("used", "DNS:gateway.example");
    const TestCertificate fresh = m_authority.issue("fresh", "DNS:gateway.example");
    GatewayFixture f;
    f.options.tls = {{files("", used)}, 0};
    startListening(f);
    const TlsClientOptions options{.authority = m_authority.file(), .serverName = "gateway.example", .protocols = {}};
    TlsClient before(f.port, options);
    QCOMPARE(before.peerName(), std::string("used"));
    const auto unchanged = f.gateway->reloadCertificates();
    QVERIFY(unchanged.ok() && !*unchanged);

    for (const auto& [from, to] : {std::pair(fresh.certFile, used.certFile), std::pair(fresh.keyFile, used.keyFile)})
        std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
    const auto reloaded = f.gateway->reloadCertificates();
    QVERIFY(reloaded.ok() && *reloaded);
    QTRY_COMPARE(TlsClient(f.port, options).peerName(), std::string("fresh"));
    QVERIFY(before.send(LastRequest));
    QVERIFY(before.receiveAll().ends_with("ok"));
}

void TestGatewayTls::brokenNewCertificatesChangeNothing()
{
    const TestCertificate used = m_authority.issue("used", "DNS:gateway.example");
    GatewayFixture f;
    f.options.tls = {{files("", used)}, 0};
    startListening(f);
    for (const auto& [broken, text] :
         {std::pair(used.keyFile, std::string("no key")), std::pair(used.certFile, std::string("no certificate"))}) {
        std::ofstream(broken) << text;
        const auto reloaded = f.gateway->reloadCertificates();
        QVERIFY(!reloaded.ok());
        QVERIFY(reloaded.error().describe().find(broken) != std::string::npos); // which file, …
        QVERIFY(reloaded.error().describe().find("PEM") != std::string::npos);  // … and what would do
        TlsClient client(f.port, {.authority = m_authority.file(), .serverName = "gateway.example", .protocols = {}});
        QVERIFY(client.isShaken());
        QCOMPARE(client.peerName(), std::string("used"));
    }
}

QTEST_GUILESS_MAIN(TestGatewayTls)
#include "tst_gatewaytls.moc"
