#include "gateway/http/errorresponse.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace gatereeve::gateway;

namespace
{

QByteArray written(Refusal refusal, const RefusalForm& form = {})
{
    std::string out;
    appendRefusal(out, refusal, form);
    return QByteArray::fromStdString(out);
}

QByteArray bodyOf(const QByteArray& answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

// The written answer is itself a good one for the strict parser, and its length is right.
bool isConsistent(const QByteArray& answer, bool answersHead)
{
    ResponseHead head;
    const HeadStatus status = parseResponseHead({answer.constData(), static_cast<size_t>(answer.size())}, head);
    const BodyLength body = bodyLengthOf(head, answersHead);
    return status.isComplete() && !body.isBad() && status.consumed + body.bytes == static_cast<size_t>(answer.size());
}

} // namespace

class TestErrorResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheTexts_data();
    void knowsTheTexts();
    void writesJson();
    void writesXml();
    void choosesTheFormat_data();
    void choosesTheFormat();
    void obeysItsForm();
    void escapesInJson();
    void usesTemplates();
    void writesNotFoundAndRedirect();
};

void TestErrorResponse::knowsTheTexts_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](Refusal refusal, int status, const char* text) {
        QTest::addRow("%d %s", status, text) << refusal << status << QByteArray(text);
    };
    // gateway-behaviour.md 5, "All texts"
    row(Refusal::TokenMissing, 401, "Authorization field missing");
    row(Refusal::JwtMissing, 400, "Authorization field missing");
    row(Refusal::AccessDisallowed, 403, "Access to this API has been disallowed");
    row(Refusal::ResourceDisallowed, 403, "Access to this resource has been disallowed");
    row(Refusal::KeyInactive, 403, "Key is inactive, please renew");
    row(Refusal::KeyExpired, 401, "Key has expired, please renew");
    row(Refusal::RateExceeded, 429, "Rate limit exceeded");
    row(Refusal::ApiRateExceeded, 429, "API Rate limit exceeded");
    row(Refusal::QuotaExceeded, 403, "Quota exceeded");
    row(Refusal::VersionMissing, 403, "Version information not found");
    row(Refusal::VersionUnknown, 403, "This API version does not seem to exist");
    row(Refusal::VersionExpired, 403, "Api Version has expired, please check documentation or contact administrator");
    row(Refusal::EndpointForbidden, 403, "Requested endpoint is forbidden");
    row(Refusal::AddressDisallowed, 403, "access from this IP has been disallowed");
    row(Refusal::OrganisationQuotaExceeded, 403,
        "This organisation quota has been exceeded, please contact your API administrator");
    row(Refusal::OrganisationRateExceeded, 403,
        "This organisation rate limit has been exceeded, please contact your API administrator");
    row(Refusal::OrganisationDisabled, 403,
        "this organisation access has been disabled, please contact your API administrator");
    row(Refusal::SizeExceeded, 400, "Request is too large");
    row(Refusal::LengthRequired, 411, "Content length is required for this request");
    row(Refusal::SignatureInvalid, 400, "Authorization field missing, malformed or invalid");
    row(Refusal::SessionMissing, 400,
        "Session state is missing or unset! Please make sure that auth headers are properly applied");
    // gateway-behaviour.md 4, "Upstream trouble"
    row(Refusal::UpstreamFailed, 500, "There was a problem proxying the request");
    row(Refusal::UpstreamLookupFailed, 500, "Upstream host lookup failed");
    row(Refusal::UpstreamTimeout, 504, "Upstream service reached hard timeout.");
    row(Refusal::ClientClosed, 499, "Client closed request");
    row(Refusal::CircuitOpen, 503, "Service temporarily unavailable.");
}

void TestErrorResponse::knowsTheTexts()
{
    QFETCH(const Refusal, refusal);
    QFETCH(const int, status);
    QFETCH(const QByteArray, text);
    const QByteArray answer = written(refusal);
    QVERIFY(answer.startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status) + " ")));
    QCOMPARE(bodyOf(answer), "{\n    \"error\": \"" + text + "\"\n}");
    QVERIFY(isConsistent(answer, false));
}

void TestErrorResponse::writesJson()
{
    QCOMPARE(written(Refusal::KeyExpired), QByteArray("HTTP/1.1 401 Unauthorized\r\n"
                                                      "Content-Type: application/json\r\n"
                                                      "X-Generator: tyk.io\r\n"
                                                      "Content-Length: 48\r\n"
                                                      "\r\n"
                                                      "{\n    \"error\": \"Key has expired, please renew\"\n}"));
}

