#include "models/urlprobe.h"

#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::UrlAnswer;
using models::UrlProbe;

namespace
{

AccessRights rightsOf(const std::string& apiId, std::vector<AllowedUrl> urls)
{
    AccessRight right;
    right.allowedUrls = std::move(urls);
    return {{apiId, right}};
}

} // namespace

// Issue effective-session, URL tester.
class TestUrlProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WorkspaceFixture>();
        m_fixture->write(
            "/w/apps/users.json",
            R"({"api_id": "users", "name": "Users", "proxy": {"listen_path": "/users/", "target_url": "http:\/\/u"}})");
        m_fixture->open();
        m_probe = std::make_unique<UrlProbe>(*m_fixture->workspace);
    }
    void cleanup()
    {
        m_probe.reset();
        m_fixture.reset();
    }

    // The path decides which API is asked, as in the gateway.
    void thePathChoosesTheApi()
    {
        const AccessRights rights = rightsOf("users", {{"^/users/[0-9]+$", {"GET"}}});
        const UrlAnswer users = ask(rights, "orders", "/users/7");
        QCOMPARE(users.apiId, QStringLiteral("users"));
        QCOMPARE(users.apiName, QStringLiteral("Users"));
        QVERIFY(users.reaches && users.granted && users.test.under(Profile::Guide).passes());
        const UrlAnswer orders = ask(rights, "users", "/orders/7");
        QCOMPARE(orders.apiId, QStringLiteral("orders"));
        QVERIFY(!orders.granted && orders.rules.empty());
        const UrlAnswer nowhere = ask(rights, "users", "/elsewhere");
        QVERIFY(!nowhere.reaches);
        QCOMPARE(nowhere.apiId, QStringLiteral("users"));
    }

    // contracts.md: paths are matched once-decoded; gateway-behaviour.md 10: without the query.
    void thePathIsComparedAsTheGatewayDoes()
    {
        const UrlAnswer answer = ask(rightsOf("users", {{"^/users/a b$", {"GET"}}}), "users", "/users/a%20b?x=%2F");
        QCOMPARE(answer.path, std::string("/users/a b"));
        QVERIFY(answer.rewritten);
        QVERIFY(answer.test.under(Profile::Guide).passes());
        QVERIFY(!ask({}, "users", "/users/7").rewritten);
    }

    void remarksAreThereWithoutAPath()
    {
        const UrlAnswer answer =
            ask(rightsOf("users", {{"/users/.*", {"GET"}}, {"/(", {"GET"}}, {"^/users/7$", {"GET"}}}), "users", "");
        QCOMPARE(answer.remarks.size(), 2u);
        QVERIFY(answer.remarks[0].isError); // errors first
        QCOMPARE(answer.remarks[0].rule, 1);
        QVERIFY(!answer.remarks[1].isError);
        QVERIFY(answer.remarks[1].text.english().find("/users/any/other/path") != std::string::npos);
    }

    void aNewListenPathCounts()
    {
        QVERIFY(ask({}, "orders", "/users/7").reaches);
        models::JsonFile* file = m_fixture->workspace->fileAt(QStringLiteral("/w/apps/users.json"));
        m_fixture->workspace->setText(
            *file,
            R"({"api_id": "users", "name": "Users", "proxy": {"listen_path": "/people/", "target_url": "http:\/\/u"}})",
            QStringLiteral("Edit"));
        QVERIFY(!ask({}, "orders", "/users/7").reaches);
        QCOMPARE(ask({}, "orders", "/people/7").apiId, QStringLiteral("users"));
    }

private:
    UrlAnswer ask(const AccessRights& rights, const char* apiId, const char* path)
    {
        return m_probe->ask({rights, QString::fromLatin1(apiId), QStringLiteral("GET"), QString::fromLatin1(path)});
    }

    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
    std::unique_ptr<UrlProbe> m_probe;
};

QTEST_GUILESS_MAIN(TestUrlProbe)
#include "tst_urlprobe.moc"
