#pragma once

// Tags in one line, separated by commas; doubles and blanks around them go when it is committed.

#include <QLineEdit>
#include <QStringList>

namespace gatereeve::ui
{

class TagsEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit TagsEdit(QWidget* parent = nullptr);

    void setTags(const QStringList& tags);
    QStringList tags() const { return m_tags; } // the last committed ones

Q_SIGNALS:
    void edited(const QStringList& tags);

private:
    void commit();

    QStringList m_tags;
};

} // namespace gatereeve::ui
