// `gatereevectl keys …` as a person calls it (contracts.md): the real program, on a copy of the example workspace.

#include "gateway/store/stores.h"
#include "tests/support/certificates.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace gatereeve;

namespace
{

const QString Program = QStringLiteral(GATEREEVE_BIN_DIR "/gatereevectl");
const QString Example = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");
constexpr int Patience = 30'000; // milliseconds

struct Outcome {
    int code = -1;
    QString out, err;
    QStringList lines() const { return out.split(u'\n', Qt::SkipEmptyParts); }
};

Outcome finished(QProcess& process)
{
    if (!process.waitForFinished(Patience))
        return {-1, {}, u"did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(Program, arguments);
    return finished(process);
}

void copyFolder(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next(), target = to + file.mid(from.size());
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY(QFile::copy(file, target));
        QVERIFY(QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner));
    }
}

// `gatereevectl serve` on any free port; ended by SIGTERM.
class Serving
{
public:
    explicit Serving(const QString& workspace, const QStringList& more = {})
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(Program, QStringList{u"serve"_s, u"--conf"_s, workspace, u"--store"_s,
                                             u"sqlite:"_s + workspace + u"/.gatereeve/keys.sqlite"_s} +
                                     more);
        static const QRegularExpression listening(u"listening on (127\\.0\\.0\\.1:\\d+)"_s);
        QString said;
        while (m_address.isEmpty() && (m_process.canReadLine() || m_process.waitForReadyRead(Patience))) {
            said += QString::fromUtf8(m_process.readAll());
            m_address = listening.match(said).captured(1);
        }
    }
    ~Serving() { end(); }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    void end()
    {
        m_process.terminate();
        m_process.waitForFinished(Patience);
    }
    qint64 processId() const { return m_process.processId(); }
    // Until it says so.
    bool says(const QString& text)
    {
        while (!m_said.contains(text) && m_process.waitForReadyRead(Patience))
            m_said += QString::fromUtf8(m_process.readAll());
        return m_said.contains(text);
    }
    QString url() const { return m_address.isEmpty() ? QString() : u"http://"_s + m_address; }

private:
    QProcess m_process;
    QString m_address, m_said;
};

} // namespace

class TestKeysCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path() + u"/example"_s;
        copyFolder(Example, m_workspace);
        const QString conf = m_workspace + u"/tyk.conf"_s;
        QJsonObject settings = QJsonDocument::fromJson(read(conf)).object();
        settings[u"listen_port"_s] = 0; // any free one
        write(conf, QJsonDocument(settings).toJson());
        m_secretFile = m_folder->path() + u"/secret"_s;
        write(m_secretFile, settings[u"secret"_s].toString().toUtf8() + '\n');
    }

    void issuesListsShowsAndRevokes()
    {
        const Outcome issued = here({u"issue"_s, u"--policy"_s, u"trial"_s, u"--alias"_s, u"for Ann"_s, u"--tag"_s,
                                     u"one"_s, u"--tag"_s, u"two"_s, u"--count"_s, u"2"_s});
        QCOMPARE(issued.code, 0);
        QCOMPARE(issued.err, QString());
        QStringList keys = issued.lines();
        QCOMPARE(keys.size(), 2);
        const Outcome listed = here({u"list"_s});
        QStringList sorted = keys;
        sorted.sort();
        QCOMPARE(listed.lines(), sorted);
        QCOMPARE(here({u"list"_s, u"--filter"_s, keys[0]}).lines(), QStringList{keys[0]});

        const QString shown = here({u"show"_s, keys[0]}).out;
        for (const QString& line : {u"alias     for Ann"_s, u"policies  trial"_s, u"rate      5 per second"_s,
                                    u"quota     50 per day"_s, u"50 left"_s, u"one, two"_s})
            QVERIFY2(shown.contains(line), qUtf8Printable(line + u" in\n"_s + shown));
        const auto session = QJsonDocument::fromJson(here({u"show"_s, keys[0], u"--json"_s}).out.toUtf8()).object();
        QCOMPARE(session[u"rate"_s], 5);

        const Outcome revoked = here({u"revoke"_s, keys[0]});
        QCOMPARE(revoked.code, 0);
        QCOMPARE(revoked.lines(), QStringList{keys[0] + u" revoked"_s});
        QCOMPARE(here({u"list"_s}).lines(), QStringList{keys[1]});
        QCOMPARE(here({u"show"_s, keys[0]}).code, 3);
    }

    void givesJsonWhereAsked()
    {
        const auto answers =
            QJsonDocument::fromJson(here({u"issue"_s, u"--policy"_s, u"trial"_s, u"--json"_s}).out.toUtf8()).array();
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers[0][u"action"], u"added"_s);
        const QString key = answers[0][u"key"].toString();
        const auto list = QJsonDocument::fromJson(here({u"list"_s, u"--json"_s}).out.toUtf8()).object();
        QCOMPARE(list[u"keys"_s], QJsonArray{key});
        const Outcome revoked = here({u"revoke"_s, key, u"nobody"_s, u"--json"_s});
        QCOMPARE(revoked.code, 3); // what was done before the refusal is told
        QCOMPARE(QJsonDocument::fromJson(revoked.out.toUtf8()).array().size(), 1);
    }

    void setsTheEndOfAKey()
    {
        const auto endOf = [this](const QString& expires) {
            const Outcome issued = here({u"issue"_s, u"--policy"_s, u"gold"_s, u"--expires"_s, expires});
            const auto shown = here({u"show"_s, issued.out.trimmed(), u"--json"_s});
            return QJsonDocument::fromJson(shown.out.toUtf8()).object()[u"expires"_s].toInteger();
        };
        QCOMPARE(endOf(u"2050-01-01T00:00:00Z"_s), 2'524'608'000);
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        const qint64 end = endOf(u"14 days"_s);
        QVERIFY(end >= before + 14 * 86400 && end <= QDateTime::currentSecsSinceEpoch() + 14 * 86400);
    }

    void keepsOddKeysApart()
    {
        {
            auto store = gateway::openSqliteStore(storeFile());
            QVERIFY(store);
            StoredKey key;
            key.name = key.text = "../a?b/ü%";
            QVERIFY((*store)->put(key));
        }
        QCOMPARE(here({u"show"_s, u"../a?b/ü%"_s}).code, 0);
        QCOMPARE(here({u"revoke"_s, u"../a?b/ü%"_s}).code, 0);
        QCOMPARE(here({u"list"_s}).out, QString());
    }

    // contracts.md: if a running process owns the store, the command talks to it.
    void talksToTheProcessThatOwnsTheStore()
    {
        QString key;
        {
            Serving serving(m_workspace);
            QVERIFY(!serving.url().isEmpty());
            const Outcome issued = here({u"issue"_s, u"--policy"_s, u"trial"_s});
            QCOMPARE(issued.err, QString());
            key = issued.out.trimmed();
            QCOMPARE(there(serving, {u"list"_s}).lines(), QStringList{key});
            QVERIFY(there(serving, {u"show"_s, key}).out.contains(u"policies  trial"_s));
            QCOMPARE(there(serving, {u"revoke"_s, u"nobody"_s}).code, 3);
        }
        QCOMPARE(here({u"list"_s}).lines(), QStringList{key});
    }

    // Its certificate is for others; the lock of the store says who it is. A stranger has to prove it.
    void talksToAnOwnerWithTls()
    {
        gateway::TestAuthority authority;
        const gateway::TestCertificate made = authority.issue("shop", "DNS:shop.example");
        useCertificate(made);

        Serving serving(m_workspace);
        QVERIFY(!serving.url().isEmpty());
        const Outcome issued = here({u"issue"_s, u"--policy"_s, u"trial"_s});
        QCOMPARE(issued.err, QString());
        QCOMPARE(here({u"list"_s}).lines(), QStringList{issued.out.trimmed()});
        const QString url = u"https"_s + serving.url().mid(4);
        const Outcome stranger = run({u"keys"_s, u"list"_s, u"--url"_s, url, u"--secret-file"_s, m_secretFile});
        QCOMPARE(stranger.out, QString());
        QVERIFY(stranger.code != 0 && stranger.err.contains(u"certificate"_s));
    }

    void callsAtTheSameTimeWaitForEachOther()
    {
        std::array<QProcess, 4> processes;
        for (QProcess& process : processes)
            process.start(Program, {u"keys"_s, u"issue"_s, u"--workspace"_s, m_workspace, u"--policy"_s, u"trial"_s,
                                    u"--count"_s, u"5"_s});
        for (QProcess& process : processes) {
            const Outcome outcome = finished(process);
            QVERIFY2(outcome.code == 0, qUtf8Printable(outcome.err));
        }
        QCOMPARE(here({u"list"_s}).lines().size(), 20);
    }

    void refusesInWords_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const QString workspace = u"--workspace"_s, here = u"@"_s; // @: the example
        const auto row = [](const char* name, const QStringList& arguments, int code, const QString& words) {
            QTest::newRow(name) << arguments << code << words;
        };
        row("no place", {u"list"_s}, 2, u"--workspace"_s);
        row("two places", {u"list"_s, workspace, here, u"--url"_s, u"http://x"_s, u"--secret-file"_s, u"f"_s}, 2,
            u"--url"_s);
        row("no secret", {u"list"_s, u"--url"_s, u"http://127.0.0.1:1"_s}, 2, u"--secret-file"_s);
        row("no policy", {u"issue"_s, workspace, here}, 2, u"--policy"_s);
        row("no end", {u"issue"_s, workspace, here, u"--policy"_s, u"gold"_s, u"--expires"_s, u"soon"_s}, 2,
            u"14 days"_s);
        row("unknown policy", {u"issue"_s, workspace, here, u"--policy"_s, u"nope"_s}, 3, u"policy is loaded: nope"_s);
        row("unknown key", {u"show"_s, workspace, here, u"nobody"_s}, 3, u"Key not found"_s);
        row("no workspace", {u"list"_s, workspace, u"/nowhere"_s}, 4, u"/nowhere"_s);
        row("no secret file", {u"list"_s, u"--url"_s, u"http://127.0.0.1:1"_s, u"--secret-file"_s, u"/nowhere"_s}, 4,
            u"/nowhere"_s);
        row("a secret that is none",
            {u"list"_s, u"--url"_s, u"http://127.0.0.1:1"_s, u"--secret-file"_s, u"@/tyk.conf"_s}, 5,
            u"one line of text"_s);
    }

    void refusesInWords()
    {
        QFETCH(QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, words);
        arguments.replaceInStrings(u"@"_s, m_workspace);
        const Outcome outcome = run(QStringList{u"keys"_s} + arguments);
        QVERIFY2(outcome.err.contains(words), qUtf8Printable(outcome.err));
        QCOMPARE(outcome.code, code);
        QCOMPARE(outcome.out, QString());
    }

    void saysWhenNobodyAnswers()
    {
        const Outcome outcome =
            run({u"keys"_s, u"list"_s, u"--url"_s, u"http://127.0.0.1:1"_s, u"--secret-file"_s, m_secretFile});
        QCOMPARE(outcome.code, 5);
        QVERIFY2(outcome.err.contains(u"http://127.0.0.1:1: "_s), qUtf8Printable(outcome.err));
    }

    void saysWhenTheSecretIsWrong()
    {
        const Serving serving(m_workspace);
        write(m_secretFile, "wrong\n");
        const Outcome outcome = there(serving, {u"list"_s});
        QCOMPARE(outcome.code, 3);
        QVERIFY(outcome.err.contains(u"invalid or missing key"_s));
    }

    // profiles.md: the rules are chosen by the option, or by the workspace's own settings.
    void servesUnderEveryProfile()
    {
        for (const QString& profile : {u"guide"_s, u"2.9"_s, u"5"_s}) {
            const Serving serving(m_workspace, {u"--profile"_s, profile});
            QVERIFY2(!serving.url().isEmpty(), qUtf8Printable(profile));
        }
        write(m_workspace + u"/gatereeve.json"_s, R"({"profile": "2.9"})");
        QVERIFY(!Serving(m_workspace).url().isEmpty());
    }

    // profiles.md: files are watched under guide and 5; `--no-watch` turns it off.
    void changesOfFilesAreServed()
    {
        const QString policies = m_workspace + u"/policies/policies.json"_s;
        Serving serving(m_workspace);
        write(policies, read(policies) + ' ');
        QVERIFY(serving.says(u"reload: generation 2"_s));
    }

    void certificatesAreRenewed_data()
    {
        QTest::addColumn<bool>("watched");
        QTest::newRow("file") << true;
        QTest::newRow("SIGHUP") << false;
    }

    void certificatesAreRenewed()
    {
        QFETCH(const bool, watched);
        gateway::TestAuthority authority;
        const gateway::TestCertificate used = authority.issue("used", "DNS:shop.example");
        const gateway::TestCertificate fresh = authority.issue("fresh", "DNS:shop.example");
        useCertificate(used);
        Serving serving(m_workspace, {watched ? u"--watch"_s : u"--no-watch"_s});
        const auto replace = [&](const std::string& to, const QByteArray& bytes) {
            write(QString::fromStdString(to), bytes);
            if (!watched)
                ::kill(static_cast<pid_t>(serving.processId()), SIGHUP);
        };
        replace(used.certFile, "no certificate");
        QVERIFY(serving.says(u"used.pem: http_server_options.certificates: the certificate can't be used"_s));
        QVERIFY(serving.says(u"those in use stay"_s));
        write(QString::fromStdString(used.keyFile), read(QString::fromStdString(fresh.keyFile)));
        replace(used.certFile, read(QString::fromStdString(fresh.certFile)));
        QVERIFY(serving.says(u"new connections get the certificates that are in the files now"_s));
    }

    void leavesADamagedStoreAlone()
    {
        const QString file = QString::fromStdString(storeFile());
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        const QByteArray damaged = "no database "_ba.repeated(100);
        write(file, damaged);
        const Outcome outcome = here({u"issue"_s, u"--policy"_s, u"trial"_s});
        QCOMPARE(outcome.code, 5);
        QVERIFY2(outcome.err.contains(u"Move it aside"_s), qUtf8Printable(outcome.err));
        QCOMPARE(read(file), damaged);
    }

