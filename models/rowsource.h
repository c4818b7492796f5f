#pragma once

// Something with rows that tells about each change before and after it, so that any number of table models can follow
// without copying or rebuilding. Main thread.

#include <QObject>

namespace gatereeve::models
{

class RowSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual int rowCount() const = 0;

Q_SIGNALS:
    void rowsAboutToBeInserted(int first, int last);
    void rowsInserted();
    void rowsAboutToBeRemoved(int first, int last);
    void rowsRemoved();
    void aboutToReset();
    void wasReset();
    void rowsChanged(int first, int last); // same rows, other content
};

} // namespace gatereeve::models
