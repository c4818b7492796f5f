#pragma once

// The policies of the open files, in the order of their files, the ones that are not loaded included. After an edit
// only the entries whose text changed are read again, and their rows told. Main thread.

#include "core/policy.h"
#include "core/reading/policyplaces.h"
#include "core/reading/policyset.h"
#include "core/reading/readers.h"
#include "models/rowsource.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>

namespace gatereeve::models
{

struct PolicyItem {
    QString id;                           // the name that keys use
    QString file;                         // path
    std::string raw;                      // its JSON text
    std::shared_ptr<const Policy> shared; // never null; with what is in force, where that is the same
    Findings findings;                    // wrong types
    enum class State : uint8_t { Loaded, NotLoaded, Unusable, FormerVersion };
    State state = State::Loaded;
    Message why; // for Unusable and FormerVersion

    const Policy& policy() const { return *shared; }
};

class PolicyList : public RowSource
{
    Q_OBJECT
public:
    using RowSource::RowSource;

    int rowCount() const override { return static_cast<int>(m_items.size()); }
    const PolicyItem& at(int row) const { return *m_items[static_cast<size_t>(row)]; }
    int rowOf(const QString& id) const; // -1: none
    const PolicyItem* find(const QString& id) const;
    QStringList ids() const;

    // For Workspace: the rows to be, of where policies stand now, of each name one; `load` is what core made of them.
    // Any thread, while nobody changes the list.
    class Rows;
    Rows rowsFor(const std::vector<PolicyPlace>& places, const PolicyLoad& load, Profile profile) const;
    // Takes them over. Ids of the rows whose content changed; nothing when rows came, went, moved or were renamed.
    std::optional<QStringList> update(Rows rows);

    // The same after an edit within one policy, which has its name and its row as before. False: nothing has changed.
    bool updateOne(const PolicyPlace& place, const PolicyLoad& load);

Q_SIGNALS:
    void renamed(const QString& from, const QString& to);

private:
    using ItemPointer = std::shared_ptr<const PolicyItem>; // shared with the list before an edit where nothing changed
    // `before` where that is still right.
    static ItemPointer itemOf(const PolicyPlace& place, const PolicyLoad& load, Dialect dialect,
                              const ItemPointer& before);
    bool takeRenamed(const std::vector<ItemPointer>& now);
    std::vector<ItemPointer> m_items;
    mutable QHash<QString, int> m_rowOf; // may be out of date; each use looks
    Dialect m_dialect = Dialect::Guide;
};

class PolicyList::Rows
{
    friend class PolicyList;
    std::vector<ItemPointer> items;
    Dialect dialect = Dialect::Guide;
};

} // namespace gatereeve::models
