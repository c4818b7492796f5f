// kill -9 in the midst of edits and saves: the file is always an old or a new version, whole, and the journal always
// opens. The victim is this program itself, with the desktop's document, journal and disk. GATEREEVE_KILLS: how often.

#include "app/disk/posixfilesystem.h"
#include "models/policyeditor.h"
#include "models/text.h"
#include "models/unsavedjournal.h"
#include "tests/support/memorykeystore.h"
#include "tests/support/stillclock.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>
#include <cstring>

using namespace gatereeve;
using namespace Qt::StringLiterals;

namespace
{

constexpr int Kills = 8; // in the suite
constexpr const char* VictimOption = "--victim";

std::string textOf(int rate)
{
    return "{\n\t\"gold\": {\"rate\": " + std::to_string(rate) + ", \"per\": 1, \"note\": \"" +
           std::string(20'000, 'x') + "\"}\n}\n";
}

// The rate of a whole version; nothing for anything else.
std::optional<int> versionOf(const std::string& text)
{
    const auto document = json::Document::parse(text);
    const auto gold = document ? document->root().member("gold") : std::nullopt;
    const auto rate = gold ? gold->member("rate") : std::nullopt;
    const auto number = rate ? rate->integer() : std::nullopt;
    return number && text == textOf(int(*number)) ? std::optional(int(*number)) : std::nullopt;
}

struct Opened {
    app::PosixFileSystem disk;
    tests::MemoryKeyStore keys;
    tests::StillClock clock;
    models::Workspace workspace;
    models::UnsavedJournal journal{workspace};

    explicit Opened(const std::string& folder)
        : workspace(*findLayout(folder, disk), models::Surroundings{disk, keys, clock})
    {
    }
};

// Edits for ever, saves now and then, and says so.
int beVictim(const char* folder)
{
    Opened session(folder);
    for (int rate = *versionOf(session.workspace.policiesFile()->text()) + 1;; ++rate) {
        if (!models::PolicyEditor(session.workspace).setRate({u"gold"_s}, {double(rate), 1}))
            return 1;
        session.workspace.finishTyping();
        if (rate % 40 == 0) {
            if (!session.workspace.save().empty())
                return 1;
            std::printf("%d\n", rate);
            std::fflush(stdout);
        }
        QTest::qWait(1); // the journal writes between edits, as it does beside a person's
    }
}

} // namespace

class TestKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsWholeAndTheJournalOpens()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/policies.json";
        app::PosixFileSystem disk;
        QVERIFY(disk.writeNew(path, textOf(1), 0644).ok());
        const int kills = qEnvironmentVariableIntValue("GATEREEVE_KILLS");
        int left = 0;
        for (int kill = 0; kill < (kills > 0 ? kills : Kills); ++kill) {
            const int saved = lastSavedBeforeTheKill(folder.path());
            QVERIFY(saved > 0);
            const auto onDisk = disk.read(path, LargestFile);
            QVERIFY(onDisk.ok());
            const auto version = versionOf(*onDisk);
            QVERIFY2(version, "neither an old nor a new version");
            QVERIFY2(*version >= saved, "what was saved is lost");

            Opened session(folder.path().toStdString());
            QVERIFY(session.workspace.policiesFile()->document());
            QVERIFY(QSignalSpy(&session.journal, &models::UnsavedJournal::leftFound).wait());
            for (const UnsavedText& text : std::vector(session.journal.left())) {
                QVERIFY2(versionOf(text.text), "the journal holds a part of a version");
                session.journal.open(text);
                QCOMPARE(session.workspace.policiesFile()->text(), text.text);
                ++left;
            }
            session.journal.giveUp();
        }
        qInfo("%d times unsaved edits were left", left);
    }

private:
    // 0: it ended by itself.
    static int lastSavedBeforeTheKill(const QString& folder)
    {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QLatin1StringView(VictimOption), folder});
        if (!victim.waitForReadyRead())
            return 0;
        // Some saves later, or in between: the moment is chance on purpose.
        victim.waitForFinished(QRandomGenerator::global()->bounded(900));
        if (victim.state() != QProcess::Running)
            return 0;
        victim.kill();
        victim.waitForFinished();
        const QList<QByteArray> lines = victim.readAllStandardOutput().split('\n');
        return lines.size() < 2 ? 0 : lines.at(lines.size() - 2).toInt();
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::strcmp(argv[1], VictimOption) == 0)
        return beVictim(argv[2]);
    TestKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed.moc"
