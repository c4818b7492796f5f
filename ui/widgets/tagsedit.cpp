#include "ui/widgets/tagsedit.h"

namespace gatereeve::ui
{

TagsEdit::TagsEdit(QWidget* parent) : QLineEdit(parent)
{
    setPlaceholderText(tr("none; separate with commas"));
    connect(this, &QLineEdit::editingFinished, this, &TagsEdit::commit);
}

void TagsEdit::setTags(const QStringList& tags)
{
    if (m_tags == tags && hasFocus())
        return; // the same again must not take away what is being typed
    m_tags = tags;
    setText(tags.join(QStringLiteral(", ")));
}

void TagsEdit::commit()
{
    QStringList tags;
    for (const QString& part : text().split(u',')) {
        const QString tag = part.trimmed();
        if (!tag.isEmpty() && !tags.contains(tag))
            tags.append(tag);
    }
    if (tags == m_tags)
        return;
    m_tags = tags;
    setText(tags.join(QStringLiteral(", ")));
    Q_EMIT edited(tags);
}

} // namespace gatereeve::ui
