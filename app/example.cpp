#include "app/example.h"

#include <QDirIterator>
#include <QFile>

namespace gatereeve::app
{

Result<void> copyExample(const std::string& folder, FileSystem& files)
{
    const QString root = QStringLiteral(":/example");
    QDirIterator entries(root, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString source = entries.next();
        const std::string target = folder + source.mid(root.size()).toStdString();
        if (files.info(target).exists)
            continue;
        QFile file(source);
        if (!file.open(QIODevice::ReadOnly))
            return Error{"the built-in example can't be read: " + file.errorString().toStdString(), {}};
        if (auto made = files.makeDirectory(target.substr(0, target.rfind('/'))); !made)
            return made;
        if (auto written = files.writeNew(target, file.readAll().toStdString(), 0644); !written)
            return written;
    }
    return {};
}

} // namespace gatereeve::app
