#include "models/policylist.h"

#include "models/text.h"

#include <QHash>

#include <algorithm>
#include <cassert>
#include <utility>

namespace gatereeve::models
{

namespace
{

struct Standing {
    PolicyItem::State state = PolicyItem::State::Loaded;
    Message why;
};

Standing standingOf(const std::string& name, const PolicySet& loaded)
{
    const auto found = loaded.find(name);
    if (found == loaded.end())
        return {PolicyItem::State::NotLoaded, {}};
    if (found->second->keptFormer)
        return {PolicyItem::State::FormerVersion, {}};
    if (found->second->unusable)
        return {PolicyItem::State::Unusable, *found->second->unusable};
    return {};
}

// The policy as core read it from where it stands; null: what is in force is something else, or not read to the last
// member. Only the guide reads all sources alike.
std::shared_ptr<const Policy> policyInForce(const std::string& name, const PolicyLoad& load, Dialect dialect)
{
    const auto found = load.policies.find(name);
    if (found == load.policies.end() || dialect != Dialect::Guide || load.previousKept || !load.problems.empty() ||
        found->second->keptFormer || found->second->hasZeros)
        return nullptr;
    return {found->second, &found->second->policy};
}

// The same policy but for its name, which may stand inside it.
bool isRenamed(const PolicyItem& before, const PolicyItem& after)
{
    if (before.raw == after.raw)
        return true;
    Policy named = before.policy();
    named.id = after.policy().id;
    return before.file == after.file && before.policy().id != after.policy().id && named == after.policy();
}

} // namespace

int PolicyList::rowOf(const QString& id) const
{
    const int known = m_rowOf.value(id, -1);
    if (known >= 0 && known < rowCount() && at(known).id == id)
        return known;
    const auto found = std::ranges::find_if(m_items, [&](const ItemPointer& item) { return item->id == id; });
    if (found == m_items.end())
        return -1;
    m_rowOf.clear();
    for (int row = 0; row < rowCount(); ++row)
        m_rowOf.insert(at(row).id, row);
    return static_cast<int>(found - m_items.begin());
}

const PolicyItem* PolicyList::find(const QString& id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

QStringList PolicyList::ids() const
{
    QStringList ids;
    ids.reserve(rowCount());
    for (const auto& item : m_items)
        ids.append(item->id);
    return ids;
}

PolicyList::Rows PolicyList::rowsFor(const std::vector<PolicyPlace>& places, const PolicyLoad& load,
                                     Profile profile) const
{
    QHash<QString, size_t> former;
    former.reserve(rowCount());
    for (size_t row = 0; row < m_items.size(); ++row)
        former.insert(m_items[row]->id, row);

    Rows rows;
    rows.dialect = dialectOf(profile);
    rows.items.reserve(places.size());
    for (const PolicyPlace& place : places) {
        const auto found = former.constFind(toQString(place.name));
        const bool mayStay = rows.dialect == m_dialect && found != former.cend();
        rows.items.push_back(itemOf(place, load, rows.dialect, mayStay ? m_items[*found] : nullptr));
    }
    return rows;
}

std::optional<QStringList> PolicyList::update(Rows rows)
{
    m_dialect = rows.dialect;
    std::vector<ItemPointer>& now = rows.items;
    const bool wasRenamed = takeRenamed(now);
    const auto idOf = [](const ItemPointer& item) -> const QString& { return item->id; };
    const bool sameRows = std::ranges::equal(m_items, now, {}, idOf, idOf);
    QStringList changed;
    if (sameRows) {
        for (size_t row = 0; row < now.size(); ++row) {
            if (now[row] != m_items[row])
                changed.append(now[row]->id);
        }
    }
    synchronize(m_items, std::move(now), idOf);
    return sameRows && !wasRenamed ? std::optional(changed) : std::nullopt;
}

PolicyList::ItemPointer PolicyList::itemOf(const PolicyPlace& place, const PolicyLoad& load, Dialect dialect,
                                           const ItemPointer& before)
{
    const QString file = toQString(place.value.document().file());
    Standing standing = standingOf(place.name, load.policies);
    if (before && before->file == file && before->raw == place.value.raw() && before->state == standing.state &&
        before->why == standing.why)
        return before;
    auto item = std::make_shared<PolicyItem>();
    item->id = toQString(place.name);
    item->file = file;
    item->raw = place.value.raw();
    item->shared = policyInForce(place.name, load, dialect);
    if (!item->shared)
        item->shared = std::make_shared<const Policy>(readPolicy(place.value, item->findings, dialect));
    item->state = standing.state;
    item->why = std::move(standing.why);
    return item;
}

bool PolicyList::updateOne(const PolicyPlace& place, const PolicyLoad& load)
{
    const int row = rowOf(toQString(place.name));
    assert(row >= 0);
    ItemPointer& item = m_items[static_cast<size_t>(row)];
    const ItemPointer former = std::exchange(item, itemOf(place, load, m_dialect, item));
    if (item == former)
        return false;
    Q_EMIT rowsChanged(row, row);
    return true;
}

// One row has another name and the same content: the row stays, so that a selection does.
bool PolicyList::takeRenamed(const std::vector<ItemPointer>& now)
{
    const auto difference = rowDifference(
        m_items.size(), now.size(), [&](size_t before, size_t after) { return m_items[before]->id == now[after]->id; });
    if (difference.removed != 1 || difference.inserted != 1 ||
        !isRenamed(*m_items[difference.first], *now[difference.first]))
        return false;
    const QString from = m_items[difference.first]->id;
    m_items[difference.first] = now[difference.first];
    const int row = static_cast<int>(difference.first);
    Q_EMIT renamed(from, at(row).id);
    Q_EMIT rowsChanged(row, row);
    return true;
}

} // namespace gatereeve::models
