#include "models/effectivesession.h"

#include "models/keystate.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;

namespace
{

// Policy "both" of organisation acme grants both APIs; orders are acme's, users are of `other`.
void openWith(tests::WorkspaceFixture& fixture, const std::string& orders, const std::string& users)
{
    const auto api = [](const std::string& id, const std::string& organisation) {
        return "{\"api_id\": \"" + id + "\", \"org_id\": \"" + organisation +
               "\", \"active\": true, \"proxy\": {\"listen_path\": \"/" + id +
               "/\", \"target_url\": \"http://127.0.0.1:9/\"}}";
    };
    fixture.write(tests::OrdersPath, api("orders", orders));
    fixture.write("/w/apps/users.json", api("users", users));
    fixture.write(tests::PoliciesPath,
                  "{\"both\": {\"org_id\": \"acme\", \"active\": true, \"rate\": 1, \"per\": 1, \"access_rights\": "
                  "{\"orders\": {}, \"users\": {}, \"elsewhere\": {}}}}");
    fixture.addKey("key1", {"both"});
    fixture.open();
}

const Reason& reasonOf(const Provenance& why, const std::string& field)
{
    return *std::ranges::find(why, field, &Reason::field);
}

} // namespace

// policy-semantics.md 6.3: the organisation of a policy is compared with that of the API asked for.
class TestEffectiveSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneApiRefuses();
    void everyApiRefuses();
    void allAccept();
};

void TestEffectiveSession::oneApiRefuses()
{
    tests::WorkspaceFixture fixture;
    openWith(fixture, "acme", "other");
    const StoredKey& key = *fixture.workspace->keyList().find(QStringLiteral("key1"));
    Provenance why;
    QVERIFY(models::effectiveSession(key.session, *fixture.workspace, &why).ok());
    QCOMPARE(reasonOf(why, "access_rights.orders").value, std::string("granted"));
    QCOMPARE(reasonOf(why, "access_rights.elsewhere").value, std::string("granted")); // not loaded: nobody knows
    const Reason& users = reasonOf(why, "access_rights.users");
    QCOMPARE(users.value, std::string("refused"));
    QVERIFY(users.winner == Source::ofPolicy("both"));
    QVERIFY2(users.why.english().find("other") != std::string::npos, users.why.english().c_str());
    QVERIFY((users.losers == std::vector<Candidate>{{Source::ofPolicy("both"), "granted"}}));
    QVERIFY(models::keyState(key, *fixture.workspace, 0).kind == models::KeyState::Kind::Works);
}

void TestEffectiveSession::everyApiRefuses()
{
    tests::WorkspaceFixture fixture;
    openWith(fixture, "other", "another");
    const StoredKey& key = *fixture.workspace->keyList().find(QStringLiteral("key1"));
    const EffectiveSession effective = models::effectiveSession(key.session, *fixture.workspace);
    QVERIFY(effective.refusal && effective.refusal->kind == ApplyRefusal::Kind::ForeignOrganisation);
    const models::KeyState state = models::keyState(key, *fixture.workspace, 0);
    QVERIFY(state.kind == models::KeyState::Kind::PolicyUnusable);
    QVERIFY2(state.text.startsWith(QStringLiteral("refused: ")), qPrintable(state.text));
}

void TestEffectiveSession::allAccept()
{
    tests::WorkspaceFixture fixture;
    openWith(fixture, "acme", "acme");
    const StoredKey& key = *fixture.workspace->keyList().find(QStringLiteral("key1"));
    const EffectiveSession effective = models::effectiveSession(key.session, *fixture.workspace);
    QVERIFY(effective.ok());
    const ApplyContext context{fixture.workspace->policies(), std::nullopt, fixture.workspace->profile()};
    QVERIFY(apiRefusals(key.session, effective.session.accessRights, context, models::apisOf(*fixture.workspace)) ==
            ApiRefusals());
}

QTEST_GUILESS_MAIN(TestEffectiveSession)
#include "tst_effectivesession.moc"
