#include "models/keylist.h"

#include "core/keys/keytext.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

namespace
{

const std::string& nameOf(const StoredKey& key)
{
    return key.name;
}

} // namespace

QString maskedTextOf(const StoredKey& key)
{
    return toQString(maskedKey(key.text.empty() ? key.name : key.text));
}

QString labelOf(const StoredKey& key)
{
    return key.session.alias.empty() ? maskedTextOf(key) : toQString(key.session.alias);
}

KeyList::KeyList(KeyStore& store, QObject* parent) : RowSource(parent), m_store(store)
{
    refresh();
}

int KeyList::rowOf(const QString& name) const
{
    const std::string wanted = toUtf8(name);
    const auto found = std::ranges::lower_bound(m_keys, wanted, {}, nameOf);
    return found != m_keys.end() && found->name == wanted ? static_cast<int>(found - m_keys.begin()) : -1;
}

const StoredKey* KeyList::find(const QString& name) const
{
    const int row = rowOf(name);
    return row < 0 ? nullptr : &at(row);
}

QString KeyList::storeDescription() const
{
    return toQString(m_store.description());
}

const std::string& KeyList::textOf(const StoredKey& key) const
{
    if (!key.text.empty())
        return key.text;
    static const std::string unknown;
    const auto issued = m_issuedTexts.find(key.name);
    return issued == m_issuedTexts.end() ? unknown : issued->second;
}

void KeyList::keepText(const std::string& name, const std::string& text)
{
    m_issuedTexts.insert_or_assign(name, text);
}

void KeyList::refresh()
{
    Result<std::vector<StoredKey>> keys = m_store.list();
    if (!keys) {
        Q_EMIT failed(keys.error());
        return;
    }
    std::ranges::sort(*keys, {}, nameOf); // lookups rely on it; the store's collation may differ
    synchronize(m_keys, std::move(keys).value(), nameOf);
}

Result<void> KeyList::put(const StoredKey& key)
{
    if (auto done = m_store.put(key); !done)
        return fail(done.error());
    const auto place = std::ranges::lower_bound(m_keys, key.name, {}, nameOf);
    const int row = static_cast<int>(place - m_keys.begin());
    if (place != m_keys.end() && place->name == key.name) {
        *place = key;
        Q_EMIT rowsChanged(row, row);
    } else {
        Q_EMIT rowsAboutToBeInserted(row, row);
        m_keys.insert(place, key);
        Q_EMIT rowsInserted();
    }
    Q_EMIT keyChanged(toQString(key.name));
    return {};
}

Result<void> KeyList::update(const StoredKey& key)
{
    const auto stored = m_store.find(key.name);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return fail({"the key is no longer there: it was revoked meanwhile", {}});
    return put(key);
}

Result<void> KeyList::replace(const StoredKey& former, const StoredKey& key)
{
    const StoredKey* now = find(toQString(key.name));
    if (now && *now != former)
        return fail({"the key was changed meanwhile by other means; it stays as it is", {}});
    return update(key);
}

Result<void> KeyList::remove(const QString& name)
{
    const auto removed = m_store.remove(toUtf8(name));
    if (!removed)
        return fail(removed.error());
    m_issuedTexts.erase(toUtf8(name));
    if (const int row = rowOf(name); row >= 0) {
        Q_EMIT rowsAboutToBeRemoved(row, row);
        m_keys.erase(m_keys.begin() + row);
        Q_EMIT rowsRemoved();
    }
    Q_EMIT keyChanged(name);
    return {};
}

Result<void> KeyList::fail(const Error& error)
{
    Q_EMIT failed(error);
    return error;
}

} // namespace gatereeve::models
