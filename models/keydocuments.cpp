#include "models/keydocuments.h"

#include "models/keylist.h"
#include "models/lintedworkspace.h"

#include <algorithm>

namespace gatereeve::models
{

KeyDocuments::KeyDocuments(const KeyList& keys, QObject* parent)
    : QObject(parent),
      m_keys(keys),
      m_documents(keys.keys().size())
{
    const auto row = [this](int number) { return m_documents.begin() + number; };
    connect(&keys, &RowSource::rowsAboutToBeInserted, this, [this, row](int first, int last) {
        m_documents.insert(row(first), static_cast<size_t>(last - first + 1), std::nullopt);
    });
    connect(&keys, &RowSource::rowsAboutToBeRemoved, this,
            [this, row](int first, int last) { m_documents.erase(row(first), row(last + 1)); });
    connect(&keys, &RowSource::rowsChanged, this, [this, row](int first, int last) {
        std::fill(row(first), row(last + 1), std::nullopt);
        Q_EMIT outdated();
    });
    connect(&keys, &RowSource::wasReset, this, [this] {
        m_documents.assign(m_keys.keys().size(), std::nullopt);
        Q_EMIT outdated();
    });
    connect(&keys, &RowSource::rowsInserted, this, &KeyDocuments::outdated);
    connect(&keys, &RowSource::rowsRemoved, this, &KeyDocuments::outdated);
}

bool KeyDocuments::makeSome(size_t most)
{
    for (size_t row = 0; row < m_documents.size(); ++row) {
        if (m_documents[row])
            continue;
        if (most-- == 0)
            return false;
        m_documents[row] = documentOf(m_keys.keys()[row]);
    }
    return true;
}

std::vector<json::Document> KeyDocuments::all() const
{
    std::vector<json::Document> all;
    all.reserve(m_documents.size());
    for (const auto& document : m_documents)
        all.push_back(*document);
    return all;
}

} // namespace gatereeve::models
