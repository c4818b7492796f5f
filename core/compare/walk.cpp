#include "core/compare/comparison.h"
#include "core/compare/words.h"
#include "core/json/path.h"

#include <algorithm>
#include <set>

namespace gatereeve::compare
{

namespace
{

using json::Value;
using Texts = std::vector<std::string>;

// Where the walk is, and how it is called in a sentence.
struct At {
    std::string path;  // within the object
    std::string label; // the same without what the scope says
    Scope scope;

    At member(std::string_view name) const
    {
        At next = *this;
        json::appendNameStep(next.path, name);
        json::appendNameStep(next.label, name);
        return next;
    }
    At element(size_t index) const
    {
        At next = *this;
        json::appendIndexStep(next.path, index);
        json::appendIndexStep(next.label, index);
        return next;
    }
    At right(const std::string& apiId, std::string apiLabel) const
    {
        At next = *this;
        json::appendNameStep(next.path, apiId);
        next.label.clear();
        next.scope.api = std::move(apiLabel);
        return next;
    }
};

class Walk
{
public:
    std::vector<Change> take() { return std::move(m_changes); }

    void value(const At& at, const MaybeValue& before, const MaybeValue& after, const Shape& shape, Absent absent)
    {
        if (sameMeaning(before, after, shape, absent))
            return;
        const size_t found = m_changes.size();
        const auto isKind = [](const MaybeValue& one, bool object) {
            return !one || one->isNull() || (object ? one->isObject() : one->isArray());
        };
        const bool bothThere = before && after && !before->isNull() && !after->isNull();
        if (shape.form == Form::Struct && isKind(before, true) && isKind(after, true))
            members(at, before, after, shape);
        else if (&shape == rightsShape() && isKind(before, true) && isKind(after, true))
            rights(at, before, after);
        else if (shape.form == Form::Set && isKind(before, false) && isKind(after, false))
            set(at, before, after, shape);
        else if (shape.key == "url" && isKind(before, false) && isKind(after, false))
            urls(at, before, after, shape);
        else if (bothThere && before->isObject() && after->isObject())
            entries(at, before, after, shape);
        else if (bothThere && before->isArray() && after->isArray())
            list(at, *before, *after, shape);
        if (m_changes.size() == found)
            add(at, before, after, leafWords(at.scope, at.label.empty() ? "all of it" : at.label, before, after));
    }

private:
    static const Shape* rightsShape()
    {
        static const Shape* const shape = [] {
            const Shape* found = nullptr;
            for (const MemberShape& member : PolicyShape.members)
                found = member.name == "access_rights" ? member.shape : found;
            return found;
        }();
        return shape;
    }

    void add(const At& at, const MaybeValue& before, const MaybeValue& after, Message sentence)
    {
        m_changes.push_back({ChangeKind::Changed, at.path, spotOf(before), spotOf(after), std::move(sentence)});
    }

    void members(const At& at, const MaybeValue& before, const MaybeValue& after, const Shape& shape)
    {
        const Members a(before, shape), b(after, shape);
        for (size_t i = 0; i < shape.members.size(); ++i) {
            const MemberShape& member = shape.members[i];
            if (member.unit != Unit::Own)
                i += pair(at, a, b, shape, i);
            else if (!sameMeaning(a.at(i), b.at(i), *member.shape, member.absent))
                namedMember(at.member(member.name), a.at(i), b.at(i), member);
        }
        std::set<std::string> names;
        for (const Members* one : {&a, &b}) {
            for (const auto& [name, value] : one->unknown())
                names.insert(name);
        }
        for (const std::string& name : names)
            value(at.member(name), found(a.unknown(), name), found(b.unknown(), name),
                  shape.others ? *shape.others : AnyShape, shape.othersAbsent);
    }

    static MaybeValue found(const std::map<std::string, Value>& values, const std::string& name)
    {
        const auto at = values.find(name);
        return at == values.end() ? std::nullopt : MaybeValue(at->second);
    }

