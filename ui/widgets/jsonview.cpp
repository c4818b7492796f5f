#include "ui/widgets/jsonview.h"

#include "ui/theme.h"
#include "ui/widgets/qscintilla.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace gatereeve::ui
{

namespace
{

constexpr int LinesAbove = 4; // of a place that is shown: what it belongs to

} // namespace

JsonView::JsonView(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_editor(new QsciScintilla(this)),
      m_lexer(new QsciLexerJSON(m_editor)),
      m_error(new QLabel(this))
{
    m_editor->setObjectName(name + QStringLiteral("Text"));
    m_editor->setAccessibleName(tr("JSON text"));
    m_editor->setLexer(m_lexer);
    m_editor->setUtf8(true);
    m_editor->setTabWidth(4);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setAutoIndent(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setMarginType(0, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(0, QStringLiteral("0000"));
    m_editor->setMarginType(1, QsciScintilla::SymbolMargin);
    m_editor->setMarginWidth(1, 10);
    m_editor->setFolding(QsciScintilla::PlainFoldStyle, 2);
    m_editor->setScrollWidthTracking(true);
    m_editor->setScrollWidth(1);
    m_editor->installEventFilter(this);
    m_mark = m_editor->markerDefine(QsciScintilla::RightTriangle);
    m_squiggle = m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator);

    m_error->setObjectName(name + QStringLiteral("Error"));
    m_error->setForegroundRole(QPalette::BrightText);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_error);
    setFocusProxy(m_editor);
    applyTheme();

    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        m_pending = m_editor->text() != m_committed;
        clearError();
    });
}

void JsonView::setText(const QString& text)
{
    if (m_pending && text == m_committed)
        return;
    m_committed = text;
    if (m_editor->text() != text) {
        int line = 0, column = 0;
        m_editor->getCursorPosition(&line, &column);
        const int top = m_editor->firstVisibleLine();
        m_editor->setText(text);
        m_editor->setCursorPosition(line, column);
        m_editor->setFirstVisibleLine(top);
    }
    m_pending = false;
    clearError();
}

QString JsonView::text() const
{
    return m_editor->text();
}

void JsonView::setReadOnly(bool on)
{
    m_editor->setReadOnly(on);
}

void JsonView::showLine(int line)
{
    m_editor->markerDeleteAll(m_mark);
    if (line <= 0)
        return;
    m_editor->markerAdd(line - 1, m_mark);
    m_editor->setCursorPosition(line - 1, 0);
    m_editor->setFirstVisibleLine(std::max(0, line - 1 - LinesAbove));
}

void JsonView::showError(const Error& error)
{
    clearError();
    m_error->setText(QString::fromStdString(error.text));
    if (error.place.line > 0) {
        const int line = error.place.line - 1;
        m_error->setText(tr("Line %1, column %2: %3")
                             .arg(error.place.line)
                             .arg(error.place.column)
                             .arg(QString::fromStdString(error.text)));
        m_editor->markerAdd(line, m_mark);
        m_editor->fillIndicatorRange(line, 0, line, m_editor->lineLength(line), m_squiggle);
    }
    m_error->show();
}

QString JsonView::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

bool JsonView::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_editor && event->type() == QEvent::FocusOut) {
        propose();
    } else if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        // While text is pending, undo takes back typing; otherwise it belongs to the workspace.
        if (!m_pending && (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))) {
            event->ignore();
            return true;
        }
        if (m_pending && key->key() == Qt::Key_Return && key->modifiers() == Qt::ControlModifier) {
            if (event->type() == QEvent::KeyPress)
                propose();
            event->accept();
            return true;
        }
        if (m_pending && key->key() == Qt::Key_Escape && event->type() == QEvent::KeyPress) {
            discard();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void JsonView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void JsonView::propose()
{
    if (m_pending && !m_editor->isReadOnly())
        Q_EMIT proposed(m_editor->text());
}

void JsonView::discard()
{
    m_pending = false;
    setText(m_committed);
}

void JsonView::clearError()
{
    m_error->hide();
    m_editor->markerDeleteAll(m_mark);
    const int last = m_editor->lines() - 1;
    m_editor->clearIndicatorRange(0, 0, last, m_editor->lineLength(last), m_squiggle);
}

void JsonView::applyTheme()
{
    using theme::Tone;
    const QColor paper = palette().color(QPalette::Base);
    const QColor ink = theme::colour(Tone::Plain);
    m_lexer->setDefaultFont(theme::fixedFont());
    m_lexer->setDefaultPaper(paper);
    m_lexer->setDefaultColor(ink);
    m_lexer->setFont(theme::fixedFont());
    m_lexer->setPaper(paper);
    m_lexer->setColor(ink);
    m_lexer->setColor(theme::colour(Tone::Accent), QsciLexerJSON::Property);
    m_lexer->setColor(theme::colour(Tone::Good), QsciLexerJSON::String);
    m_lexer->setColor(theme::colour(Tone::Warning), QsciLexerJSON::Number);
    m_lexer->setColor(theme::colour(Tone::Warning), QsciLexerJSON::Keyword);
    m_lexer->setColor(theme::colour(Tone::Bad), QsciLexerJSON::Error);
    m_lexer->setColor(theme::colour(Tone::Bad), QsciLexerJSON::UnclosedString);
    m_editor->setPaper(paper);
    m_editor->setColor(ink);
    m_editor->setCaretForegroundColor(ink);
    m_editor->setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    m_editor->setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
    m_editor->setMarginsBackgroundColor(palette().color(QPalette::Window));
    m_editor->setMarginsForegroundColor(theme::colour(Tone::Muted));
    m_editor->setMarginsFont(theme::fixedFont());
    m_editor->setFoldMarginColors(palette().color(QPalette::Window), palette().color(QPalette::Window));
    m_editor->setMatchedBraceBackgroundColor(theme::wash(Tone::Accent));
    m_editor->setMatchedBraceForegroundColor(ink);
    m_editor->setUnmatchedBraceBackgroundColor(paper);
    m_editor->setUnmatchedBraceForegroundColor(theme::colour(Tone::Bad));
    m_editor->setMarkerBackgroundColor(theme::colour(Tone::Bad), m_mark);
    m_editor->setMarkerForegroundColor(theme::colour(Tone::Bad), m_mark);
    m_editor->setIndicatorForegroundColor(theme::colour(Tone::Bad), m_squiggle);
    for (int folder = QsciScintilla::SC_MARKNUM_FOLDEREND; folder <= int(QsciScintilla::SC_MARKNUM_FOLDEROPEN);
         ++folder) {
        m_editor->setMarkerForegroundColor(palette().color(QPalette::Window), folder);
        m_editor->setMarkerBackgroundColor(theme::colour(Tone::Muted), folder);
    }
}

} // namespace gatereeve::ui
