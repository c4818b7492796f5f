#pragma once

// A scratch repository of git with the drivers of docs/compare.md, untouched by the settings of whoever runs the tests.

#include "tests/support/programrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace gatereeve::tests
{

class GitRepository
{
public:
    using Run = ProgramRun<QByteArray>;

    GitRepository()
    {
        git({"init", "-q", "-b", "main"});
        git({"config", "user.name", "A Person"});
        git({"config", "user.email", "person@example.invalid"});
        git({"config", "diff.gatereeve.command", program() + QStringLiteral(" diff --git")});
        git({"config", "merge.gatereeve.name", "by meaning"});
        git({"config", "merge.gatereeve.driver", program() + QStringLiteral(" merge %O %A %B %P")});
        write(QStringLiteral(".gitattributes"), "*.json diff=gatereeve merge=gatereeve\n");
        commit("Begin");
    }

    static QString program() { return QStringLiteral(GATEREEVE_BIN_DIR "/gatereevectl"); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& text)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
    }

    Run git(const QStringList& arguments) { return run(QStringLiteral("git"), arguments); }
    Run gatereevectl(const QStringList& arguments) { return run(program(), arguments); }

    void commit(const QString& message)
    {
        git({"add", "-A"});
        const Run committed = git({"commit", "-q", "-m", message});
        QVERIFY2(committed.code == 0, committed.err.constData());
    }

    // Both branches begin at what `name` holds now; afterwards "main" is checked out with `ours`.
    void branch(const QString& name, const QByteArray& ours, const QByteArray& theirs)
    {
        git({"checkout", "-q", "-b", "theirs"});
        write(name, theirs);
        commit("Theirs");
        git({"checkout", "-q", "main"});
        write(name, ours);
        commit("Ours");
    }

private:
    Run run(const QString& name, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
        environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
        environment.insert(QStringLiteral("GIT_PAGER"), QStringLiteral("cat"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
        process.setProcessEnvironment(environment);
        process.start(name, arguments);
        return finished<QByteArray>(process);
    }

    QTemporaryDir m_folder;
};

} // namespace gatereeve::tests