    // The two members of a unit stand one after the other in every shape. How many more than one it took.
    size_t pair(const At& at, const Members& a, const Members& b, const Shape& shape, size_t first)
    {
        const auto isSame = [&](size_t i) {
            return sameMeaning(a.at(i), b.at(i), *shape.members[i].shape, shape.members[i].absent);
        };
        if (isSame(first) && isSame(first + 1))
            return 1;
        const MaybeValue before[2] = {a.at(first), a.at(first + 1)}, after[2] = {b.at(first), b.at(first + 1)};
        const size_t shown = isSame(first) ? 1 : 0; // the place of the one that changed
        const At member = at.member(shape.members[first + shown].name);
        Scope scope = at.scope;
        if (!at.label.empty()) // global_rate_limit of an API
            scope.api += (scope.api.empty() ? "" : ": ") + at.label;
        add(member, before[shown], after[shown], unitWords(shape.members[first].unit, scope, before, after));
        return 1;
    }

    void namedMember(const At& at, const MaybeValue& before, const MaybeValue& after, const MemberShape& member)
    {
        const auto isObject = [](const MaybeValue& one) { return one && one->isObject(); };
        if (const std::optional<Message> words = memberWords(at.scope, member.name, before, after))
            return add(at, before, after, *words);
        if (member.name == "partitions" && member.shape->form == Form::Struct)
            return add(at, before, after, partitionWords(before, after));
        if (member.shape != &LimitShape)
            return value(at, before, after, *member.shape, member.absent);
        if (!isObject(before) || !isObject(after))
            return add(at, before, after, limitWords(at.scope, before, after));
        At inside = at;
        inside.label.clear(); // "orders: rate …"
        value(inside, before, after, LimitShape, Absent::Null);
    }

    // Calls visit(name, before, after) for each name of two maps or keyed lists: those of `before` first, then new
    // ones.
    template <typename Visit>
    static void walkEntries(const MaybeValue& before, const MaybeValue& after, const Shape& shape, const Visit& visit)
    {
        std::map<std::string, Value> there;
        const std::vector<Entry> left = entriesOf(before, shape), right = entriesOf(after, shape);
        for (const auto& [name, entry] : right)
            there.insert_or_assign(name, entry);
        std::set<std::string> seen;
        for (const auto& [name, entry] : left) {
            if (seen.insert(name).second)
                visit(name, MaybeValue(entry), found(there, name));
        }
        for (const auto& [name, entry] : right) {
            if (seen.insert(name).second)
                visit(name, MaybeValue(), MaybeValue(entry));
        }
    }

    void rights(const At& at, const MaybeValue& before, const MaybeValue& after)
    {
        walkEntries(before, after, *rightsShape(),
                    [&](const std::string& apiId, const MaybeValue& a, const MaybeValue& b) {
                        const std::string label = rightLabel(apiId, a, b);
                        const At inside = at.right(apiId, label);
                        if (!a)
                            add(inside, a, b, {"compare.right.added", "grants %1: %2", {label, rightText(*b)}});
                        else if (!b)
                            add(inside, a, b, {"compare.right.removed", "no longer grants %1", {label}});
                        else
                            value(inside, a, b, RightShape, Absent::Itself);
                    });
    }

    void set(const At& at, const MaybeValue& before, const MaybeValue& after, const Shape& shape)
    {
        Texts added, removed;
        walkEntries(before, after, shape, [&](const std::string&, const MaybeValue& a, const MaybeValue& b) {
            if (!a)
                added.push_back(plainText(*b));
            else if (!b)
                removed.push_back(plainText(*a));
        });
        if (!added.empty() || !removed.empty())
            add(at, before, after, setWords(at.scope, at.label, added, removed));
    }

    void urls(const At& at, const MaybeValue& before, const MaybeValue& after, const Shape& shape)
    {
        const auto isEmpty = [](const MaybeValue& list) { return !list || list->size() == 0; };
        const auto rules = [](const MaybeValue& list) {
            Texts texts;
            for (const Value rule : *list)
                texts.push_back(ruleText(rule));
            return listText(texts);
        };
        if (isEmpty(before))
            return add(at, before, after,
                       at.scope.say("compare.urls.on", "only %1 (every URL before)", {rules(after)}));
        if (isEmpty(after))
            return add(at, before, after,
                       at.scope.say("compare.urls.off", "every URL (only %1 before)", {rules(before)}));
        walkEntries(before, after, shape, [&](const std::string& url, const MaybeValue& a, const MaybeValue& b) {
            rule(at.member(url), url, a, b);
        });
    }

