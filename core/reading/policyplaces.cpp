#include "core/reading/policyplaces.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace gatereeve
{

namespace
{

std::string textMember(const json::Value& object, std::string_view name)
{
    const auto member = object.isObject() ? object.memberIgnoringCase(name) : std::nullopt;
    return member && member->isString() ? member->string() : std::string();
}

std::string nameOf(const json::Value& policy, NameRule rule)
{
    return nameOfPolicy(textMember(policy, "id"), textMember(policy, "_id"), rule);
}

} // namespace

bool isObjectId(std::string_view text)
{
    return text.size() == 24 && std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

std::string nameOfPolicy(std::string_view id, std::string_view objectId, NameRule rule)
{
    return std::string(id.empty() || rule == NameRule::ObjectId ? objectId : id);
}

std::vector<PolicyPlace> policyPlaces(const json::Document& document, PolicyForm form, NameRule rule)
{
    std::vector<PolicyPlace> places;
    const json::Value root = document.root();
    if (form == PolicyForm::ById) {
        if (!root.isObject())
            return places;
        places.reserve(root.size());
        for (const json::Value policy : root)
            places.push_back({policy.name(), policy});
        return places;
    }
    const auto list = form == PolicyForm::Export ? exportedList(root) : std::nullopt;
    if (!list) {
        places.push_back({nameOf(root, rule), root});
        return places;
    }
    places.reserve(list->size());
    for (const json::Value policy : *list)
        places.push_back({nameOf(policy, rule), policy});
    return places;
}

std::vector<PolicyPlace> countingPlaces(std::vector<PolicyPlace> places, PolicyForm form)
{
    const bool firstCounts = form == PolicyForm::Export;
    if (!firstCounts)
        std::ranges::reverse(places);
    std::unordered_set<std::string> seen;
    seen.reserve(places.size());
    std::erase_if(places, [&](const PolicyPlace& place) { return !seen.insert(place.name).second; });
    if (!firstCounts)
        std::ranges::reverse(places);
    return places;
}

std::optional<json::Value> exportedList(const json::Value& root)
{
    if (root.isArray())
        return root;
    if (!root.isObject())
        return std::nullopt;
    for (const char* name : {"Message", "Data"}) {
        if (const auto list = root.memberIgnoringCase(name); list && list->isArray())
            return list;
    }
    return std::nullopt;
}

std::string plainFileName(std::string_view policyName)
{
    std::string name;
    for (const char c : policyName) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = std::isalnum(byte) != 0 || byte >= 0x80 || c == '-' || c == '_' || c == '.';
        name += isPlain ? c : '-';
    }
    name.erase(0, std::min(name.find_first_not_of('.'), name.size()));
    constexpr size_t Longest = 200; // bytes; most disks take 255
    if (name.size() > Longest)
        name.resize(Longest);
    return name.empty() ? "policy" : name;
}

} // namespace gatereeve
