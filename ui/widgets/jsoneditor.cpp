#include "ui/widgets/jsoneditor.h"

#include "core/json/cursor.h"
#include "core/reading/knownmembers.h"
#include "models/commands/composededits.h"
#include "models/text.h"
#include "ui/membermeanings.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QStyle>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using json::CursorContext;
using models::toQString;

namespace
{

constexpr int LinesAbove = 4; // of a place that is shown: what it belongs to
constexpr int WidestPopup = 720, PopupRows = 10;
// For each text that was put in, QScintilla counts all characters in front of it, for screen readers: a tenth of a
// second at the end of 20 MB. It does not for what is only announced.
constexpr int SilentChanges = 0, AllChanges = QsciScintilla::SC_MODEVENTMASKALL,
              ComingChanges = QsciScintilla::SC_MOD_BEFOREINSERT | QsciScintilla::SC_MOD_BEFOREDELETE;

constexpr int NumberColumn = 0, MarkColumn = 1, FoldColumn = 2;

// For Scintilla's messages, which count in long.
constexpr long asLong(size_t offset)
{
    return static_cast<long>(offset);
}

constexpr unsigned long asUnsigned(size_t offset)
{
    return static_cast<unsigned long>(offset);
}

bool isOther(const CursorContext& context, std::string_view name)
{
    return std::ranges::any_of(context.others, [&](const std::string& other) { return json::isSameName(name, other); });
}

// As wide as its rows need, so that it covers little of the text beside the cursor.
int widthOf(const QAbstractItemView& popup)
{
    int width = 2 * popup.frameWidth() + theme::Wide;
    if (popup.model()->rowCount() > PopupRows)
        width += popup.style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    for (int column = 0; column < popup.model()->columnCount(); ++column)
        width += popup.sizeHintForColumn(column);
    return std::min(width, WidestPopup);
}

QTreeView* makePopup()
{
    auto* popup = new QTreeView;
    popup->setObjectName(QStringLiteral("completions"));
    popup->setAccessibleName(JsonEditor::tr("Members that are known here"));
    popup->setRootIsDecorated(false);
    popup->setUniformRowHeights(true);
    popup->setHeaderHidden(true);
    popup->setAllColumnsShowFocus(true);
    popup->setSelectionBehavior(QAbstractItemView::SelectRows);
    return popup;
}

} // namespace

JsonEditor::JsonEditor(QWidget* parent)
    : QsciScintilla(parent),
      m_lexer(new QsciLexerJSON(this)),
      m_completer(new QCompleter(this)),
      m_candidates(new QStandardItemModel(0, 3, this))
{
    setAccessibleName(tr("JSON text"));
    setAccessibleDescription(
        tr("Ctrl+Space: members that are known here. F8, Shift+F8: the next and the previous remark."));
    setLexer(m_lexer);
    setUtf8(true);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setMarginType(NumberColumn, NumberMargin);
    setMarginType(MarkColumn, SymbolMargin);
    setMarginWidth(MarkColumn, 10);
    setFolding(PlainFoldStyle, FoldColumn);
    setScrollWidthTracking(true);
    setScrollWidth(1);
    m_mark = markerDefine(RightTriangle);
    m_squiggle = indicatorDefine(SquiggleIndicator);
    m_remarkMarks = {markerDefine(Circle), markerDefine(SmallRectangle), markerDefine(Rectangle)};
    m_remarked = indicatorDefine(DotsIndicator);
    fitLineNumbers();
    applyTheme();

    auto* popup = makePopup();
    m_completer->setModel(m_candidates);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(PopupRows);
    m_completer->setPopup(popup);
    m_completer->setWidget(this);
    popup->header()->setStretchLastSection(true);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &JsonEditor::insertName);
    connect(this, &QsciScintilla::linesChanged, this, &JsonEditor::fitLineNumbers);
}

std::string_view JsonEditor::bytes() const
{
    const auto length = static_cast<size_t>(SendScintilla(SCI_GETLENGTH));
    return {static_cast<const char*>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER)), length};
}

