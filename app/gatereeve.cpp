#include "app/desktop/desktop.h"
#include "app/largepages.h"
#include "app/unixsignals.h"
#include "ui/theme.h"
#include "ui/translations.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    using namespace gatereeve;
    app::useLargePages(argv);
    app::UnixSignals::block();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("gatereeve"));
    QCoreApplication::setApplicationName(QStringLiteral("gatereeve"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEREEVE_VERSION));
    // No display name: Qt would add it to window titles, which have the name in its place already.

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Workbench for API token policies"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption scheme(QStringLiteral("scheme"), QStringLiteral("Colours: light, dark or desktop"),
                                    QStringLiteral("name"));
    parser.addOption(scheme);
    parser.addPositionalArgument(
        QStringLiteral("workspace"),
        QStringLiteral("A tyk.conf, a policies file, exported policies, or a folder that has them"),
        QStringLiteral("[workspace]"));
    parser.process(application);

    ui::installTranslations(application);
    QSettings settings;
    const QString wanted =
        parser.isSet(scheme) ? parser.value(scheme) : settings.value(QStringLiteral("window/scheme")).toString();
    ui::theme::apply(application, ui::theme::schemeNamed(wanted));
    SystemClock clock;
    ui::DialogPrompts prompts;
    app::Desktop desktop(settings, prompts, clock, QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    const app::UnixSignals signals_;
    QObject::connect(&signals_, &app::UnixSignals::endWanted, &application, &QCoreApplication::quit);
    desktop.window().show();
    const QStringList arguments = parser.positionalArguments();
    const QStringList recent = ui::MainWindow::recentWorkspaces(settings);
    if (!arguments.isEmpty())
        desktop.startOpening(arguments.front());
    else if (recent.isEmpty())
        desktop.startOpeningExample();
    else
        desktop.startOpening(recent.front(), [&desktop] { desktop.startOpeningExample(); });
    return QApplication::exec();
}