private:
    void useCertificate(const gateway::TestCertificate& made) const
    {
        const QString conf = m_workspace + u"/tyk.conf"_s;
        QJsonObject settings = QJsonDocument::fromJson(read(conf)).object();
        const QJsonObject certificate{{u"domain_name"_s, u"shop.example"_s},
                                      {u"cert_file"_s, QString::fromStdString(made.certFile)},
                                      {u"key_file"_s, QString::fromStdString(made.keyFile)}};
        settings[u"http_server_options"_s] =
            QJsonObject{{u"use_ssl"_s, true}, {u"certificates"_s, QJsonArray{certificate}}};
        write(conf, QJsonDocument(settings).toJson());
    }
    Outcome here(const QStringList& arguments) const
    {
        return run(QStringList{u"keys"_s} + arguments + QStringList{u"--workspace"_s, m_workspace});
    }
    Outcome there(const Serving& serving, const QStringList& arguments) const
    {
        return run(QStringList{u"keys"_s} + arguments +
                   QStringList{u"--url"_s, serving.url(), u"--secret-file"_s, m_secretFile});
    }
    std::string storeFile() const { return m_workspace.toStdString() + "/.gatereeve/keys.sqlite"; }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace, m_secretFile;
};

QTEST_GUILESS_MAIN(TestKeysCommand)
#include "tst_keyscommand.moc"
