#include "ui/secretclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace gatereeve::ui
{

void copySecret(const QString& text)
{
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setText(text);
    QTimer::singleShot(SecretSeconds * 1000, clipboard, [clipboard, text] {
        if (clipboard->text() == text)
            clipboard->clear();
    });
}

} // namespace gatereeve::ui
