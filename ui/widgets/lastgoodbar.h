#pragma once

// Stands above a form while a file that it is made of can't be read: says so, and that what is seen is the last good
// state, and leads to the place in the text.

#include "core/result.h"

#include <QFrame>

namespace gatereeve::models
{
class JsonFile;
}

namespace gatereeve::ui
{

class StateLabel;

class LastGoodBar final : public QFrame
{
    Q_OBJECT

public:
    explicit LastGoodBar(QWidget* parent = nullptr);

    // Null: nothing is broken, and the bar is hidden.
    void setBrokenFile(const models::JsonFile* file);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

Q_SIGNALS:
    void showTextRequested(const gatereeve::Place& place);

private:
    StateLabel* m_text;
    Place m_place;
};

// "policies.json can't be read at line 12, column 4: …". For tool tips of what can't be done meanwhile, too.
QString cannotBeRead(const models::JsonFile& file);

} // namespace gatereeve::ui
