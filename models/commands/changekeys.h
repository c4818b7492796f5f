#pragma once

// The undo command for keys: their old and new state, put into the store in turn. If the store refuses, KeyList signals
// the error, what was already put is put back, and the command goes obsolete. Issue, rotate and revoke are no commands
// (contracts.md, Keys in the window).

#include "core/keys/keystore.h"

#include <QUndoCommand>

namespace gatereeve::models
{

class KeyList;

struct KeyChange {
    StoredKey before, after;
};

class ChangeKeys final : public QUndoCommand
{
public:
    ChangeKeys(KeyList& keys, std::vector<KeyChange> changes, const QString& text, const QString& mergeKey = {});

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    void put(StoredKey KeyChange::*to, StoredKey KeyChange::*from);
    KeyList& m_keys;
    std::vector<KeyChange> m_changes;
    QString m_mergeKey;
};

} // namespace gatereeve::models
