#pragma once

// The whole window over the example workspace, with everything around it in memory: files, keys, clock, gateway,
// settings, and answers given beforehand.

#include "core/workspace/layout.h"
#include "fakegateway.h"
#include "models/livelint.h"
#include "tests/support/memoryfilesystem.h"
#include "tests/support/memorykeystore.h"
#include "ui/mainwindow.h"
#include "ui/prompts.h"

#include <QSettings>
#include <QTemporaryDir>

#include <deque>
#include <memory>

namespace gatereeve::tests
{

class PreparedPrompts final : public ui::Prompts
{
public:
    bool yes = true;
    Leaving leaving = Leaving::Discard;
    int choice = -1;           // answer of askChoice
    std::deque<QString> texts; // answers of askText, in order; none: cancelled
    QString workspace;
    QString fileToOpen, fileToSave;
    QList<ui::Question> asked;
    QList<ui::Choice> offered;

    bool confirm(QWidget*, const ui::Question& question) override
    {
        asked.append(question);
        return yes;
    }
    Leaving askLeaving(QWidget*, int) override { return leaving; }
    QString askWorkspace(QWidget*, const QString&) override { return workspace; }
    QString askFolder(QWidget*, const QString&) override { return workspace; }
    QString askOpenFile(QWidget*, const QString&, const QString&) override { return fileToOpen; }
    QString askSaveFile(QWidget*, const QString&, const QString&) override { return fileToSave; }
    QString askText(QWidget*, const QString&, const QString&, const QString&) override
    {
        if (texts.empty())
            return {};
        const QString text = texts.front();
        texts.pop_front();
        return text;
    }
    int askChoice(QWidget*, const ui::Choice& offer) override
    {
        offered.append(offer);
        return choice;
    }
};

class Workbench
{
public:
    Workbench();
    ~Workbench();

    // Opens the example in the window; again: as after a restart.
    void open();
    // Issues a key of these policies through the models.
    StoredKey issue(const QStringList& policies, const QString& alias, bool ownValues = false);

    template <typename T>
    T* find(const char* name) const
    {
        T* found = window->findChild<T*>(QLatin1StringView(name));
        Q_ASSERT_X(found, "Workbench::find", name);
        return found;
    }
    std::string fileText(const std::string& name) const { return files.files.at("/quota-demo/" + name).bytes; }

    MemoryFileSystem files;
    MemoryKeyStore keys;
    StillClock base;
    AdjustableClock clock{base};
    models::ProblemList problems;
    FakeGateway gateway{clock};
    PreparedPrompts prompts;
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat};
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<models::LiveLint> lint; // without delay
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace gatereeve::tests
