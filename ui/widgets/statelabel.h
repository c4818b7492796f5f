#pragma once

// A state as a mark and a word, never as a colour alone.

#include "ui/theme.h"

#include <QWidget>

class QLabel;

namespace gatereeve::ui
{

class StateLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit StateLabel(QWidget* parent = nullptr);

    void setState(const QString& iconName, theme::Tone tone, const QString& text);
    QString text() const;
    // For a place of one line, such as a tool bar; otherwise the words wrap.
    void setSingleLine();

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintMark();

    QLabel* m_mark;
    QLabel* m_text;
    QString m_iconName;
    theme::Tone m_tone = theme::Tone::Plain;
};

} // namespace gatereeve::ui