std::optional<size_t> JsonEditor::setBytes(std::string_view text)
{
    const json::Edits edits = models::difference(bytes(), text);
    if (edits.empty())
        return std::nullopt;
    const QScopedValueRollback taking(m_takingOver, true);
    const json::Edit& edit = edits.front();
    // The line on top stays on top.
    const long topLine = SendScintilla(SCI_DOCLINEFROMVISIBLE, SendScintilla(SCI_GETFIRSTVISIBLELINE));
    auto top = static_cast<size_t>(SendScintilla(SCI_POSITIONFROMLINE, topLine));
    if (edit.offset + edit.removed <= top)
        top += edit.inserted.size() - edit.removed;
    else
        top = std::min(top, edit.offset);
    const bool wasReadOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    SendScintilla(SCI_SETTARGETRANGE, asUnsigned(edit.offset), asLong(edit.offset + edit.removed));
    SendScintilla(SCI_REPLACETARGET, asUnsigned(edit.inserted.size()), edit.inserted.data());
    SendScintilla(SCI_SETREADONLY, static_cast<unsigned long>(wasReadOnly));
    const long line = SendScintilla(SCI_LINEFROMPOSITION, asUnsigned(top));
    SendScintilla(SCI_SETFIRSTVISIBLELINE, SendScintilla(SCI_VISIBLEFROMDOCLINE, line));
    return edit.offset + edit.inserted.size();
}

void JsonEditor::reserve(size_t bytes)
{
    SendScintilla(SCI_ALLOCATE, asUnsigned(bytes + bytes / 16)); // and for what is typed
}

void JsonEditor::appendBytes(std::string_view text)
{
    const QScopedValueRollback taking(m_takingOver, true);
    const bool wasReadOnly = isReadOnly();
    SendScintilla(SCI_SETREADONLY, 0UL);
    tellChanges(SilentChanges);
    SendScintilla(SCI_APPENDTEXT, asUnsigned(text.size()), text.data());
    tellChanges(m_plain ? ComingChanges : AllChanges);
    SendScintilla(SCI_SETREADONLY, static_cast<unsigned long>(wasReadOnly));
    fitLineNumbers();
}

void JsonEditor::tellChanges(int kinds)
{
    SendScintilla(SCI_SETMODEVENTMASK, static_cast<unsigned long>(kinds));
}

void JsonEditor::setPlain(bool plain)
{
    if (plain == m_plain)
        return;
    m_plain = plain;
    setLexer(plain ? nullptr : m_lexer);
    setFolding(plain ? NoFoldStyle : PlainFoldStyle, FoldColumn);
    setBraceMatching(plain ? NoBraceMatch : SloppyBraceMatch);
    tellChanges(plain ? ComingChanges : AllChanges);
    applyTheme();
}

size_t JsonEditor::cursorOffset() const
{
    return static_cast<size_t>(SendScintilla(SCI_GETCURRENTPOS));
}

void JsonEditor::showOffset(size_t offset)
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, asUnsigned(offset));
    SendScintilla(SCI_ENSUREVISIBLE, line);
    SendScintilla(SCI_GOTOPOS, asUnsigned(offset));
    const long visible = SendScintilla(SCI_VISIBLEFROMDOCLINE, line);
    SendScintilla(SCI_SETFIRSTVISIBLELINE, std::max(0L, visible - LinesAbove));
    SendScintilla(SCI_CHOOSECARETX);
}

void JsonEditor::markError(size_t offset)
{
    clearMarks();
    const std::string_view text = bytes();
    offset = std::min(offset, text.size());
    const long line = SendScintilla(SCI_LINEFROMPOSITION, asUnsigned(offset));
    markLine(static_cast<int>(line));
    const auto lineBegin = static_cast<size_t>(SendScintilla(SCI_POSITIONFROMLINE, line));
    const auto lineEnd = static_cast<size_t>(SendScintilla(SCI_GETLINEENDPOSITION, line));
    const size_t begin = offset < lineEnd ? offset : lineBegin; // nothing follows: the whole line
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(m_squiggle));
    SendScintilla(SCI_INDICATORFILLRANGE, asUnsigned(begin), asLong(lineEnd - begin));
}

void JsonEditor::markLine(int line)
{
    markerAdd(line, m_mark);
}

void JsonEditor::clearMarks()
{
    markerDeleteAll(m_mark);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(m_squiggle));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
}

// Remarks

void JsonEditor::setRemarks(std::vector<Remark> remarks)
{
    for (const int mark : m_remarkMarks)
        markerDeleteAll(mark);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(m_remarked));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    m_remarks = std::move(remarks);
    const size_t size = bytes().size();
    for (size_t i = 0; i < m_remarks.size(); ++i) {
        Remark& remark = m_remarks[i];
        if (remark.offset >= size)
            continue;
        if (i > 0 && m_remarks[i - 1].offset == remark.offset)
            remark.text = m_remarks[i - 1].text + u'\n' + remark.text;
        const long line = SendScintilla(SCI_LINEFROMPOSITION, asUnsigned(remark.offset));
        markerAdd(static_cast<int>(line), m_remarkMarks[static_cast<size_t>(remark.severity)]);
        SendScintilla(SCI_SETINDICATORVALUE, asUnsigned(i + 1));
        const size_t length = std::clamp(remark.length, size_t(1), size - remark.offset);
        SendScintilla(SCI_INDICATORFILLRANGE, asUnsigned(remark.offset), asLong(length));
    }
}

