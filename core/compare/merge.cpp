#include "core/compare/merge.h"

#include "core/compare/formernames.h"
#include "core/compare/markers.h"
#include "core/compare/mergeable.h"
#include "core/compare/words.h"
#include "core/json/edit.h"
#include "core/json/path.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace gatereeve::compare
{

namespace
{

using json::Value;

// A child of a list or object that is merged element by element.
struct Child {
    std::string name; // what it is known by; a renamed policy by its name in BASE
    Triple values;
    const Shape* shape = &AnyShape;
    Absent absent = Absent::Itself;
    Unit unit = Unit::Own;
};

// One run over the three documents: what to do to the text of OURS.
class Run
{
public:
    Run(const json::Document& base, const json::Document& ours, const json::Document& theirs, const Shape& shape,
        const FormerNames& names, const Choices& choices)
        : m_base(base),
          m_ours(ours),
          m_theirs(theirs),
          m_names(names),
          m_choices(choices)
    {
        tail();
        Child root;
        root.values = {base.root(), ours.root(), theirs.root()};
        root.shape = &shape;
        Site site{nullptr, {}};
        field({}, {root}, site, false);
        finish();
    }

    const json::Edits& edits() const { return m_edits; }
    const Markers& markers() const { return m_markers; }
    std::vector<Conflict> conflicts() const { return m_conflicts; }

private:
    // Where the children of one list or object of OURS are put and taken away.
    struct Site {
        const Value* container = nullptr;               // null: of the root value
        std::map<std::string, Value> before;            // a child of THEIRS → the next one that OURS has
        std::vector<std::pair<Value, MaybeValue>> come; // to be inserted, in front of which
        std::vector<Value> gone;
    };

    void finish()
    {
        std::stable_sort(m_edits.begin(), m_edits.end(), [](const json::Edit& a, const json::Edit& b) {
            return a.offset != b.offset ? a.offset < b.offset : a.removed == 0 && b.removed > 0;
        });
    }

    void tail()
    {
        const auto of = [](const json::Document& document) { return document.text().substr(document.endOfRoot()); };
        const auto hasText = [](const std::string& text) {
            return text.find_first_not_of(" \t\r\n") != std::string::npos;
        };
        const std::string base = of(m_base), ours = of(m_ours), theirs = of(m_theirs);
        const std::string path = "(text after the end)";
        std::optional<Take> chosen = choiceFor(path);
        if (!chosen && (theirs == base || theirs == ours || !(hasText(base) || hasText(theirs))))
            return;
        if (!chosen && ours == base)
            chosen = Take::Theirs;
        if (chosen) {
            const std::string& next = *chosen == Take::Theirs ? theirs : *chosen == Take::Base ? base : ours;
            if (next != ours)
                m_edits.push_back({m_ours.endOfRoot(), ours.size(), next});
            return;
        }
        m_markers.addTail(m_ours, m_base, m_theirs);
        m_conflicts.push_back(
            {path, {}, {"merge.tail", "the text after the end of the JSON changed on both sides", {}}});
    }

    std::optional<Take> choiceFor(const std::string& path) const
    {
        const auto chosen = m_choices.find(path);
        return chosen == m_choices.end() ? std::nullopt : std::optional(chosen->second);
    }

    bool hasChoiceInside(const std::string& path) const
    {
        const auto choice = m_choices.upper_bound(path);
        return choice != m_choices.end() && choice->first.starts_with(path);
    }

    // Members that are one value, mostly one. `added`: both sides added what they are part of.
    void field(const std::string& path, const std::vector<Child>& members, Site& site, bool added)
    {
        if (const std::optional<Take> chosen = choiceFor(path)) {
            for (const Child& member : members)
                take(*chosen, member, site);
            return;
        }
        const auto same = [&](Take a, Take b) {
            return std::all_of(members.begin(), members.end(), [&](const Child& member) {
                return sameMeaning(member.values.at(a), member.values.at(b), *member.shape, member.absent);
            });
        };
        const bool oursChanged = added || !same(Take::Base, Take::Ours);
        const bool theirsChanged = added || !same(Take::Base, Take::Theirs);
        const bool isSettled = same(Take::Ours, Take::Theirs) || !theirsChanged;
        if (isSettled && !hasChoiceInside(path))
            return;
        if (members.size() == 1 && tryInside(path, members.front(), added, oursChanged && theirsChanged))
            return;
        if (isSettled)
            return;
        if (oursChanged)
            return conflict(path, members, site);
        for (const Child& member : members)
            take(Take::Theirs, member, site);
    }

    bool tryInside(const std::string& path, const Child& member, bool added, bool bothChanged)
    {
        // Of a member that says nothing when it is not there, both sides may have added to it.
        const bool isNew = isNothing(member.values.base) && member.absent != Absent::Zero;
        const bool bothAdded = added || (isNew && bothChanged);
        if (!isMergeable(member.values, *member.shape, bothChanged) || (bothAdded && member.values.ours->isArray()))
            return false;
        inside(path, member, bothAdded);
        return true;
    }

    void inside(const std::string& path, const Child& parent, bool added)
    {
        const Value& ours = *parent.values.ours;
        const std::vector<Child> children = childrenOf(parent);
        Site site{&ours, {}, {}, {}};
        findNeighbours(children, *parent.values.theirs, site);
        for (size_t i = 0; i < children.size();) {
            std::vector<Child> unit{children[i++]};
            while (unit[0].unit != Unit::Own && i < children.size() && children[i].unit == unit[0].unit)
                unit.push_back(children[i++]);
            std::string at = path;
            json::appendNameStep(at, unit[0].name);
            const bool isPolicy = parent.shape == &PolicyMapShape;
            if (isPolicy)
                mergeName(at, unit[0]);
            field(at, unit, site, added || (isPolicy && isRenamedAndGone(unit[0].values)));
        }
        change(site);
    }

    // A new name is a change, so the other side's removal does not go through unseen.
    static bool isRenamedAndGone(const Triple& values)
    {
        const MaybeValue& left = values.ours ? values.ours : values.theirs;
        return values.base && left && !(values.ours && values.theirs) && left->name() != values.base->name();
    }

    // A renamed policy: its name is a field as well.
    void mergeName(const std::string& path, const Child& child)
    {
        const auto& [base, ours, theirs] = child.values;
        if (!base || !ours || !theirs)
            return;
        const std::string namePath = path + " (name)";
        std::optional<Take> chosen = choiceFor(namePath);
        if (!chosen && (theirs->name() == base->name() || theirs->name() == ours->name()))
            return;
        if (!chosen && ours->name() == base->name())
            chosen = Take::Theirs;
        if (chosen) {
            if (const Value& next = *child.values.at(*chosen); next.name() != ours->name())
                m_edits.push_back(json::renameMember(*ours, next.name()));
        } else {
            m_markers.addName(*ours, base, theirs);
            const auto named = [](const MaybeValue& value) {
                return Spot{std::string(value->rawName()), value->place()};
            };
            m_conflicts.push_back({namePath,
                                   {{named(base), named(ours), named(theirs)}},
                                   {"merge.name",
                                    "%1 is called %2 in ours, %3 in theirs",
                                    {base->name(), ours->name(), theirs->name()}}});
        }
    }

    std::vector<Child> childrenOf(const Child& parent) const
    {
        const Shape& shape = *parent.shape;
        if (parent.values.ours->isObject() && shape.form == Form::Struct)
            return membersOf(parent);
        const bool hasNames = &shape == &PolicyMapShape;
        return entriesIn(parent, hasNames ? m_names.ours : Renames(), hasNames ? m_names.theirs : Renames());
    }

    // `ours`, `theirs`: new name → the one in BASE.
    static std::vector<Child> entriesIn(const Child& parent, const Renames& ours, const Renames& theirs)
    {
        const Shape& shape = *parent.shape;
        std::vector<Child> children;
        std::map<std::string, size_t> byName;
        const auto add = [&](const MaybeValue& container, MaybeValue Triple::*side, const Renames& formerNames) {
            for (const auto& [name, value] : entriesOf(container, shape)) {
                const auto former = formerNames.find(name);
                const std::string& known = former == formerNames.end() ? name : former->second;
                const auto [at, isNew] = byName.try_emplace(known, children.size());
                if (isNew) {
                    children.push_back({known, {}, shape.inner ? shape.inner : &AnyShape});
                    // A set's elements are there or not.
                    children.back().absent = Absent::Itself;
                }
                children[at->second].values.*side = value;
            }
        };
        add(parent.values.base, &Triple::base, {});
        add(parent.values.ours, &Triple::ours, ours);
        add(parent.values.theirs, &Triple::theirs, theirs);
        return children;
    }

    static std::vector<Child> membersOf(const Child& parent)
    {
        const Shape& shape = *parent.shape;
        const Members base(parent.values.base, shape), ours(parent.values.ours, shape),
            theirs(parent.values.theirs, shape);
        std::vector<Child> children;
        for (size_t i = 0; i < shape.members.size(); ++i) {
            const MemberShape& member = shape.members[i];
            children.push_back({std::string(member.name),
                                {base.at(i), ours.at(i), theirs.at(i)},
                                member.shape,
                                member.absent,
                                member.unit});
        }
        std::map<std::string, Triple> unknown;
        for (const auto& [name, value] : base.unknown())
            unknown[name].base = value;
        for (const auto& [name, value] : ours.unknown())
            unknown[name].ours = value;
        for (const auto& [name, value] : theirs.unknown())
            unknown[name].theirs = value;
        for (auto& [name, values] : unknown)
            children.push_back({name, std::move(values), shape.others ? shape.others : &AnyShape, shape.othersAbsent});
        return children;
    }

    // For each child of THEIRS that OURS lacks: in front of which child of OURS it belongs.
    static void findNeighbours(const std::vector<Child>& children, const Value& theirs, Site& site)
    {
        std::map<size_t, const Child*> byIndex; // of the value in THEIRS
        for (const Child& child : children) {
            if (child.values.theirs)
                byIndex[child.values.theirs->index()] = &child;
        }
        std::vector<const Child*> inOrder;
        for (const Value child : theirs) {
            if (const auto found = byIndex.find(child.index()); found != byIndex.end())
                inOrder.push_back(found->second);
        }
        MaybeValue next;
        for (auto child = inOrder.rbegin(); child != inOrder.rend(); ++child) {
            if ((*child)->values.ours)
                next = (*child)->values.ours;
            else if (next)
                site.before.emplace((*child)->name, *next);
        }
    }

    void take(Take which, const Child& member, Site& site)
    {
        const MaybeValue& next = member.values.at(which);
        const MaybeValue& ours = member.values.ours;
        if (sameMeaning(ours, next, *member.shape, member.absent))
            return;
        if (ours && next) {
            m_edits.push_back(json::replaceValue(*ours, next->raw()));
        } else if (ours) {
            site.gone.push_back(*ours);
        } else {
            const auto before = site.before.find(member.name);
            site.come.emplace_back(*next, before == site.before.end() ? MaybeValue() : MaybeValue(before->second));
        }
    }

    // Edits of children of one parent can't all be put together (json/edit.h): what is in each other's way waits.
    void change(Site& site)
    {
        if (site.come.empty()) {
            std::sort(site.gone.begin(), site.gone.end(),
                      [](const Value& a, const Value& b) { return a.offset() < b.offset(); });
            for (json::Edit& edit : json::removeChildren(site.gone))
                m_edits.push_back(std::move(edit));
            return;
        }
        const bool wasEmpty = site.container->size() == 0;
        std::sort(site.come.begin(), site.come.end(),
                  [](const auto& a, const auto& b) { return a.first.offset() < b.first.offset(); });
        for (const auto& [value, before] : site.come) {
            const Value* const neighbour = before ? &*before : nullptr;
            m_edits.push_back(site.container->isObject()
                                  ? json::insertMember(*site.container, value.name(), value.raw(), neighbour)
                                  : json::insertElement(*site.container, value.raw(), neighbour));
            if (wasEmpty)
                return;
        }
    }

    void conflict(const std::string& path, const std::vector<Child>& members, const Site& site)
    {
        Conflict conflict{path, {}, words(path, members)};
        for (const Child& member : members) {
            const auto& [base, ours, theirs] = member.values;
            conflict.parts.push_back({spotOf(base), spotOf(ours), spotOf(theirs)});
            if (sameMeaning(ours, theirs, *member.shape, member.absent))
                continue;
            const auto before = site.before.find(member.name);
            if (ours)
                m_markers.addAround(*ours, base, theirs);
            else
                m_markers.addInto(*site.container,
                                  before == site.before.end() ? MaybeValue() : MaybeValue(before->second), base,
                                  theirs);
        }
        m_conflicts.push_back(std::move(conflict));
    }

    static Message words(const std::string& path, const std::vector<Child>& members)
    {
        if (isSecret(path))
            return {"merge.secret", "%1 changed to different values on both sides", {path}};
        const auto text = [&](Take side) {
            const auto& value = members[0].values.at(side);
            if (members.size() < 2)
                return excerpt(value);
            const MaybeValue pair[2] = {value, members[1].values.at(side)};
            return unitText(members[0].unit, pair);
        };
        return {"merge.conflict",
                "%1: %2 in ours, %3 in theirs, %4 before",
                {path.empty() ? "the whole text" : path, text(Take::Ours), text(Take::Theirs), text(Take::Base)}};
    }

    const json::Document &m_base, &m_ours, &m_theirs;
    const FormerNames& m_names;
    const Choices& m_choices;
    json::Edits m_edits;
    Markers m_markers;
    std::vector<Conflict> m_conflicts;
};

json::Document parsedAgain(const json::Document& like, std::string text)
{
    json::ParseOptions options;
    options.file = like.file();
    options.allowTrailingText = true;
    options.allowByteOrderMark = true;
    options.maximumSize = SIZE_MAX; // of texts that were read before
    Result<json::Document> document = json::Document::parse(std::move(text), options);
    assert(document.ok()); // the edits of one run don't stand in each other's way
    return *std::move(document);
}

} // namespace

Merged merge(const json::Document& base, const json::Document& ours, const json::Document& theirs,
             const Choices& choices)
{
    constexpr int MostRuns = 8; // insertions, then removals, on each level at the same time: three do
    const Shape& shape = shapeOf(jointKind(ours, theirs)); // once: what is put into OURS must not change it
    const FormerNames names = formerNames(base, ours, theirs);
    json::Document current = ours;
    std::vector<Conflict> conflicts;
    for (int i = 0;; ++i) {
        const Run run(base, current, theirs, shape, names, choices);
        // Those of the first run have the places of OURS as it was given.
        if (i == 0 || run.conflicts().size() != conflicts.size())
            conflicts = run.conflicts();
        if (run.edits().empty() || i == MostRuns)
            return {current.text(), run.markers().applied(current.text()), std::move(conflicts)};
        current = parsedAgain(ours, json::applied(current.text(), run.edits()));
    }
}

} // namespace gatereeve::compare
