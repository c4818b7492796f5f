#include "models/sessionrows.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gatereeve::models
{

namespace
{

constexpr std::string_view Rights = "access_rights.";

using Fields = std::unordered_set<std::string_view>;

// "access_rights.orders" of "access_rights.orders.rate"; empty for what holds for the key as a whole. API ids may hold
// dots: the shortest beginning that is a field itself is the API.
std::string_view apiField(std::string_view field, const Fields& fields)
{
    if (!field.starts_with(Rights))
        return {};
    const size_t first = std::min(field.find('.', Rights.size()), field.size());
    for (size_t end = first; end < field.size(); end = std::min(field.find('.', end + 1), field.size())) {
        if (fields.contains(field.substr(0, end)))
            return field.substr(0, end);
    }
    return fields.contains(field) ? field : field.substr(0, first);
}

void arrange(SessionRows& rows)
{
    Fields fields;
    for (const SessionRow& row : rows)
        fields.insert(row.reason.field);
    std::unordered_map<std::string_view, size_t> ranks{{{}, 0}};
    std::vector<std::pair<size_t, size_t>> order; // rank of the API, place among the rows
    order.reserve(rows.size());
    for (SessionRow& row : rows) {
        const std::string_view api = apiField(row.reason.field, fields);
        row.apiLength = api.size();
        const size_t rank = ranks.emplace(api, ranks.size()).first->second;
        order.emplace_back(rank, order.size());
    }
    if (std::ranges::is_sorted(order))
        return;
    std::ranges::sort(order);
    SessionRows arranged;
    arranged.reserve(rows.size());
    for (const auto& [rank, place] : order)
        arranged.push_back(std::move(rows[place]));
    rows = std::move(arranged);
}

Reason unstated(FieldElsewhere& difference)
{
    Reason reason;
    reason.field = std::move(difference.field);
    reason.value = std::move(difference.here);
    reason.winner = Source::rule();
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
