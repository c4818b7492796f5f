#include "models/otherprofiles.h"

#include "core/engine/policyapplier.h"
#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;
using models::FieldElsewhere;
using models::OtherProfiles;

// spec/profiles.md: the same files mean different things to different gateways.
class TestOtherProfiles : public QObject
{
    Q_OBJECT

private:
    tests::WorkspaceFixture m_fixture;
    const StoredKey& key() const { return *m_fixture.workspace->keyList().find(QStringLiteral("acme-key-0001")); }

private Q_SLOTS:
    void init()
    {
        m_fixture.addKey("acme-key-0001", {"gold"});
        m_fixture.open();
    }

    // 2.9 never looks at `active` (policy-semantics.md 3.1), so each profile reads the file in its own way.
    void readsThePoliciesInEachProfilesWay()
    {
        OtherProfiles others(*m_fixture.workspace);
        QVERIFY(models::PolicyEditor(*m_fixture.workspace).setActive({QStringLiteral("gold")}, false).ok());
        const auto differences = others.compare(key()).differences;
        const auto found = std::ranges::find_if(differences, [](const FieldElsewhere& difference) {
            return difference.elsewhere.profile == Profile::Tyk29;
        });
        QVERIFY(found != differences.end());
        QCOMPARE(found->field, std::string("apply_policies"));
        QVERIFY(found->here != found->elsewhere.value);
    }

    void theOwnProfileIsNoOther()
    {
        OtherProfiles others(*m_fixture.workspace);
        const auto compared = others.compare(key());
        QVERIFY(!compared.why.empty());
        for (const FieldElsewhere& difference : compared.differences)
            QVERIFY(difference.elsewhere.profile != Profile::Guide);
    }

    void aBrokenFileComparesNothing()
    {
        OtherProfiles others(*m_fixture.workspace);
        m_fixture.workspace->setText(*m_fixture.workspace->policiesFile(), "{ broken", QStringLiteral("Break"));
        const auto compared = others.compare(key());
        QVERIFY(compared.differences.empty());
        QVERIFY(!compared.why.empty()); // the last good policies stay in force
    }
};

QTEST_GUILESS_MAIN(TestOtherProfiles)
#include "tst_otherprofiles.moc"
