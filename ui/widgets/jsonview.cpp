#include "ui/widgets/jsonview.h"

#include "ui/theme.h"
#include "ui/widgets/jsoneditor.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace gatereeve::ui
{

JsonView::JsonView(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_editor(new JsonEditor(this)),
      m_error(new QLabel(this))
{
    m_editor->setObjectName(name + QStringLiteral("Text"));
    m_editor->installEventFilter(this);

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

void JsonView::setForm(const ValueForm* form)
{
    m_editor->setForm(form);
}

void JsonView::setReadOnly(bool on)
{
    m_editor->setReadOnly(on);
}

void JsonView::showLine(int line)
{
    m_editor->clearMarks();
    if (line <= 0)
        return;
    m_editor->showOffset(lineStart(line));
    m_editor->markLine(line - 1);
}

void JsonView::showError(const Error& error)
{
    clearError();
    m_error->setText(QString::fromStdString(error.text));
    if (error.place.line > 0) {
        m_error->setText(tr("Line %1, column %2: %3")
                             .arg(error.place.line)
                             .arg(error.place.column)
                             .arg(QString::fromStdString(error.text)));
        m_editor->markError(lineStart(error.place.line) + static_cast<size_t>(std::max(0, error.place.column - 1)));
    }
    m_error->show();
}

size_t JsonView::lineStart(int line) const
{
    return static_cast<size_t>(std::max(0, m_editor->positionFromLineIndex(line - 1, 0)));
}

bool JsonView::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_editor && event->type() == QEvent::FocusOut) {
        if (static_cast<const QFocusEvent*>(event)->reason() != Qt::PopupFocusReason) // a list of names, a menu
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
    m_editor->clearMarks();
}

} // namespace gatereeve::ui
