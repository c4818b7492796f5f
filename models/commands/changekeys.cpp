#include "models/commands/changekeys.h"

#include "models/commands/commandids.h"
#include "models/keylist.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

ChangeKeys::ChangeKeys(KeyList& keys, std::vector<KeyChange> changes, const QString& text, const QString& mergeKey)
    : QUndoCommand(text),
      m_keys(keys),
      m_changes(std::move(changes)),
      m_mergeKey(mergeKey)
{
}

void ChangeKeys::undo()
{
    put(&KeyChange::before, &KeyChange::after);
}

void ChangeKeys::redo()
{
    put(&KeyChange::after, &KeyChange::before);
}

void ChangeKeys::put(StoredKey KeyChange::*to, StoredKey KeyChange::*from)
{
    for (size_t i = 0; i < m_changes.size(); ++i) {
        // A key that was revoked or rotated meanwhile must not come back by undoing an older edit of it.
        if (m_keys.replace(m_changes[i].*from, m_changes[i].*to))
            continue;
        setObsolete(true);
        while (i-- > 0)
            (void)m_keys.update(m_changes[i].*from); // its failure is signalled by the list
        return;
    }
}

int ChangeKeys::id() const
{
    return m_mergeKey.isEmpty() ? -1 : static_cast<int>(CommandId::ChangeKeys);
}

bool ChangeKeys::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const ChangeKeys*>(other); // equal id()
    if (&next->m_keys != &m_keys || next->m_mergeKey != m_mergeKey || next->isObsolete())
        return false;
    const auto sameName = [](const KeyChange& a, const KeyChange& b) { return a.before.name == b.before.name; };
    if (!std::equal(m_changes.begin(), m_changes.end(), next->m_changes.begin(), next->m_changes.end(), sameName))
        return false;
    for (size_t i = 0; i < m_changes.size(); ++i)
        m_changes[i].after = next->m_changes[i].after;
    setObsolete(std::all_of(m_changes.begin(), m_changes.end(), [](const KeyChange& change) {
        Session after = change.after.session;
        after.lastUpdated = change.before.session.lastUpdated;
        return after == change.before.session;
    }));
    return true;
}

} // namespace gatereeve::models
