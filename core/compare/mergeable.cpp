#include "core/compare/mergeable.h"

#include <algorithm>
#include <set>

namespace gatereeve::compare
{

namespace
{

using json::Value;

// Whether each child can be told from the others.
bool hasOwnNames(const MaybeValue& value, const Shape& shape)
{
    if (!isContainer(value))
        return true;
    std::set<std::string> names;
    for (const Value child : *value) {
        std::string name = value->isArray() ? elementKey(child, shape) : child.name();
        if (shape.form == Form::Struct) {
            for (const MemberShape& known : shape.members)
                name = json::isSameName(known.name, name) ? std::string(known.name) : name;
        }
        if (!names.insert(std::move(name)).second)
            return false;
    }
    return true;
}

std::vector<std::string> namesOf(const MaybeValue& container, const Shape& shape)
{
    std::vector<std::string> names;
    for (const auto& [name, entry] : entriesOf(container, shape))
        names.push_back(name);
    return names;
}

// The names that both have stand in the same order.
bool isSameOrder(const MaybeValue& a, const MaybeValue& b, const Shape& shape)
{
    const auto common = [&](const MaybeValue& in, const MaybeValue& also) {
        const std::vector<std::string> others = namesOf(also, shape);
        const std::set<std::string> there(others.begin(), others.end());
        std::vector<std::string> names = namesOf(in, shape);
        std::erase_if(names, [&](const std::string& name) { return !there.contains(name); });
        return names;
    };
    return common(a, b) == common(b, a);
}

// Whether anything of the container would be left when both sides' removals are made.
bool leavesSomething(const Triple& values, const Shape& shape)
{
    const std::vector<std::string> base = namesOf(values.base, shape), ours = namesOf(values.ours, shape),
                                   theirs = namesOf(values.theirs, shape);
    const std::set<std::string> inBase(base.begin(), base.end()), inOurs(ours.begin(), ours.end()),
        inTheirs(theirs.begin(), theirs.end());
    const auto stays = [&](const std::string& name) {
        return !inBase.contains(name) || (inOurs.contains(name) && inTheirs.contains(name));
    };
    return std::any_of(ours.begin(), ours.end(), stays) || std::any_of(theirs.begin(), theirs.end(), stays);
}

// Whether three lists can be merged by their elements.
bool isMergeableList(const Triple& values, const Shape& shape)
{
    const bool known = shape.form == Form::Set || shape.form == Form::Keyed || shape.form == Form::OrderedKeyed;
    if (!known)
        return false;
    return shape.form != Form::OrderedKeyed ||
           (isSameOrder(values.base, values.ours, shape) && isSameOrder(values.base, values.theirs, shape));
}

} // namespace

bool isContainer(const MaybeValue& value)
{
    return value && (value->isObject() || value->isArray());
}

bool isNothing(const MaybeValue& value)
{
    return !value || value->isNull();
}

bool isMergeable(const Triple& values, const Shape& shape, bool bothChanged)
{
    const auto& [base, ours, theirs] = values;
    if (!isContainer(ours) || !isContainer(theirs) || ours->kind() != theirs->kind())
        return false;
    if (!isNothing(base) && base->kind() != ours->kind())
        return false;
    if (!hasOwnNames(base, shape) || !hasOwnNames(ours, shape) || !hasOwnNames(theirs, shape))
        return false;
    if (ours->isArray() && !isMergeableList(values, shape))
        return false;
    if (shape.emptyIsAll && bothChanged) {
        const bool anyEmpty = isNothing(base) || base->size() == 0 || ours->size() == 0 || theirs->size() == 0;
        return !anyEmpty && leavesSomething(values, shape);
    }
    return true;
}

} // namespace gatereeve::compare