    void rule(const At& at, const std::string& url, const MaybeValue& before, const MaybeValue& after)
    {
        if (!before)
            return add(at, before, after, at.scope.say("compare.url.added", "also %1", {ruleText(*after)}));
        if (!after)
            return add(at, before, after, at.scope.say("compare.url.removed", "no longer %1", {ruleText(*before)}));
        if (sameMeaning(before, after, *urlShape(), Absent::Itself))
            return;
        const Texts was = methodsOf(*before), is = methodsOf(*after);
        const auto missing = [](const Texts& from, const Texts& in) {
            Texts texts;
            std::copy_if(from.begin(), from.end(), std::back_inserter(texts),
                         [&](const std::string& one) { return std::find(in.begin(), in.end(), one) == in.end(); });
            return texts;
        };
        const Texts added = missing(is, was), removed = missing(was, is);
        if (!removed.empty())
            add(at, before, after, at.scope.say("compare.url.removed", "no longer %1", {ruleText(removed, url)}));
        if (!added.empty())
            add(at, before, after, at.scope.say("compare.url.added", "also %1", {ruleText(added, url)}));
        if (removed.empty() && added.empty())
            value(at, before, after, *urlShape(), Absent::Itself);
    }

    static const Shape* urlShape()
    {
        for (const MemberShape& member : RightShape.members) {
            if (member.name == "allowed_urls")
                return member.shape->inner;
        }
        return &AnyShape;
    }

    void entries(const At& at, const MaybeValue& before, const MaybeValue& after, const Shape& shape)
    {
        const bool isMap = shape.form == Form::Map;
        const Shape& inner = shape.isWrittenOut ? shape : isMap && shape.inner ? *shape.inner : AnyShape;
        const Absent absent = shape.isWrittenOut ? Absent::Blank : Absent::Itself;
        walkEntries(before, after, isMap ? shape : AnyShape,
                    [&](const std::string& name, const MaybeValue& a, const MaybeValue& b) {
                        if (a && b)
                            value(at.member(name), a, b, inner, absent);
                        else if (!sameMeaning(a, b, inner, absent))
                            addLeaf(at.member(name), a, b);
                    });
    }

    void addLeaf(const At& at, const MaybeValue& before, const MaybeValue& after)
    {
        add(at, before, after, leafWords(at.scope, at.label, before, after));
    }

    void list(const At& at, const Value& before, const Value& after, const Shape& shape)
    {
        if (shape.form == Form::Keyed || shape.form == Form::OrderedKeyed) {
            const size_t found = m_changes.size();
            walkEntries(before, after, shape, [&](const std::string& key, const MaybeValue& a, const MaybeValue& b) {
                if (a && b)
                    value(at.member(key), a, b, *shape.inner, Absent::Itself);
                else
                    addLeaf(at.member(key), a, b);
            });
            if (m_changes.size() == found)
                add(at, before, after, at.scope.say("compare.order", "%1: in another order", {at.label}));
            return;
        }
        const auto isScalar = [](const Value& list) {
            for (const Value element : list) {
                if (element.isObject() || element.isArray())
                    return false;
            }
            return true;
        };
        if (!isScalar(before) || !isScalar(after))
            sequence(at, before, after, shape.isWrittenOut ? shape : shape.inner ? *shape.inner : AnyShape);
    }

    // What both begin and end with is left aside; the rest is compared in pairs.
    void sequence(const At& at, const Value& before, const Value& after, const Shape& inner)
    {
        const std::vector<Value> a(elements(before)), b(elements(after));
        size_t first = 0, lastA = a.size(), lastB = b.size();
        while (first < lastA && first < lastB && sameMeaning(a[first], b[first], inner))
            ++first;
        while (lastA > first && lastB > first && sameMeaning(a[lastA - 1], b[lastB - 1], inner)) {
            --lastA;
            --lastB;
        }
        for (size_t i = first; i < std::max(lastA, lastB); ++i) {
            if (i < lastA && i < lastB)
                value(at.element(i), a[i], b[i], inner, Absent::Itself);
            else
                addLeaf(at.element(i), i < lastA ? MaybeValue(a[i]) : std::nullopt,
                        i < lastB ? MaybeValue(b[i]) : std::nullopt);
        }
    }

    static std::vector<Value> elements(const Value& list)
    {
        std::vector<Value> values;
        for (const Value element : list)
            values.push_back(element);
        return values;
    }

    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> changesOf(ObjectKind kind, const Value& before, const Value& after)
{
    Walk walk;
    walk.value({}, before, after, shapeOf(kind), Absent::Itself);
    return walk.take();
}

} // namespace gatereeve::compare
