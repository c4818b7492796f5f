#include "core/compare/renames.h"

#include <algorithm>
#include <unordered_map>

namespace gatereeve::compare
{

namespace
{

using Features = std::vector<uint64_t>; // sorted

// Names that follow the id in some layouts say nothing about what the policy does.
bool isId(std::string_view name)
{
    return name == "id" || name == "_id" || name == "api_id" || name == "last_updated";
}

uint64_t featureOf(std::string_view name, uint64_t hash)
{
    return std::hash<std::string_view>()(name) * 0x9e3779b97f4a7c15ULL + hash;
}

// A hash for each thing that an object says: a member, or one right.
Features featuresOf(const Object& object)
{
    Features features;
    const Shape& shape = shapeOf(object.kind);
    const Members members(object.value, shape);
    for (size_t i = 0; i < shape.members.size(); ++i) {
        const MemberShape& member = shape.members[i];
        const MaybeValue& value = members.at(i);
        if (isId(member.name) || saysNothing(value, *member.shape, member.absent))
            continue;
        if (member.shape->form != Form::Map) {
            features.push_back(featureOf(member.name, meaningHash(value, *member.shape, member.absent)));
            continue;
        }
        for (const auto& [name, entry] : entriesOf(value, *member.shape))
            features.push_back(featureOf(name, meaningHash(entry, *member.shape->inner)));
    }
    const Shape& others = shape.others ? *shape.others : AnyShape;
    for (const auto& [name, value] : members.unknown()) {
        if (!saysNothing(value, others, shape.othersAbsent))
            features.push_back(featureOf(name, meaningHash(value, others)));
    }
    std::sort(features.begin(), features.end());
    return features;
}

uint64_t wholeOf(const Features& features)
{
    uint64_t hash = features.size();
    for (const uint64_t feature : features)
        hash = (hash ^ feature) * 0x100000001b3ULL + (hash >> 29);
    return hash;
}

class Search
{
public:
    Search(const std::vector<Object>& gone, const std::vector<Object>& come)
        : m_gone(featuresOfAll(gone)),
          m_come(featuresOfAll(come)),
          m_partner(gone.size(), None),
          m_taken(come.size(), false)
    {
        pairSame();
        pairSimilar();
    }

    std::vector<Rename> renames() const
    {
        std::vector<Rename> renames;
        for (size_t i = 0; i < m_partner.size(); ++i) {
            if (m_partner[i] != None)
                renames.push_back({i, m_partner[i]});
        }
        return renames;
    }

private:
    static constexpr size_t None = SIZE_MAX;
    static constexpr size_t Common = 32; // what more objects than these say tells none of them

    static std::vector<Features> featuresOfAll(const std::vector<Object>& objects)
    {
        std::vector<Features> all;
        for (const Object& object : objects)
            all.push_back(featuresOf(object));
        return all;
    }

    void pair(size_t before, size_t after)
    {
        m_partner[before] = after;
        m_taken[after] = true;
    }

    // Several alike: in the order in which they stand.
    void pairSame()
    {
        std::unordered_map<uint64_t, std::vector<size_t>> byContent;
        for (size_t i = m_come.size(); i > 0; --i)
            byContent[wholeOf(m_come[i - 1])].push_back(i - 1);
        for (size_t i = 0; i < m_gone.size(); ++i) {
            const auto found = byContent.find(wholeOf(m_gone[i]));
            if (m_gone[i].empty() || found == byContent.end() || found->second.empty())
                continue;
            pair(i, found->second.back());
            found->second.pop_back();
        }
    }

    void pairSimilar()
    {
        std::unordered_map<uint64_t, std::vector<size_t>> saidBy;
        for (size_t i = 0; i < m_come.size(); ++i) {
            for (const uint64_t feature : m_come[i]) {
                if (!m_taken[i])
                    saidBy[feature].push_back(i);
            }
        }
        for (size_t i = 0; i < m_gone.size(); ++i) {
            if (m_partner[i] != None)
                continue;
            const size_t best = mostSimilar(m_gone[i], saidBy);
            if (best != None)
                pair(i, best);
        }
    }

    size_t mostSimilar(const Features& features, const std::unordered_map<uint64_t, std::vector<size_t>>& saidBy) const
    {
        size_t best = None, bestShared = 0;
        std::vector<size_t> candidates;
        for (const uint64_t feature : features) {
            const auto found = saidBy.find(feature);
            if (found != saidBy.end() && found->second.size() <= Common)
                candidates.insert(candidates.end(), found->second.begin(), found->second.end());
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        for (const size_t candidate : candidates) {
            const size_t shared = sharedWith(features, m_come[candidate]);
            const size_t larger = std::max(features.size(), m_come[candidate].size());
            if (!m_taken[candidate] && shared > bestShared && shared * 3 >= larger * 2) {
                best = candidate;
                bestShared = shared;
            }
        }
        return best;
    }

    static size_t sharedWith(const Features& a, const Features& b)
    {
        Features both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        return both.size();
    }

    const std::vector<Features> m_gone, m_come;
    std::vector<size_t> m_partner; // of each that vanished
    std::vector<bool> m_taken;
};

} // namespace

std::vector<Rename> renamesBetween(const std::vector<Object>& gone, const std::vector<Object>& come)
{
    if (gone.empty() || come.empty())
        return {};
    return Search(gone, come).renames();
}

} // namespace gatereeve::compare
