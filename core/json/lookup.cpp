#include "core/json/lookup.h"

namespace gatereeve::json
{

std::optional<Value> memberAt(const Value& object, std::initializer_list<std::string_view> path)
{
    std::optional<Value> value = object;
    for (const std::string_view name : path)
        value = value && value->isObject() ? value->memberIgnoringCase(name) : std::nullopt;
    return value;
}

std::vector<Value> membersNamed(const Value& object, std::string_view name)
{
    std::vector<Value> members;
    if (!object.isObject())
        return members;
    for (const Value member : object) {
        if (isSameName(member.name(), name))
            members.push_back(member);
    }
    return members;
}

std::vector<Value> childrenAt(const Value& object, std::initializer_list<std::string_view> path)
{
    std::vector<Value> children;
    const auto parent = memberAt(object, path);
    if (!parent || !(parent->isObject() || parent->isArray()))
        return children;
    for (const Value child : *parent)
        children.push_back(child);
    return children;
}

} // namespace gatereeve::json
