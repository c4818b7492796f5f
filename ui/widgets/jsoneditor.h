#pragma once

// The editor of JSON text that all views share: colours, folding, line numbers, a mark for a place, remarks on parts of
// the text (under the mouse, F8 and Shift+F8 go from one to the next), and the members that are known at the cursor,
// with their meaning (Ctrl+Space, while a name is typed, and under the mouse).
// Texts go in and out as bytes, so that nothing is altered by showing it: Scintilla keeps a byte order mark, each line
// end and broken UTF-8 as they are. Offsets count bytes.

#include "core/reading/finding.h"
#include "core/reading/valueform.h"
#include "ui/widgets/qscintilla.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

class QCompleter;
class QStandardItemModel;

namespace gatereeve::json
{
struct CursorContext;
}

namespace gatereeve::ui
{

class JsonEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    // What is to be said of a part of the text.
    struct Remark {
        size_t offset = 0, length = 0;
        Severity severity = Severity::Note;
        QString text;
    };

    explicit JsonEditor(QWidget* parent = nullptr);

    // Valid until the text changes.
    std::string_view bytes() const;
    // Exchanges only what differs: cursor, scrolling and folds stay. Also when read only. Where the new part ends;
    // nothing: all was the same.
    std::optional<size_t> setBytes(std::string_view text);
    // Room for a text that comes in pieces.
    void reserve(size_t bytes);
    void appendBytes(std::string_view text);
    bool isTakingOver() const { return m_takingOver; } // inside setBytes() and appendBytes()

    // Without colours, folding, signals of what has changed (SCN_MODIFIED tells only what is about to), and what is
    // known while typing and under the mouse: too slow in very large texts.
    void setPlain(bool plain);
    // What the text as a whole is, for completion; null: nothing is known.
    void setForm(const ValueForm* form) { m_form = form; }

    size_t cursorOffset() const;
    // Into view, unfolded, with some lines above.
    void showOffset(size_t offset);
    // A mark in the margin and under the rest of the line; one at a time.
    void markError(size_t offset);
    void markLine(int line); // from 0, in the margin alone
    void clearMarks();
    // Instead of those that stand there, sorted by offset. They move with their text; where it is deleted only the mark
    // of the line stays. Several at one place are told together.
    void setRemarks(std::vector<Remark> remarks);
    // The next one behind the cursor, or before it, and round again: into view, and told. False: there is none.
    bool showNextRemark(bool backwards);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void applyLexerColours();
    void fitLineNumbers();
    void tellChanges(int kinds);
    void complete(bool asked);
    int fillCandidates(const json::CursorContext& context, bool asked);
    void insertName(const QString& name);
    QString explanationAt(size_t offset) const;
    QString remarkAt(size_t offset) const;
    std::vector<size_t> remarkOffsets() const;

    QsciLexerJSON* m_lexer;
    QCompleter* m_completer;
    QStandardItemModel* m_candidates;
    const ValueForm* m_form = nullptr;
    bool m_plain = false, m_takingOver = false;
    int m_mark = 0, m_squiggle = 0;
    std::vector<Remark> m_remarks;      // as they were set
    std::array<int, 3> m_remarkMarks{}; // by severity, of the margin
    int m_remarked = 0;                 // indicator; its value is the number of the remark, from 1
};

} // namespace gatereeve::ui
