#include "core/reading/policyreload.h"

#include "core/reading/fileloader.h"

#include <algorithm>
#include <tuple>

namespace gatereeve
{

namespace
{

auto positionOf(const Place& place)
{
    return std::tuple(place.line, place.column);
}

// Where the policies stand that are read again, and where what stood behind them has gone.
class Stretch
{
public:
    Stretch(const std::vector<json::Value>& policies, const json::Reread& edit) : m_lines(edit.lines)
    {
        const json::Document& document = policies.front().document();
        const json::Value& last = policies.back();
        m_begin = document.placeAt(std::min(edit.begin, policies.front().nameOffset()));
        m_formerEnd = document.placeAt(std::max(edit.end, last.offset() + last.length()));
        const bool inOneLine = document.placeAt(edit.end).line == m_formerEnd.line;
        m_columns = inOneLine ? edit.columns : 0;
        m_formerEnd.line -= m_lines;
        m_formerEnd.column -= m_columns;
    }

    bool movesAnything() const { return m_lines != 0 || m_columns != 0; }
    // By places of the text before.
    bool isBefore(const Place& place) const { return positionOf(place) < positionOf(m_begin); }
    bool isBehind(const Place& place) const { return positionOf(place) >= positionOf(m_formerEnd); }
    void move(Place& place) const
    {
        if (place.line == m_formerEnd.line)
            place.column += m_columns;
        place.line += m_lines;
    }

private:
    Place m_begin, m_formerEnd;
    int m_lines, m_columns;
};

// Those that the stretch of the edit holds, or is within; none: that is not to be told.
std::vector<json::Value> touchedPolicies(const json::Document& document, const json::Reread& edit)
{
    const json::Value root = document.root();
    std::optional<json::Value> child = document.innermostAt(edit.begin);
    while (child && child->parent() && child->parent()->index() != root.index())
        child = child->parent();
    if (child->index() == root.index())
        child = edit.begin == root.offset() + 1 ? root.firstChild() : std::nullopt;
    std::vector<json::Value> policies;
    for (; child && child->nameOffset() < edit.end; child = child->next())
        policies.push_back(*child);
    return policies;
}

bool isSimple(const PolicyLoad& load)
{
    // A sentence about a repeated name says where the other one stands.
    return load.problems.empty() && !load.previousKept &&
           std::ranges::find(load.notes, "duplicate-id", &Finding::kind) == load.notes.end();
}

std::vector<std::string> namesWithin(const PolicyLoad& load, const Stretch& stretch)
{
    std::vector<std::string> names;
    for (const auto& [name, place] : load.places) {
        if (!stretch.isBefore(place) && !stretch.isBehind(place))
            names.push_back(name);
    }
    return names; // sorted
}

std::vector<std::string> inTextOrder(std::vector<std::string> names, const PolicyLoad& load)
{
    std::ranges::sort(names, {}, [&](const std::string& name) { return positionOf(load.places.find(name)->second); });
    return names;
}

// Each is an object, and no name stands twice in the file.
bool areSingle(const std::vector<json::Value>& policies, const std::vector<std::string>& names,
               const std::vector<std::string>& former, const PolicyLoad& load)
{
    return std::ranges::all_of(policies, &json::Value::isObject) && std::ranges::adjacent_find(names) == names.end() &&
           std::ranges::all_of(names, [&](const std::string& name) {
               return std::ranges::binary_search(former, name) || !load.places.contains(name);
           });
}

// Of the notes of a file only what is said of those policies changes; they are in the order of the text.
void replaceNotes(Findings& notes, Findings now, const Stretch& stretch)
{
    const auto first = std::ranges::find_if(notes, [&](const Finding& note) { return !stretch.isBefore(note.place); });
    const auto end =
        std::find_if(first, notes.end(), [&](const Finding& note) { return stretch.isBehind(note.place); });
    if (stretch.movesAnything())
        std::for_each(end, notes.end(), [&](Finding& note) { stretch.move(note.place); });
    notes.insert(notes.erase(first, end), std::make_move_iterator(now.begin()), std::make_move_iterator(now.end()));
}

void replacePlaces(PolicyLoad& load, PolicyLoad& now, const std::vector<std::string>& former, const Stretch& stretch)
{
    for (const std::string& name : former)
        load.places.erase(name);
    if (stretch.movesAnything()) {
        for (auto& [name, place] : load.places) {
            if (stretch.isBehind(place))
                stretch.move(place);
        }
    }
    load.places.merge(now.places);
}

void replacePolicies(PolicyLoad& load, PolicyLoad& now, const std::vector<std::string>& former)
{
    for (const std::string& name : former) {
        load.policies.erase(name);
        load.loaded.erase(name);
        std::erase(load.notLoaded, name);
    }
    load.policies.merge(now.policies);
    load.loaded.merge(now.loaded);
    const auto position = [&](const std::string& name) { return positionOf(load.places.find(name)->second); };
    for (std::string& name : now.notLoaded) {
        const auto place = std::ranges::upper_bound(load.notLoaded, position(name), {}, position);
        load.notLoaded.insert(place, std::move(name));
    }
}

} // namespace

PolicyReload reloadPolicies(PolicyLoad& load, const json::Document& document, const json::Reread& edit, Profile profile)
{
    const json::Value root = document.root();
    const std::vector<json::Value> policies =
        root.isObject() && isSimple(load) ? touchedPolicies(document, edit) : std::vector<json::Value>();
    if (policies.empty())
        return {};
    const Stretch stretch(policies, edit);
    const std::vector<std::string> former = namesWithin(load, stretch);
    std::vector<std::string> names;
    for (const json::Value& policy : policies)
        names.push_back(policy.name());
    const bool otherNames = names != inTextOrder(former, load);
    std::ranges::sort(names);
    if (!areSingle(policies, names, former, load))
        return {};
    PolicyLoad now = FileLoader(loadRulesFor(profile), {}, root).loadOnly(policies);
    if (!isSimple(now) || load.policies.size() + now.policies.size() <= former.size()) // perhaps none is left
        return {};
    replacePlaces(load, now, former, stretch);
    replacePolicies(load, now, former);
    replaceNotes(load.notes, std::move(now.notes), stretch);
    return {true, otherNames, std::move(names)};
}

} // namespace gatereeve
