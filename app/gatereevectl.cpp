#include "app/commandline.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("gatereevectl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEREEVE_VERSION));
    return gatereeve::app::runCommandLine(argc, argv);
}
