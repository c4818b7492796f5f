#include "ui/widgets/measureedit.h"

#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace gatereeve::ui
{

MeasureEdit::MeasureEdit(QWidget* parent)
    : QWidget(parent),
      m_line(new QLineEdit(this)),
      m_numbers(new QLabel(this)),
      m_reason(new QLabel(this)),
      m_note(new QLabel(this))
{
    theme::makeMuted(m_numbers);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_numbers->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reason->setForegroundRole(QPalette::BrightText);
    m_reason->setWordWrap(true);
    m_reason->hide();
    theme::makeMuted(m_note);
    m_note->setWordWrap(true);
    m_note->hide();
    m_line->setMinimumWidth(130);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(theme::Gap);
    layout->setVerticalSpacing(theme::Tight);
    layout->addWidget(m_line, 0, 0);
    layout->addWidget(m_numbers, 0, 1);
    layout->addWidget(m_reason, 1, 0, 1, 2);
    layout->addWidget(m_note, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 1);
    setFocusProxy(m_line);

    connect(m_line, &QLineEdit::textEdited, this, &MeasureEdit::check);
    connect(m_line, &QLineEdit::editingFinished, this, &MeasureEdit::commit);
}

// A widget that goes gives its focus away, and its focus proxy would commit into what is half gone.
MeasureEdit::~MeasureEdit()
{
    disconnect(m_line, nullptr, this, nullptr);
}

QString MeasureEdit::reason() const
{
    return m_acceptable ? QString() : m_reason->text();
}

QString MeasureEdit::numbers() const
{
    return m_numbers->text();
}

void MeasureEdit::setNames(const QString& objectName, const QString& accessibleName)
{
    setObjectName(objectName);
    m_line->setObjectName(objectName + QStringLiteral("Text"));
    m_line->setAccessibleName(accessibleName);
    m_numbers->setObjectName(objectName + QStringLiteral("Numbers"));
    m_reason->setObjectName(objectName + QStringLiteral("Reason"));
    m_note->setObjectName(objectName + QStringLiteral("Note"));
}

void MeasureEdit::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    describe();
}

QString MeasureEdit::note() const
{
    return m_note->text();
}

void MeasureEdit::setMixed()
{
    m_committed.clear();
    m_line->clear();
    m_line->setPlaceholderText(tr("mixed"));
    check();
}

void MeasureEdit::showCommitted(const QString& text)
{
    // The same value again must not take away what is being typed, nor an invalid text that waits to be mended.
    if (m_committed == text && m_line->text() != text && (m_line->hasFocus() || !m_acceptable))
        return;
    m_committed = text;
    m_line->setPlaceholderText(QString());
    m_line->setText(text);
    check();
}

void MeasureEdit::check()
{
    const QString text = m_line->text();
    const bool untouched = text.isEmpty() && !m_line->placeholderText().isEmpty();
    const Result<QString> meaning = untouched ? Result<QString>(QString()) : understand(text);
    m_acceptable = meaning.ok();
    m_numbers->setText(meaning ? *meaning : QString());
    m_numbers->setToolTip(m_numbers->text());
    m_reason->setText(meaning ? QString() : QString::fromStdString(meaning.error().text));
    m_reason->setVisible(!m_acceptable);
    describe();
}

// For screen readers, which do not see what stands beside and below.
void MeasureEdit::describe()
{
    QStringList parts{m_acceptable ? m_numbers->text() : m_reason->text()};
    if (!m_note->text().isEmpty())
        parts.append(m_note->text());
    m_line->setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

void MeasureEdit::commit()
{
    check();
    if (!m_acceptable || m_line->text() == m_committed)
        return;
    const bool untouched = m_line->text().isEmpty() && !m_line->placeholderText().isEmpty();
    if (untouched)
        return;
    m_committed = m_line->text();
    Q_EMIT committed();
}

} // namespace gatereeve::ui
