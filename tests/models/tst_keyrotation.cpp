#include "models/keyrotation.h"

#include "models/keyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::KeyEditor;
using models::rotateKey;
using tests::WorkspaceFixture;

namespace
{

const QString Acme = QStringLiteral("acme-key-0001");
constexpr int64_t Hour = 3600, Day = 86400;

std::string newId()
{
    return std::string(31, '0') + '7';
}

struct Rotation {
    WorkspaceFixture fixture;

    Rotation()
    {
        fixture.addKey("acme-key-0001", {"gold", "silver"}, "acme");
        Session& session = fixture.keys.keys.at("acme-key-0001").session;
        session.rate = 3;
        session.per = 1;
        session.tags = {"blue"};
        fixture.open();
    }

    models::Workspace& workspace() { return *fixture.workspace; }
    const Session& old() const { return fixture.keys.keys.at("acme-key-0001").session; }
    int64_t now() const { return fixture.clock.nowSeconds(); }
};

} // namespace

// ui.md, key inspector: Rotate with an overlap; contracts.md, Keys in the window.
class TestKeyRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewKeyIsTheOldOneUnderANewText();
    void theOldOneEndsAfterTheOverlap();
    void noOverlapRefusesAtOnce();
    void noEndIsPutOff();
    void underHashKeysTheNewTextIsKnown();
    void whatCanNotBeRotated();
    void aFailureLeavesEverything();
    void olderEditsDoNotBringTheOldKeyBack();
};

void TestKeyRotation::theNewKeyIsTheOldOneUnderANewText()
{
    Rotation rotation;
    const Session before = rotation.old();
    const auto rotated = rotateKey(rotation.workspace(), Acme, Day, newId);
    QVERIFY(rotated.ok());
    QVERIFY(rotated->key.text.ends_with("0007"));
    QCOMPARE(rotation.fixture.keys.keys.size(), size_t(2));
    const StoredKey& stored = rotation.fixture.keys.keys.at(rotated->key.name);
    QCOMPARE(stored, rotated->key);
    Session same = stored.session;
    QVERIFY(same.dateCreated != before.dateCreated);
    same.dateCreated = before.dateCreated; // what creation stamps
    same.lastUpdated = before.lastUpdated;
    same.quotaRenews = before.quotaRenews;
    QCOMPARE(same, before);
    QCOMPARE(rotation.workspace().undoStack().count(), 0);
}

void TestKeyRotation::theOldOneEndsAfterTheOverlap()
{
    Rotation rotation;
    const auto rotated = rotateKey(rotation.workspace(), Acme, Day, newId);
    QVERIFY(rotated.ok());
    QCOMPARE(rotated->oldEnds, rotation.now() + Day);
    QCOMPARE(rotation.old().expires, rotation.now() + Day);
    QCOMPARE(rotated->key.session.expires, 0);
    QCOMPARE(rotation.old().alias, std::string("acme"));
}

// A key is refused once the clock is past `expires` (profiles.md, guide 4).
void TestKeyRotation::noOverlapRefusesAtOnce()
{
    Rotation rotation;
    QVERIFY(rotateKey(rotation.workspace(), Acme, 0, newId).ok());
    QVERIFY(rotation.now() > rotation.old().expires);
    QVERIFY(rotation.old().expires > 0);
}

// Neither an end nearer than the overlap, nor the end of a trial, which creation would count anew (guide 4).
void TestKeyRotation::noEndIsPutOff()
{
    Rotation rotation;
    const int64_t end = rotation.now() + 2 * Hour;
    QVERIFY(
        KeyEditor(rotation.workspace()).setPolicies({Acme}, {QStringLiteral("gold"), QStringLiteral("trial")}).ok());
    QVERIFY(KeyEditor(rotation.workspace()).setExpires({Acme}, end).ok());
    const auto rotated = rotateKey(rotation.workspace(), Acme, 7 * Day, newId);
    QVERIFY(rotated.ok());
    QCOMPARE(rotation.old().expires, end);
    QCOMPARE(rotated->oldEnds, end);
    QCOMPARE(rotated->key.session.expires, end);
}

void TestKeyRotation::underHashKeysTheNewTextIsKnown()
{
    Rotation rotation;
    rotation.fixture.write(tests::ConfPath,
                           "{\"hash_keys\": true, \"policies\": {\"policy_record_name\": \"policies/policies.json\"}}");
    rotation.fixture.open();
    const auto rotated = rotateKey(rotation.workspace(), Acme, Day, newId);
    QVERIFY(rotated.ok());
    const StoredKey* stored = rotation.workspace().keyList().find(models::toQString(rotated->key.name));
    QVERIFY(stored);
    QVERIFY(stored->text.empty());
    QCOMPARE(rotation.workspace().keyList().textOf(*stored), rotated->key.text);
}

void TestKeyRotation::whatCanNotBeRotated()
{
    Rotation rotation;
    const auto isRefused = [&](const QString& name) {
        const size_t before = rotation.fixture.keys.keys.size();
        return !whyNotRotated(rotation.workspace(), name).isEmpty() &&
               !rotateKey(rotation.workspace(), name, Day, newId).ok() && rotation.fixture.keys.keys.size() == before;
    };
    QVERIFY(isRefused(QStringLiteral("nobody")));
    KeyEditor editor(rotation.workspace());
    QVERIFY(editor.setExpires({Acme}, rotation.now() - Day).ok());
    QVERIFY(isRefused(Acme));
    QVERIFY(editor.setExpires({Acme}, 0).ok());
    QVERIFY(editor.setPolicies({Acme}, {QStringLiteral("iron")}).ok());
    QVERIFY(isRefused(Acme));
    QVERIFY(editor.setPolicies({Acme}, {QStringLiteral("gold")}).ok());
    QVERIFY(whyNotRotated(rotation.workspace(), Acme).isEmpty());
    Session session = rotation.old();
    session.certificate = "abc";
    QVERIFY(editor.setSession(Acme, session, QStringLiteral("%1")).ok());
    QVERIFY(isRefused(Acme));
}

void TestKeyRotation::aFailureLeavesEverything()
{
    Rotation rotation;
    const auto before = rotation.fixture.keys.keys;
    rotation.fixture.keys.failure = Error{"the disk is full", {}};
    QVERIFY(!rotateKey(rotation.workspace(), Acme, Day, newId).ok());
    rotation.fixture.keys.failure.reset();
    QVERIFY(rotation.fixture.keys.keys == before);
    rotation.fixture.keys.failingName = "acme-key-0001"; // the new one is stored, the old one can't be ended
    QVERIFY(!rotateKey(rotation.workspace(), Acme, Day, newId).ok());
    QVERIFY(rotation.fixture.keys.keys == before);
    QCOMPARE(rotation.workspace().keyList().rowCount(), 1);
}

// Rotating is not undoable: undoing an edit from before must not free the old text again.
void TestKeyRotation::olderEditsDoNotBringTheOldKeyBack()
{
    Rotation rotation;
    QVERIFY(KeyEditor(rotation.workspace()).setAlias(Acme, QStringLiteral("acme two")).ok());
    QVERIFY(rotateKey(rotation.workspace(), Acme, Day, newId).ok());
    QSignalSpy failed(&rotation.workspace().keyList(), &models::KeyList::failed);
    rotation.workspace().undoStack().undo();
    QCOMPARE(rotation.old().expires, rotation.now() + Day);
    QCOMPARE(failed.count(), 1);
}

QTEST_GUILESS_MAIN(TestKeyRotation)
#include "tst_keyrotation.moc"
