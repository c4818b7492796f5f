#pragma once

// The text of one file of the workspace, live: what is typed becomes an edit of the file after a short pause, and what
// changes the file anywhere else is seen here. The file's bytes are those in the editor, so a byte order mark, line
// ends, tabs and broken UTF-8 stay. There is one undo stack, the workspace's; the editor has none. Typing at one place
// within a line is one step. What lint finds in the file is marked where it stands. While it is hidden nothing is
// built; it catches up when it is shown, a large text piece by piece between other events, read-only meanwhile.

#include "core/reading/valueform.h"
#include "core/result.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace gatereeve::models
{
class JsonFile;
class ProblemList;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class JsonEditor;

class FileTextView final : public QWidget
{
    Q_OBJECT

public:
    // Its editor is called `name` + "Text", the reason of an error `name` + "Error", what else is to be said `name` +
    // "Note", the button to show a text that would be slow `name` + "ShowAnyway".
    FileTextView(models::Workspace& workspace, const QString& name, QWidget* parent = nullptr);

    // Null: none. Where the cursor stood in a file it stands again.
    void setFile(models::JsonFile* file);
    models::JsonFile* file() const { return m_file; }
    // Puts the cursor to a place of the file; one without a line to its beginning. The keyboard stays where it is.
    void showPlace(const Place& place);
    // Marks what is found in the file, from now on; `problems` must outlive the view.
    void setProblems(const models::ProblemList& problems);
    // What was typed counts from now on; for who is about to change the file.
    void finish() { leaveStep(); }
    bool isTypedIn() const;    // it has the keyboard
    Place cursorPlace() const; // with its JSON path; in a broken text as far as it can be told

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void wire();
    void beforeEdit(size_t offset, size_t removed, size_t inserted);
    void commit();
    void leaveStep();
    void fileChanged();
    void outdate();
    void catchUp();
    void showMore();
    void goTo(size_t offset);
    bool canBeTyped() const;
    std::string_view shownText() const;
    void adaptTo(std::string_view text);
    void showState();
    void showProblems();
    QString noteOf(std::string_view text) const;
    const ValueForm* formOfFile() const;

    models::Workspace& m_workspace;
    const models::ProblemList* m_problems = nullptr;
    models::JsonFile* m_file = nullptr;
    const models::JsonFile* m_shown = nullptr; // whose text stands, or is coming, in the editor
    JsonEditor* m_editor;
    QLabel* m_error;
    QLabel* m_note;
    QPushButton* m_showAnyway;    // a text with a line that takes long to lay out
    QTimer m_pause;               // after a keystroke
    QElapsedTimer m_waiting;      // since the first of them that is not in the file yet
    QTimer m_more;                // until the next piece of a large text; active: there is one
    std::optional<size_t> m_goTo; // as soon as that much is there
    bool m_typed = false;         // something that is not in the file yet
    bool m_stale = false, m_committing = false, m_followsChange = false, m_tooLong = false;
    // Where typing goes on as the same step.
    size_t m_stepBegin = 0, m_stepEnd = 0;
    QHash<const models::JsonFile*, size_t> m_cursors;
    QSet<const models::JsonFile*> m_shownAnyway;
};

} // namespace gatereeve::ui
