#include "models/sessionrows.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace gatereeve::models
{

namespace
{

std::string_view apiOf(const Reason& reason)
{
    return std::string_view(reason.field).substr(0, reason.apiLength);
}

// The reasons come part by part, each in the order of the APIs: they are dealt out to the APIs.
void arrange(SessionRows& rows)
{
    std::unordered_map<std::string_view, size_t> ranks{{{}, 0}};
    std::vector<size_t> rankOf; // of each row
    rankOf.reserve(rows.size());
    std::string_view last;
    for (const SessionRow& row : rows) {
        const std::string_view api = apiOf(row.reason);
        const bool goesOn = !rankOf.empty() && api == last;
        rankOf.push_back(goesOn ? rankOf.back() : ranks.emplace(api, ranks.size()).first->second);
        last = api;
    }
    if (std::ranges::is_sorted(rankOf))
        return;
    std::vector<size_t> places(ranks.size() + 1); // where the next row of a rank goes
    for (const size_t rank : rankOf)
        ++places[rank + 1];
    std::partial_sum(places.begin(), places.end(), places.begin());
    SessionRows arranged(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
        arranged[places[rankOf[i]]++] = std::move(rows[i]);
    rows = std::move(arranged);
}

Reason unstated(FieldElsewhere& difference)
{
    Reason reason;
    reason.field = std::move(difference.field);
    reason.value = std::move(difference.here);
    reason.winner = Source::rule();
    reason.apiLength = difference.apiLength;
    reason.why = {"session.unstated", "nothing changes this under the rules of this workspace", {}};
    return reason;
}

void add(SessionRows& rows, std::vector<FieldElsewhere> differences)
{
    std::unordered_map<std::string, size_t> places;
    for (const SessionRow& row : rows)
        places.emplace(row.reason.field, static_cast<size_t>(&row - rows.data()));
    for (FieldElsewhere& difference : differences) {
        const auto [place, isNew] = places.emplace(difference.field, rows.size());
        if (isNew)
            rows.push_back({unstated(difference), {}});
        rows[place->second].elsewhere.push_back(std::move(difference.elsewhere));
    }
}

} // namespace

SessionRows sessionRows(Provenance here, std::vector<FieldElsewhere> differences)
{
    SessionRows rows;
    rows.reserve(here.size());
    for (Reason& reason : here)
        rows.push_back({std::move(reason), {}});
    if (!differences.empty())
        add(rows, std::move(differences));
    arrange(rows);
    return rows;
}

} // namespace gatereeve::models
