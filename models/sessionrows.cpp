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

// Where each reason goes: they come part by part, each in the order of the APIs, and are dealt out to the APIs.
std::vector<size_t> placesOf(const Provenance& reasons)
{
    std::unordered_map<std::string_view, size_t> ranks{{{}, 0}};
    std::vector<size_t> places; // the rank at first
    places.reserve(reasons.size());
    std::string_view last;
    for (const Reason& reason : reasons) {
        const std::string_view api = apiOf(reason);
        const bool goesOn = !places.empty() && api == last;
        places.push_back(goesOn ? places.back() : ranks.emplace(api, ranks.size()).first->second);
        last = api;
    }
    std::vector<size_t> next(ranks.size() + 1); // the place of the next one of a rank
    for (const size_t rank : places)
        ++next[rank + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (size_t& place : places)
        place = next[place]++;
    return places;
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

// Those of fields that have a reason go to their rows, the others get a reason at the end.
void add(Provenance& reasons, std::vector<std::vector<Elsewhere>>& elsewhere, std::vector<FieldElsewhere> differences)
{
    std::unordered_map<std::string, std::vector<Elsewhere>> byField;
    std::vector<Reason> unstatedOnes; // one for each field of a difference, as long as no reason is found
    for (FieldElsewhere& difference : differences) {
        std::vector<Elsewhere>& same = byField[difference.field];
        same.push_back(std::move(difference.elsewhere));
        if (same.size() == 1)
            unstatedOnes.push_back(unstated(difference));
    }
    const auto take = [&](const std::string& field) {
        const auto found = byField.find(field);
        if (found == byField.end())
            return false;
        elsewhere.back() = std::move(found->second);
        byField.erase(found);
        return true;
    };
    for (const Reason& reason : reasons) {
        elsewhere.emplace_back();
        take(reason.field);
    }
    for (Reason& reason : unstatedOnes) {
        elsewhere.emplace_back();
        if (take(reason.field))
            reasons.push_back(std::move(reason));
        else
            elsewhere.pop_back();
    }
}

} // namespace

SessionRows sessionRows(Provenance here, std::vector<FieldElsewhere> differences)
{
    std::vector<std::vector<Elsewhere>> elsewhere;
    if (!differences.empty())
        add(here, elsewhere, std::move(differences));
    const std::vector<size_t> places = placesOf(here);
    SessionRows rows(here.size());
    for (size_t i = 0; i < here.size(); ++i) {
        SessionRow& row = rows[places[i]];
        row.reason = std::move(here[i]);
        if (!elsewhere.empty())
            row.elsewhere = std::move(elsewhere[i]);
    }
    return rows;
}

} // namespace gatereeve::models
