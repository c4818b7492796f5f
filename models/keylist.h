#pragma once

// The keys of the store, held in memory for the views. Every change goes through the store first; what it refuses did
// not happen. Main thread; the store may be changed by others (admin API): refresh() takes that over.

#include "core/keys/keystore.h"
#include "models/rowsource.h"

#include <QStringList>

#include <map>

namespace gatereeve::models
{

// For people: its alias, else what is shown of its text.
QString labelOf(const StoredKey& key);
// Its text, or its stored name where that is not known, but for the end unreadable.
QString maskedTextOf(const StoredKey& key);

class KeyList : public RowSource
{
    Q_OBJECT
public:
    explicit KeyList(KeyStore& store, QObject* parent = nullptr); // lists at once

    int rowCount() const override { return static_cast<int>(m_keys.size()); }
    const StoredKey& at(int row) const { return m_keys[static_cast<size_t>(row)]; }
    const std::vector<StoredKey>& keys() const { return m_keys; } // sorted by name
    int rowOf(const QString& name) const;                         // -1: none
    const StoredKey* find(const QString& name) const;
    QString storeDescription() const;
    // What a client sends: the stored text, else the one kept since issuing, else empty.
    const std::string& textOf(const StoredKey& key) const;
    // Under hash_keys the store keeps no texts; what is issued here stays known until the workspace closes
    // (contracts.md, Keys in the window).
    void keepText(const std::string& name, const std::string& text);

    void refresh();
    // Creates or replaces. An error is returned and signalled.
    Result<void> put(const StoredKey& key);
    // Replaces; an error when there is no such key (any more).
    Result<void> update(const StoredKey& key);
    // The same, and an error as well when the key is no longer as `former` says: somebody else has changed it since.
    Result<void> replace(const StoredKey& former, const StoredKey& key);
    Result<void> remove(const QString& name);

Q_SIGNALS:
    void keyChanged(const QString& name); // put or removed, besides the row signals
    void failed(const Error& error);

private:
    Result<void> fail(const Error& error);
    KeyStore& m_store;
    std::vector<StoredKey> m_keys;
    std::map<std::string, std::string> m_issuedTexts; // by stored name
};

} // namespace gatereeve::models
