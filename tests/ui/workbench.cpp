#include "workbench.h"

#include "models/keyissuing.h"
#include "ui/translations.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace gatereeve::tests
{

namespace
{

const QString Example = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");

} // namespace

Workbench::Workbench()
{
    static bool translated = (ui::installTranslations(*QCoreApplication::instance()), true);
    Q_UNUSED(translated)
    QDirIterator found(Example, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        QFile file(found.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        files.files["/quota-demo/" + QDir(Example).relativeFilePath(file.fileName()).toStdString()].bytes =
            file.readAll().toStdString();
    }
    open();
}

Workbench::~Workbench()
{
    window.reset();
    gateway.setWorkspace(nullptr);
}

void Workbench::open()
{
    window.reset();
    lint.reset();
    const Result<Layout> layout = findLayout("/quota-demo/tyk.conf", files);
    if (!layout)
        qFatal("%s", layout.error().describe().c_str());
    workspace = std::make_unique<models::Workspace>(*layout, models::Surroundings{files, keys, clock});
    lint = std::make_unique<models::LiveLint>(*workspace, problems);
    lint->setDelay(std::chrono::milliseconds(0));
    gateway.setWorkspace(workspace.get());
    window = std::make_unique<ui::MainWindow>(ui::MainWindow::Surroundings{gateway, problems, prompts, settings});
    window->setWorkspace(workspace.get());
}

StoredKey Workbench::issue(const QStringList& policies, const QString& alias, bool ownValues)
{
    models::KeyOrder order;
    order.policies = policies;
    order.alias = alias;
    order.writeOwnValues = ownValues;
    const models::IssuedKeys result = models::issueKeys(order, *workspace);
    if (result.error)
        qFatal("%s", result.error->describe().c_str());
    return result.issued.front();
}

} // namespace gatereeve::tests
