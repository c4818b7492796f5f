#include "core/compare/formernames.h"

#include "core/compare/renames.h"

#include <set>

namespace gatereeve::compare
{

namespace
{

using json::Value;

// Former name → new name.
Renames renamesIn(const Value& base, const Value& side)
{
    const auto vanished = [](const Value& from, const Value& in) {
        std::set<std::string> names;
        for (const Value member : in)
            names.insert(member.name());
        std::vector<Object> objects;
        for (const auto& [name, policy] : entriesOf(from, PolicyMapShape)) {
            if (!names.contains(name))
                objects.push_back({ObjectKind::Policy, name, policy});
        }
        return objects;
    };
    const std::vector<Object> gone = vanished(base, side), come = vanished(side, base);
    Renames renames;
    for (const Rename& rename : renamesBetween(gone, come))
        renames[gone[rename.before].id] = come[rename.after].id;
    return renames;
}

// What the other side has under the new name as something of its own can't be the same policy.
void dropAmbiguous(Renames& renames, const Value& otherSide, const Renames& otherRenames)
{
    std::set<std::string> names;
    for (const Value member : otherSide)
        names.insert(member.name());
    std::erase_if(renames, [&](const auto& rename) {
        const auto other = otherRenames.find(rename.first);
        const bool isSame = other != otherRenames.end() && other->second == rename.second;
        return !isSame && names.contains(rename.second);
    });
}

Renames inverted(const Renames& renames)
{
    Renames inverse;
    for (const auto& [before, after] : renames)
        inverse[after] = before;
    return inverse;
}

} // namespace

DocumentKind jointKind(const json::Document& ours, const json::Document& theirs)
{
    const auto isEmpty = [](const json::Document& document) {
        return document.root().isObject() && document.root().size() == 0;
    };
    const DocumentKind inOurs = kindOf(ours), inTheirs = kindOf(theirs);
    if (inOurs == inTheirs || isEmpty(theirs))
        return inOurs;
    return isEmpty(ours) ? inTheirs : DocumentKind::Other;
}

FormerNames formerNames(const json::Document& base, const json::Document& ours, const json::Document& theirs)
{
    const bool arePolicies =
        jointKind(ours, theirs) == DocumentKind::PolicyMap && base.root().isObject() && ours.root().isObject();
    if (!arePolicies)
        return {};
    const Renames inOurs = renamesIn(base.root(), ours.root()), inTheirs = renamesIn(base.root(), theirs.root());
    Renames oursKept = inOurs, theirsKept = inTheirs;
    dropAmbiguous(oursKept, theirs.root(), inTheirs);
    dropAmbiguous(theirsKept, ours.root(), inOurs);
    FormerNames names{inverted(oursKept), inverted(theirsKept)};
    names.ours.insert(names.theirs.begin(), names.theirs.end());
    return names;
}

} // namespace gatereeve::compare