QString JsonEditor::remarkAt(size_t offset) const
{
    const auto value = static_cast<size_t>(
        SendScintilla(SCI_INDICATORVALUEAT, static_cast<unsigned long>(m_remarked), asLong(offset)));
    const bool isNone = value == 0 || value > m_remarks.size();
    if (isNone)
        return {};
    QString text = m_remarks[value - 1].text.toHtmlEscaped();
    return u"<p>%1</p>"_s.arg(text.replace(u'\n', u"<br>"_s)); // wraps as rich text
}

// Where they begin now.
std::vector<size_t> JsonEditor::remarkOffsets() const
{
    const auto indicator = static_cast<unsigned long>(m_remarked);
    const auto size = static_cast<size_t>(SendScintilla(SCI_GETLENGTH));
    std::vector<size_t> offsets;
    for (size_t at = 0; at < size;) {
        if (SendScintilla(SCI_INDICATORVALUEAT, indicator, asLong(at)) != 0)
            offsets.push_back(at);
        const auto end = static_cast<size_t>(SendScintilla(SCI_INDICATOREND, indicator, asLong(at)));
        if (end <= at)
            break; // none at all
        at = end;
    }
    return offsets;
}

bool JsonEditor::showNextRemark(bool backwards)
{
    const std::vector<size_t> offsets = remarkOffsets();
    if (offsets.empty())
        return false;
    const size_t cursor = cursorOffset();
    const auto behind =
        backwards ? std::ranges::lower_bound(offsets, cursor) : std::ranges::upper_bound(offsets, cursor);
    const bool goesRound = backwards ? behind == offsets.begin() : behind == offsets.end();
    const size_t offset =
        goesRound ? (backwards ? offsets.back() : offsets.front()) : (backwards ? *std::prev(behind) : *behind);
    showOffset(offset);
    const QPoint below(int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, asLong(offset))),
                       int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, asLong(offset))) +
                           int(SendScintilla(SCI_TEXTHEIGHT, 0UL)));
    QToolTip::showText(viewport()->mapToGlobal(below), remarkAt(offset), viewport());
    return true;
}

// Completion

void JsonEditor::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool choosing = m_completer->popup()->isVisible();
    if (choosing && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Escape)) {
        event->ignore(); // the list's
        return;
    }
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete(true);
        return;
    }
    if (key == Qt::Key_F8 && (event->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier) {
        showNextRemark(event->modifiers() == Qt::ShiftModifier);
        return;
    }
    QsciScintilla::keyPressEvent(event);
    const QString text = event->text();
    const bool partOfName = text.size() == 1 && (text[0].isLetterOrNumber() || text[0] == u'_' || text[0] == u'"');
    if (choosing || (partOfName && !m_plain))
        complete(false);
}

void JsonEditor::complete(bool asked)
{
    const CursorContext context = isReadOnly() ? CursorContext{} : json::contextAt(bytes(), cursorOffset());
    if (context.at != CursorContext::At::Name || fillCandidates(context, asked) == 0) {
        m_completer->popup()->hide();
        return;
    }
    auto* popup = static_cast<QTreeView*>(m_completer->popup());
    popup->resizeColumnToContents(0);
    popup->resizeColumnToContents(1);
    const auto position = asUnsigned(context.begin);
    const QPoint at(int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, long(position))),
                    int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, long(position))));
    const int height = int(SendScintilla(SCI_TEXTHEIGHT, SendScintilla(SCI_LINEFROMPOSITION, position)));
    m_completer->complete(QRect(viewport()->mapTo(this, at), QSize(widthOf(*popup), height)));
    const QList<QStandardItem*> standing = m_candidates->findItems(toQString(context.name));
    popup->setCurrentIndex(standing.isEmpty() ? m_candidates->index(0, 0) : standing.front()->index());
}

// How many there are. Those that begin with what is typed stand before those that hold it.
int JsonEditor::fillCandidates(const CursorContext& context, bool asked)
{
    m_candidates->setRowCount(0);
    const auto object = m_form ? objectAt(*m_form, context.path) : std::nullopt;
    const bool quoted = context.begin < context.end && bytes()[context.begin] == '"';
    if (!object || (!asked && context.typed.empty() && !quoted))
        return 0;
    const QString typed = toQString(context.typed);
    QList<QList<QStandardItem*>> inside;
    for (const KnownMember& member : object->form->members) {
        const QString name = toQString(member.name);
        if (member.isSecondSpelling || isOther(context, member.name) || !name.contains(typed, Qt::CaseInsensitive))
            continue;
        if (!asked && name == typed)
            return 0; // it stands there already
        auto* kind = new QStandardItem(kindWords(member));
        kind->setForeground(theme::colour(theme::Tone::Muted));
        const QList<QStandardItem*> row{new QStandardItem(name), kind,
                                        new QStandardItem(memberMeaning(object->holder, member))};
        if (name.startsWith(typed, Qt::CaseInsensitive))
            m_candidates->appendRow(row);
        else
            inside.append(row);
    }
    for (const auto& row : inside)
        m_candidates->appendRow(row);
    return m_candidates->rowCount();
}

