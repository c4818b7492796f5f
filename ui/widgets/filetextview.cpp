#include "ui/widgets/filetextview.h"

#include "core/json/path.h"
#include "core/reading/knownmembers.h"
#include "models/besidetheloop.h"
#include "models/problemtext.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/theme.h"
#include "ui/widgets/jsoneditor.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gatereeve::ui
{

using namespace std::chrono_literals;
using models::JsonFile;

namespace
{

// Reading a large file again takes as long as a keystroke may.
constexpr auto Pause = 150ms, LongPause = 600ms;
constexpr std::chrono::milliseconds LongestWait = 2s; // for who types without a pause
constexpr size_t Large = 4u << 20;                    // bytes; above, without colours, folding and remarks
constexpr size_t Piece = 512u << 10;                  // bytes that are built without a pause that anybody notices
constexpr size_t LongestLine = 100'000;               // bytes; Scintilla lays a line out as a whole

constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

bool hasTooLongLine(std::string_view text)
{
    for (size_t at = 0; text.size() - at > LongestLine;) {
        const size_t end = text.substr(at, LongestLine + 1).rfind('\n');
        if (end == std::string_view::npos)
            return true;
        at += end + 1;
    }
    return false;
}

// Lines as core counts them: '\n' ends one. Columns count bytes.
size_t offsetOf(std::string_view text, const Place& place)
{
    size_t at = 0;
    for (int line = 1; line < place.line; ++line) {
        const size_t end = text.find('\n', at);
        if (end == std::string_view::npos)
            return text.size();
        at = end + 1;
    }
    return std::min(text.size(), at + static_cast<size_t>(std::max(0, place.column - 1)));
}

// As far as it is names.
std::string pathOf(const json::CursorContext& context)
{
    std::string path;
    for (const json::CursorStep& step : context.path) {
        if (step.isElement)
            break;
        json::appendNameStep(path, step.name);
    }
    return path;
}

bool isUndoOrRedo(const QKeyEvent& key)
{
    return key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

} // namespace

FileTextView::FileTextView(models::Workspace& workspace, const QString& name, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_editor(new JsonEditor(this)),
      m_error(new QLabel(this)),
      m_note(new QLabel(this)),
      m_showAnyway(new QPushButton(tr("Show it any&way"), this))
{
    m_editor->setObjectName(name + QStringLiteral("Text"));
    m_error->setObjectName(name + QStringLiteral("Error"));
    m_note->setObjectName(name + QStringLiteral("Note"));
    m_showAnyway->setObjectName(name + QStringLiteral("ShowAnyway"));
    m_editor->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, 0UL);
    m_editor->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_more.setSingleShot(true);
    layOut();
    wire();
    setFile(nullptr);
}

void FileTextView::layOut()
{
    m_error->setForegroundRole(QPalette::BrightText);
    theme::makeMuted(m_note);
    for (QLabel* label : {m_error, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
    }
    auto* below = new QHBoxLayout;
    below->addWidget(m_note, 1);
    below->addWidget(m_showAnyway);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_error);
    layout->addLayout(below);
    setFocusProxy(m_editor);
}

void FileTextView::wire()
{
    connect(&m_pause, &QTimer::timeout, this, &FileTextView::commit);
    connect(&m_more, &QTimer::timeout, this, &FileTextView::showMore);
    connect(m_showAnyway, &QPushButton::clicked, this, [this] {
        m_shownAnyway.insert(m_file);
        outdate();
        catchUp();
        m_editor->setFocus();
    });
    connect(m_editor, &QsciScintillaBase::SCN_MODIFIED, this, [this](int position, int what, const char*, int length) {
        if (m_editor->isTakingOver())
            return;
        const auto offset = static_cast<size_t>(position), size = static_cast<size_t>(length);
        if (what & QsciScintilla::SC_MOD_BEFOREINSERT)
            beforeEdit(offset, 0, size);
        else if (what & QsciScintilla::SC_MOD_BEFOREDELETE)
            beforeEdit(offset, size, 0);
    });
}

void FileTextView::setFile(JsonFile* file)
{
    if (file == m_file && file)
        return;
    leaveStep();
    if (m_file) {
        if (m_shown == m_file)
            m_cursors[m_file] = m_editor->cursorOffset();
        disconnect(m_file, nullptr, this, nullptr);
    }
    m_file = file;
    if (file) {
        connect(file, &JsonFile::changed, this, &FileTextView::fileChanged);
        connect(file, &JsonFile::savedChanged, this, &FileTextView::showState);
    }
    m_editor->setForm(formOfFile());
    m_editor->setEnabled(file);
    outdate();
    if (!isVisible())
        return;
    catchUp();
    goTo(m_cursors.value(file, 0));
}

void FileTextView::showPlace(const Place& place)
{
    if (!m_file)
        return;
    commit();
    catchUp();
    goTo(offsetOf(shownText(), place));
}

void FileTextView::setProblems(const models::ProblemList& problems)
{
    m_problems = &problems;
    connect(&problems, &models::ProblemList::changed, this, &FileTextView::showProblems);
    showProblems();
}

bool FileTextView::isTypedIn() const
{
    return isAncestorOf(QApplication::focusWidget());
}

Place FileTextView::cursorPlace() const
{
    if (!m_file || m_stale)
        return {.file = m_file ? m_file->path() : std::string()};
    const size_t offset = m_editor->cursorOffset();
    if (m_file->document() && !m_typed)
        return m_file->document()->placeAt(offset);
    const std::string_view before = m_editor->bytes().substr(0, offset);
    const size_t lineEnd = before.rfind('\n');
    const size_t lineBegin = lineEnd == std::string_view::npos ? 0 : lineEnd + 1;
    return {.file = m_file->path(),
            .line = static_cast<int>(std::ranges::count(before, '\n')) + 1,
            .column = static_cast<int>(before.size() - lineBegin) + 1,
            .path = pathOf(json::contextAt(m_editor->bytes(), offset))};
}

// From here to the file

void FileTextView::beforeEdit(size_t offset, size_t removed, size_t inserted)
{
    const bool goesOn = offset <= m_stepEnd && offset + removed >= m_stepBegin;
    if (!goesOn) {
        leaveStep();
        m_stepBegin = m_stepEnd = offset;
    }
    m_stepBegin = std::min(m_stepBegin, offset);
    m_stepEnd = removed > 0 ? offset : std::max(m_stepEnd, offset) + inserted;
    if (!m_typed)
        m_waiting.start();
    m_typed = true;
    if (!m_pause.isActive() || !m_waiting.hasExpired(LongestWait.count()))
        m_pause.start(m_editor->length() > int(Large) ? LongPause : Pause);
}

void FileTextView::commit()
{
    m_pause.stop();
    if (!m_file || !m_typed || models::comesAgainWhenFree(this, [this] { commit(); }))
        return;
    m_typed = false;
    m_committing = true;
    m_workspace.setText(*m_file, m_editor->bytes(), tr("Edit %1").arg(m_file->name()),
                        models::toQString(m_file->path()) + QStringLiteral("\ntext"));
    m_committing = false;
    showState();
}

void FileTextView::leaveStep()
{
    commit();
    m_workspace.finishTyping();
    m_stepBegin = m_stepEnd = std::string_view::npos;
}

// From the file to here

void FileTextView::fileChanged()
{
    if (m_committing)
        return;
    // A reload from disk in the pause after a keystroke. Both are steps then: the reload, and over it the text as it
    // stands here. Whoever else changes the file has what was typed committed before (finish).
    if (m_typed) {
        m_workspace.finishTyping();
        QTimer::singleShot(0, this, [this] { commit(); });
        return;
    }
    outdate();
    if (isVisible())
        catchUp();
}

void FileTextView::outdate()
{
    m_stale = true;
    m_more.stop(); // the rest of a text that is no longer shown
}

void FileTextView::catchUp()
{
    if (!m_stale)
        return;
    m_stale = false;
    m_more.stop();
    if (std::exchange(m_shown, m_file) != m_file) {
        m_editor->setRemarks({});
        m_editor->setBytes({});
    }
    const std::string_view text = m_file ? std::string_view(m_file->text()) : std::string_view();
    adaptTo(text);
    const std::string_view shown = shownText();
    if (shown.size() > m_editor->bytes().size() + Piece) {
        m_editor->reserve(shown.size());
        m_editor->setBytes(shown.substr(0, m_editor->bytes().size())); // that much is there already
        showMore();
        return;
    }
    m_more.stop();
    const auto change = m_editor->setBytes(shown);
    if (m_followsChange && change) // undo and redo by keys, here
        m_editor->showOffset(*change);
    showState();
    showProblems();
}

std::string_view FileTextView::shownText() const
{
    return m_file && !m_tooLong ? std::string_view(m_file->text()) : std::string_view();
}

// Up to the end of a line.
void FileTextView::showMore()
{
    const std::string_view text = shownText();
    const auto before = static_cast<size_t>(m_editor->length());
    Q_ASSERT(!m_stale && m_shown == m_file && before <= text.size());
    size_t size = before + Piece;
    size = size < text.size() ? std::min(text.find('\n', size), text.size() - 1) + 1 : text.size();
    m_editor->appendBytes(text.substr(before, size - before));
    if (size < text.size())
        m_more.start(0);
    m_editor->setReadOnly(!canBeTyped());
    if (m_goTo)
        goTo(*m_goTo);
    showState();
    showProblems();
}

bool FileTextView::canBeTyped() const
{
    return m_file && m_file->isEditable() && !m_tooLong && !m_more.isActive();
}

void FileTextView::goTo(size_t offset)
{
    const size_t size = m_editor->bytes().size();
    const bool isThere = offset <= size || !m_more.isActive();
    m_goTo = isThere ? std::nullopt : std::optional(offset);
    if (isThere)
        m_editor->showOffset(std::min(offset, size));
}

void FileTextView::adaptTo(std::string_view text)
{
    m_tooLong = !m_shownAnyway.contains(m_file) && hasTooLongLine(text);
    m_editor->setReadOnly(!canBeTyped());
    m_editor->setPlain(text.size() > Large);
    const size_t lineEnd = text.find('\n');
    const bool isCrlf = lineEnd != std::string_view::npos && lineEnd > 0 && text[lineEnd - 1] == '\r';
    m_editor->setEolMode(isCrlf ? QsciScintilla::EolWindows : QsciScintilla::EolUnix);
    const size_t indented = text.find("\n\t");
    m_editor->setIndentationsUseTabs(indented != std::string_view::npos);
}

void FileTextView::showState()
{
    if (m_stale)
        return;
    m_editor->clearMarks();
    m_error->hide();
    m_note->setVisible(false);
    m_showAnyway->setVisible(m_tooLong);
    if (!m_file)
        return;
    const auto& error = m_file->error();
    if (error && m_file->isEditable() && !m_file->text().empty()) {
        m_error->setText(error->place.line > 0 ? tr("Line %1, column %2: %3")
                                                     .arg(error->place.line)
                                                     .arg(error->place.column)
                                                     .arg(models::toQString(error->text))
                                               : models::toQString(error->text));
        m_error->show();
        if (error->place.line > 0 && !m_tooLong && !m_more.isActive())
            m_editor->markError(offsetOf(m_editor->bytes(), error->place));
    }
    m_note->setText(noteOf(m_file->text()));
    m_note->setVisible(!m_note->text().isEmpty());
}

// Those of a former text stay where they are until lint has come along.
void FileTextView::showProblems()
{
    if (!m_problems || !m_problems->isUpToDate() || !isVisible() || m_stale || m_typed || m_more.isActive())
        return;
    // Of a broken text lint knows only that, which is marked already, and by the places of the last good one.
    const bool isMarked = m_file && !m_file->error() && !m_tooLong && m_file->text().size() <= Large;
    std::vector<JsonEditor::Remark> remarks;
    for (int i = 0; isMarked && i < m_problems->size(); ++i) {
        const models::Problem& problem = m_problems->at(i);
        if (problem.finding.place.file == m_file->path() && problem.offset + problem.length > 0)
            remarks.push_back(
                {problem.offset, problem.length, problem.finding.severity, models::problemRemark(problem)});
    }
    m_editor->setRemarks(std::move(remarks));
}

QString FileTextView::noteOf(std::string_view text) const
{
    if (m_more.isActive())
        return tr("Loading: %1 %…").arg(100 * m_editor->length() / static_cast<qint64>(text.size()));
    if (!m_file->isEditable())
        return tr("It can't be read and stays untouched: %1").arg(models::toQString(m_file->error()->text));
    if (m_tooLong)
        return tr("Not shown: a line of it is so long that everything here would be slow.");
    if (!m_file->exists() && text.empty())
        return tr("It is not there yet. What you type here is made a file when you save.");
    if (m_file->isGone())
        return tr("Nothing is left of it: saving removes the file.");
    QStringList notes;
    if (text.starts_with(ByteOrderMark))
        notes.append(tr("It begins with a byte order mark, which gateways refuse."));
    if (text.size() > Large)
        notes.append(tr("Large: shown without colours, folding and remarks."));
    return notes.join(QLatin1Char(' '));
}

const ValueForm* FileTextView::formOfFile() const
{
    if (!m_file)
        return nullptr;
    if (m_file == m_workspace.confFile())
        return &formOfSettings();
    if (m_file == &m_workspace.settingsFile())
        return &formOfWorkspaceSettings();
    const auto& apis = m_workspace.apiFiles();
    return std::ranges::find(apis, m_file) != apis.end() ? &formOfApi() : &formOfPolicies(m_workspace.policyForm());
}

bool FileTextView::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_editor)
        return QWidget::eventFilter(object, event);
    if (event->type() == QEvent::FocusOut) {
        if (static_cast<const QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            leaveStep();
    } else if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<const QKeyEvent*>(event);
        if (event->type() == QEvent::KeyPress && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter))
            leaveStep(); // a new line begins one
        if (isUndoOrRedo(key)) {
            leaveStep();
            m_followsChange = true;
            QTimer::singleShot(1, this, [this] { m_followsChange = false; }); // held back until the text is here
            event->ignore(); // the window's, which undoes the workspace's last step
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void FileTextView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    const bool isOther = m_shown != m_file;
    catchUp();
    if (isOther)
        goTo(m_cursors.value(m_file, 0));
    showProblems();
}

} // namespace gatereeve::ui
