#include "models/policylist.h"

#include "models/text.h"

#include <QHash>

#include <algorithm>

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

// The same policy but for its name, which may stand inside it.
bool isRenamed(const PolicyItem& before, const PolicyItem& after)
{
    if (before.raw == after.raw)
        return true;
    Policy named = before.policy;
    named.id = after.policy.id;
    return before.file == after.file && before.policy.id != after.policy.id && named == after.policy;
}

} // namespace

int PolicyList::rowOf(const QString& id) const
{
    const auto found = std::ranges::find_if(m_items, [&](const ItemPointer& item) { return item->id == id; });
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
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

std::optional<QStringList> PolicyList::update(const std::vector<PolicyPlace>& places, const PolicySet& loaded,
                                              Profile profile)
{
    const bool sameDialect = std::exchange(m_dialect, dialectOf(profile)) == dialectOf(profile);
    std::vector<ItemPointer> now = itemsOf(places, loaded, sameDialect);
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

std::vector<PolicyList::ItemPointer> PolicyList::itemsOf(const std::vector<PolicyPlace>& places,
                                                         const PolicySet& loaded, bool sameDialect) const
{
    QHash<QString, size_t> former;
    former.reserve(rowCount());
    for (size_t row = 0; row < m_items.size(); ++row)
        former.insert(m_items[row]->id, row);

    std::vector<ItemPointer> items;
    items.reserve(places.size());
    for (const auto& [name, value] : places) {
        const QString id = toQString(name);
        const QString file = toQString(value.document().file());
        Standing standing = standingOf(name, loaded);
        const auto found = former.constFind(id);
        const ItemPointer before = found == former.cend() ? nullptr : m_items[*found];
        if (before && sameDialect && before->file == file && before->raw == value.raw() &&
            before->state == standing.state && before->why == standing.why) {
            items.push_back(before);
            continue;
        }
        auto item = std::make_shared<PolicyItem>();
        item->id = id;
        item->file = file;
        item->raw = value.raw();
        item->policy = readPolicy(value, item->findings, m_dialect);
        item->state = standing.state;
        item->why = std::move(standing.why);
        items.push_back(std::move(item));
    }
    return items;
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
