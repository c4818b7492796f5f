// GET /gatereeve/metrics (contracts.md, Control endpoints): Prometheus' text format, and numbers that agree with what
// came through the gateway.

#include "gateway/admin/metricstext.h"
#include "tests/support/gatewayfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

// name{labels} → value. Fails the test where a line is none of the format (exposition format 0.0.4).
std::map<std::string, double> parsed(const std::string& text)
{
    static const QRegularExpression comment("^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))$");
    static const QRegularExpression sample(
        R"(^([a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})?) ([0-9.e+-]+|\+Inf)$)");
    std::map<std::string, double> samples;
    const QString all = QString::fromStdString(text);
    if (!all.endsWith('\n'))
        QTest::qFail("the last line has no end", __FILE__, __LINE__);
    for (const QString& line : all.split('\n', Qt::SkipEmptyParts)) {
        if (comment.match(line).hasMatch())
            continue;
        const auto match = sample.match(line);
        if (!match.hasMatch())
            QTest::qFail(qPrintable("no line of the format: " + line), __FILE__, __LINE__);
        samples[match.captured(1).toStdString()] = match.captured(2).toDouble();
    }
    return samples;
}

std::map<std::string, double> metricsOf(uint16_t port)
{
    RawClient client(port);
    const RawAnswer answer =
        client.exchange("GET /gatereeve/metrics HTTP/1.1\r\nHost: a\r\nX-Tyk-Authorization: s3cret\r\n\r\n");
    if (answer.status != 200 || !answer.header("Content-Type").starts_with("text/plain; version=0.0.4"))
        QTest::qFail("no metrics", __FILE__, __LINE__);
    return parsed(answer.body);
}

std::string requests(const std::string& api, const std::string& check, const std::string& outcome)
{
    return "gatereeve_requests_total{api=\"" + api + "\",check=\"" + check + "\",outcome=\"" + outcome + "\"}";
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsWhatCameThrough();
    void countsOverGenerations();
    void wantsTheSecret();
    void durations_data();
    void durations();
    void namesAreEscaped();
};

void TestMetricsText::countsWhatCameThrough()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(2, 60, -1));
    f.start(2);
    const std::string key = f.addKeyOf("trial");
    for (const int status : {200, 200, 429})
        QCOMPARE(f.get("/orders/x", key).status, status);
    QCOMPARE(f.get("/orders/x").status, 401);
    QCOMPARE(f.get("/nowhere").status, 404);
    QCOMPARE(f.upstream.requests(), 2);
    QCOMPARE(f.get("/hello").status, 200); // neither it nor who asks is a request of an API
    metricsOf(f.port);
    const auto metrics = metricsOf(f.port);
    QVERIFY(!metrics.contains(requests("", "none", "passed")));
    QCOMPARE(metrics.at(requests("orders", "none", "passed")), 2.0);
    QCOMPARE(metrics.at(requests("orders", "rate", "limited")), 1.0);
    QCOMPARE(metrics.at(requests("orders", "token", "refused")), 1.0);
    QCOMPARE(metrics.at(requests("", "route", "refused")), 1.0);
    QCOMPARE(metrics.at("gatereeve_request_duration_seconds_count{outcome=\"passed\"}"), 2.0);
    QCOMPARE(metrics.at("gatereeve_request_duration_seconds_count{outcome=\"stopped\"}"), 3.0);
    QVERIFY(metrics.at("gatereeve_request_duration_seconds_sum{outcome=\"passed\"}") > 0);
    QCOMPARE(metrics.at("gatereeve_generation"), 1.0);
    QCOMPARE(metrics.at("gatereeve_policies"), 1.0);
    QCOMPARE(metrics.at("gatereeve_apis"), 1.0);
    QCOMPARE(metrics.at("gatereeve_keys"), 1.0);
    QCOMPARE(metrics.at("gatereeve_dropped_traces_total"), 0.0);
    QVERIFY(metrics.at("gatereeve_client_connections") >= 1); // who asks
    QVERIFY(metrics.at("gatereeve_upstream_connections{state=\"idle\"}") >= 1);
    QCOMPARE(metrics.at("gatereeve_upstream_connections{state=\"in use\"}"), 0.0);
    QCOMPARE(metrics.at("gatereeve_upstream_waiting"), 0.0);
}

// The index of an API changes from one generation to the next; its numbers stay its own.
void TestMetricsText::countsOverGenerations()
{
    GatewayFixture f;
    f.apis = {f.api("orders", "/orders/")};
    f.apis[0].useKeyless = true;
    f.start();
    QCOMPARE(f.get("/orders/").status, 200);
    f.apis.insert(f.apis.begin(), f.api("billing", "/billing/"));
    f.apis[0].useKeyless = true;
    f.publish();
    QCOMPARE(f.get("/orders/").status, 200);
    QCOMPARE(f.get("/billing/").status, 200);
    const auto metrics = metricsOf(f.port);
    QCOMPARE(metrics.at(requests("orders", "none", "passed")), 2.0);
    QCOMPARE(metrics.at(requests("billing", "none", "passed")), 1.0);
    QCOMPARE(metrics.at("gatereeve_generation"), 2.0);
}

void TestMetricsText::wantsTheSecret()
{
    GatewayFixture f;
    f.start();
    for (const char* const secret : {"", "X-Tyk-Authorization: wrong!\r\n"}) {
        RawClient client(f.port);
        const RawAnswer answer =
            client.exchange(std::string("GET /gatereeve/metrics HTTP/1.1\r\nHost: a\r\n") + secret + "\r\n");
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.find("gatereeve_") == std::string::npos);
    }
}

void TestMetricsText::durations_data()
{
    QTest::addColumn<unsigned>("microseconds");
    QTest::addColumn<int>("step");
    QTest::newRow("0") << 0u << 0;
    QTest::newRow("64") << 64u << 0;
    QTest::newRow("65") << 65u << 1;
    QTest::newRow("128") << 128u << 1;
    QTest::newRow("129") << 129u << 2;
    QTest::newRow("the last") << 67'108'864u << Durations::Steps - 1;
    QTest::newRow("longer") << 67'108'865u << Durations::Steps;
    QTest::newRow("longest") << 0xFFFFFFFFu << Durations::Steps;
}

void TestMetricsText::durations()
{
    QFETCH(unsigned, microseconds);
    QFETCH(int, step);
    Durations durations;
    durations.add(microseconds);
    QCOMPARE(durations.counts[size_t(step)], uint64_t(1));
    QCOMPARE(durations.microseconds, uint64_t(microseconds));
    if (step < Durations::Steps)
        QVERIFY(microseconds / 1e6 <= Durations::secondsOf(step));
    if (step > 0)
        QVERIFY(microseconds / 1e6 > Durations::secondsOf(step - 1));
}

void TestMetricsText::namesAreEscaped()
{
    Metrics metrics;
    metrics.requests.byApi["a\"b\\c\nd"][size_t(Check::None)] = 7;
    QCOMPARE(parsed(metricsText(metrics)).at(requests("a\\\"b\\\\c\\nd", "none", "passed")), 7.0);
}

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"