void TestErrorResponse::writesXml()
{
    const QByteArray answer = written(Refusal::KeyExpired, {.format = ErrorFormat::TextXml});
    QVERIFY(answer.contains("\r\nContent-Type: text/xml\r\n"));
    QCOMPARE(bodyOf(answer), QByteArray("<?xml version = \"1.0\" encoding = \"UTF-8\"?>\n"
                                        "<error>Key has expired, please renew</error>"));
    QVERIFY(written(Refusal::KeyExpired, {.format = ErrorFormat::ApplicationXml})
                .contains("\r\nContent-Type: application/xml\r\n"));
}

void TestErrorResponse::choosesTheFormat_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<ErrorFormat>("format");
    const auto row = [](const char* type, ErrorFormat format) {
        QTest::newRow(*type ? type : "none") << QByteArray(type) << format;
    };
    // gateway-behaviour.md 5: the Content-Type of the request, its parameters ignored
    row("", ErrorFormat::Json);
    row("application/json", ErrorFormat::Json);
    row("text/plain", ErrorFormat::Json);
    row("application/xml", ErrorFormat::ApplicationXml);
    row("application/xml; charset=utf-8", ErrorFormat::ApplicationXml);
    row("text/xml;charset=utf-8", ErrorFormat::TextXml);
    row("application/xmlx", ErrorFormat::Json);
    row("application/soap+xml", ErrorFormat::Json);
}

void TestErrorResponse::choosesTheFormat()
{
    QFETCH(const QByteArray, contentType);
    QFETCH(const ErrorFormat, format);
    QVERIFY(errorFormat({contentType.constData(), static_cast<size_t>(contentType.size())}) == format);
}

void TestErrorResponse::obeysItsForm()
{
    const QByteArray head = written(Refusal::TokenMissing, {.answersHead = true, .close = true, .hideGenerator = true});
    QCOMPARE(head, QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 46\r\n"
                              "Connection: close\r\n\r\n"));
    QVERIFY(isConsistent(head, true));
    QVERIFY(written(Refusal::Overloaded, {.retryAfter = 2}).contains("\r\nRetry-After: 2\r\n"));
    // override_messages (gateway-behaviour.md 5)
    const QByteArray replaced = written(Refusal::AccessDisallowed, {.message = "No entry", .status = 406});
    QVERIFY(replaced.startsWith("HTTP/1.1 406 Not Acceptable\r\n"));
    QCOMPARE(bodyOf(replaced), QByteArray("{\n    \"error\": \"No entry\"\n}"));
}

void TestErrorResponse::escapesInJson()
{
    const std::string_view message = "say \"no\" \\ <b>\r\n\t&\x01 caf\xc3\xa9";
    const QByteArray answer = written(Refusal::TokenMissing, {.message = message});
    QVERIFY(isConsistent(answer, false));
    QVERIFY(!bodyOf(answer).contains('<'));
    const QJsonObject object = QJsonDocument::fromJson(bodyOf(answer)).object();
    QCOMPARE(object.value(QStringLiteral("error")).toString().toUtf8(),
             QByteArray(message.data(), static_cast<qsizetype>(message.size())));
    // As it is in XML.
    QVERIFY(written(Refusal::TokenMissing, {.format = ErrorFormat::TextXml, .message = "<b>"})
                .endsWith("<error><b></error>"));
}

void TestErrorResponse::usesTemplates()
{
    const ErrorTemplate own = {"{\"message\":\"", "\",\"ok\":false}\n"};
    const QByteArray answer = written(Refusal::RateExceeded, {.errorTemplate = &own});
    QCOMPARE(bodyOf(answer), QByteArray("{\"message\":\"Rate limit exceeded\",\"ok\":false}\n"));
    QVERIFY(isConsistent(answer, false));
}

void TestErrorResponse::writesNotFoundAndRedirect()
{
    std::string out;
    appendNotFound(out, false, false);
    QCOMPARE(out, std::string("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n"
                              "Content-Length: 19\r\n\r\n404 page not found\n"));
    out.clear();
    appendRedirect(out, "/files/a//b", "q=1", true);
    QCOMPARE(out, std::string("HTTP/1.1 301 Moved Permanently\r\nLocation: /files/a/b?q=1\r\nContent-Length: 0\r\n"
                              "Connection: close\r\n\r\n"));
}

QTEST_APPLESS_MAIN(TestErrorResponse)
#include "tst_errorresponse.moc"