void JsonEditor::insertName(const QString& name)
{
    const CursorContext context = json::contextAt(bytes(), cursorOffset());
    if (context.at != CursorContext::At::Name || isReadOnly())
        return;
    const std::string text = '"' + models::toUtf8(name) + '"' + (context.hasColon ? "" : ": ");
    SendScintilla(SCI_SETTARGETRANGE, asUnsigned(context.begin), asLong(context.end));
    SendScintilla(SCI_REPLACETARGET, asUnsigned(text.size()), text.data());
    size_t offset = context.begin + text.size();
    if (context.hasColon) // its value comes next
        offset = std::min(bytes().find_first_not_of(" \t", bytes().find(':', offset) + 1), bytes().size());
    SendScintilla(SCI_GOTOPOS, asUnsigned(offset));
}

bool JsonEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QsciScintilla::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const long offset =
        SendScintilla(SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(help->x()), long(help->y()));
    QString text = offset < 0 ? QString() : remarkAt(static_cast<size_t>(offset));
    if (text.isEmpty() && offset >= 0 && !m_plain)
        text = explanationAt(static_cast<size_t>(offset));
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

QString JsonEditor::explanationAt(size_t offset) const
{
    const CursorContext context = json::contextAt(bytes(), offset + 1);
    const auto object =
        m_form && context.at == CursorContext::At::Name ? objectAt(*m_form, context.path) : std::nullopt;
    if (!object)
        return {};
    for (const KnownMember& member : object->form->members) {
        if (json::isSameName(member.name, context.name))
            return QStringLiteral("<b>%1</b> · %2<br>%3")
                .arg(toQString(member.name).toHtmlEscaped(), kindWords(member).toHtmlEscaped(),
                     memberMeaning(object->holder, member).toHtmlEscaped());
    }
    return {};
}

// Looks

void JsonEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void JsonEditor::fitLineNumbers()
{
    const auto digits = std::max<qsizetype>(4, QString::number(lines()).size());
    setMarginWidth(NumberColumn, QString(digits + 1, u'0'));
}

void JsonEditor::applyLexerColours()
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
}

void JsonEditor::applyTheme()
{
    using theme::Tone;
    const QColor paper = palette().color(QPalette::Base);
    const QColor ink = theme::colour(Tone::Plain);
    if (!m_plain)
        applyLexerColours();
    else
        setFont(theme::fixedFont());
    setPaper(paper);
    setColor(ink);
    setCaretForegroundColor(ink);
    setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
    setMarginsBackgroundColor(palette().color(QPalette::Window));
    setMarginsForegroundColor(theme::colour(Tone::Muted));
    setMarginsFont(theme::fixedFont());
    setFoldMarginColors(palette().color(QPalette::Window), palette().color(QPalette::Window));
    setMatchedBraceBackgroundColor(theme::wash(Tone::Accent));
    setMatchedBraceForegroundColor(ink);
    setUnmatchedBraceBackgroundColor(paper);
    setUnmatchedBraceForegroundColor(theme::colour(Tone::Bad));
    setMarkerBackgroundColor(theme::colour(Tone::Bad), m_mark);
    setMarkerForegroundColor(theme::colour(Tone::Bad), m_mark);
    setIndicatorForegroundColor(theme::colour(Tone::Bad), m_squiggle);
    constexpr std::array Tones = {Tone::Muted, Tone::Warning, Tone::Bad}; // of Note, Warning, Error
    for (size_t i = 0; i < m_remarkMarks.size(); ++i) {
        setMarkerBackgroundColor(theme::colour(Tones[i]), m_remarkMarks[i]);
        setMarkerForegroundColor(theme::colour(Tones[i]), m_remarkMarks[i]);
    }
    setIndicatorForegroundColor(theme::colour(Tone::Warning), m_remarked);
    for (int folder = SC_MARKNUM_FOLDEREND; folder <= int(SC_MARKNUM_FOLDEROPEN); ++folder) {
        setMarkerForegroundColor(palette().color(QPalette::Window), folder);
        setMarkerBackgroundColor(theme::colour(Tone::Muted), folder);
    }
}

} // namespace gatereeve::ui
