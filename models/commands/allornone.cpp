#include "models/commands/allornone.h"

namespace gatereeve::models
{

AllOrNone::AllOrNone(std::vector<std::unique_ptr<QUndoCommand>> steps, const QString& text)
    : QUndoCommand(text),
      m_steps(std::move(steps))
{
}

void AllOrNone::undo()
{
    for (size_t i = m_steps.size(); i-- > 0;) {
        m_steps[i]->undo();
        if (!m_steps[i]->isObsolete())
            continue;
        setObsolete(true);
        for (size_t again = i + 1; again < m_steps.size(); ++again)
            m_steps[again]->redo();
        return;
    }
}

void AllOrNone::redo()
{
    for (size_t i = 0; i < m_steps.size(); ++i) {
        m_steps[i]->redo();
        if (!m_steps[i]->isObsolete())
            continue;
        setObsolete(true);
        while (i-- > 0)
            m_steps[i]->undo();
        return;
    }
}

} // namespace gatereeve::models
