#pragma once

// Several undo commands as one step: all of them, or, when one of them can't be done, none.

#include <QUndoCommand>

#include <memory>
#include <vector>

namespace gatereeve::models
{

class AllOrNone final : public QUndoCommand
{
public:
    // Done in this order, undone in the opposite one. A command that could not be done is obsolete afterwards.
    AllOrNone(std::vector<std::unique_ptr<QUndoCommand>> steps, const QString& text);

    void undo() override;
    void redo() override;

private:
    std::vector<std::unique_ptr<QUndoCommand>> m_steps;
};

} // namespace gatereeve::models
