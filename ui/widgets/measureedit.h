#pragma once

// A field for a value that people write in words ("5 per second"), with the JSON numbers it means beside it. Text that
// is not understood stays as typed and the reason stands under the field; nothing is committed then. Base of LimitEdit,
// QuotaEdit and DurationEdit.

#include "core/result.h"

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace gatereeve::ui
{

class MeasureEdit : public QWidget
{
    Q_OBJECT

public:
    explicit MeasureEdit(QWidget* parent = nullptr);
    ~MeasureEdit() override; // what is being typed is not committed

    // For buddies and tests; its objectName is this widget's name + "Text".
    QLineEdit* line() const { return m_line; }
    bool isAcceptable() const { return m_acceptable; }
    QString reason() const;
    QString numbers() const;
    // Names the field for screen readers and its line for object-name look-ups.
    void setNames(const QString& objectName, const QString& accessibleName);
    // Shows "mixed" instead of a value until something is typed.
    void setMixed();
    // What the value means beyond its words, in small text below; empty: nothing.
    void setNote(const QString& note);
    QString note() const;

Q_SIGNALS:
    // Return or focus lost, with text that is understood and means another value than before.
    void committed();

protected:
    // The JSON numbers that the text means ("rate 5, per 1"), or why it is not understood.
    virtual Result<QString> understand(const QString& text) const = 0;
    // Shows a value that came from outside, unless the user is in the middle of a text of their own.
    void showCommitted(const QString& text);
    QString committedText() const { return m_committed; }

private:
    void check();
    void describe();
    void commit();

    QLineEdit* m_line;
    QLabel* m_numbers;
    QLabel* m_reason;
    QLabel* m_note;
    QString m_committed;
    bool m_acceptable = true;
};

} // namespace gatereeve::ui
