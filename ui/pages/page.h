#pragma once

// What the window knows of a page: it may be narrow, it remembers its layout, and it says what went wrong.

#include <QWidget>

class QSettings;

namespace gatereeve::ui
{

class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setNarrow(bool) {}
    // Both work in the group that the caller has opened.
    virtual void saveLayout(QSettings&) const {}
    virtual void restoreLayout(const QSettings&) {}

Q_SIGNALS:
    // One sentence for the message bar.
    void failed(const QString& text);
};

} // namespace gatereeve::ui
