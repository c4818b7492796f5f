#pragma once

// The keys of the store as documents to lint, each made once for each of its states. Making them is cheaper than
// copying the keys into another thread, and so many can be made a little at a time. Main thread.

#include "core/json/document.h"

#include <QObject>

#include <optional>
#include <vector>

namespace gatereeve::models
{

class KeyList;

class KeyDocuments : public QObject
{
    Q_OBJECT
public:
    explicit KeyDocuments(const KeyList& keys, QObject* parent = nullptr);

    // Makes up to `most` of those that are missing. False: there are more.
    bool makeSome(size_t most);
    std::vector<json::Document> all() const; // once none is missing

Q_SIGNALS:
    void outdated();

private:
    const KeyList& m_keys;
    std::vector<std::optional<json::Document>> m_documents; // by row
};

} // namespace gatereeve::models
