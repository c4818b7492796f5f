#include "ui/passingclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace gatereeve::ui
{

Later realLater()
{
    return [](std::chrono::seconds time, std::function<void()> then) {
        QTimer::singleShot(time, QGuiApplication::clipboard(), std::move(then));
    };
}

void copyForAWhile(const QString& text, const Later& later, std::function<void()> cleared)
{
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setText(text);
    later(ClipboardTime, [clipboard, text, cleared = std::move(cleared)] {
        if (clipboard->text() != text)
            return;
        clipboard->clear();
        if (cleared)
            cleared();
    });
}

} // namespace gatereeve::ui
