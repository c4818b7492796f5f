#pragma once

// A piece of JSON text by itself, editable if wanted. What is typed is proposed as one piece: on Ctrl+Return or when
// the editor is left. A refused text stays, with a mark at the place and the reason underneath. The text of a whole
// file is ui/widgets/filetextview.h, where every keystroke counts at once.

#include "core/result.h"

#include <QWidget>

class QLabel;

namespace gatereeve
{
struct ValueForm;
}

namespace gatereeve::ui
{

class JsonEditor;

class JsonView final : public QWidget
{
    Q_OBJECT

public:
    // Its editor is called `name` + "Text", its reason `name` + "Error".
    explicit JsonView(const QString& name, QWidget* parent = nullptr);

    // Shows a text that came from outside; a text that is being typed stays.
    void setText(const QString& text);
    QString text() const;
    void setReadOnly(bool on);
    // What the text is, for completion of its members; null: nothing is known.
    void setForm(const ValueForm* form);
    // Brings a line into view and marks it; from 1, 0 marks none.
    void showLine(int line);
    // The proposed text was not taken; line and column count from 1.
    void showError(const Error& error);

Q_SIGNALS:
    // The receiver answers with setText() (taken) or showError().
    void proposed(const QString& text);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void propose();
    void discard();
    void clearError();
    size_t lineStart(int line) const; // from 1

    JsonEditor* m_editor;
    QLabel* m_error;
    QString m_committed;
    bool m_pending = false;
};

} // namespace gatereeve::ui
