#include "core/reading/carriedpolicies.h"

#include "core/json/writer.h"
#include "core/reading/documentkind.h"
#include "core/reading/policyplaces.h"

#include <optional>

namespace gatereeve
{

namespace
{

std::optional<PolicyForm> formOf(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::PolicyMap:
        return PolicyForm::ById;
    case DocumentKind::PolicyList:
    case DocumentKind::PolicyReply:
        return PolicyForm::Export;
    case DocumentKind::Policy:
        return PolicyForm::Folder;
    case DocumentKind::Api:
    case DocumentKind::Settings:
    case DocumentKind::Key:
    case DocumentKind::Other:
        break;
    }
    return std::nullopt;
}

} // namespace

std::string textOf(const std::vector<CarriedPolicy>& policies)
{
    json::Writer writer;
    writer.beginObject();
    for (const CarriedPolicy& policy : policies)
        writer.key(policy.id).raw(policy.json);
    writer.endObject();
    return json::indented(writer.take(), "  ") + '\n';
}

Result<std::vector<CarriedPolicy>> carriedPolicies(const std::string& text)
{
    std::vector<CarriedPolicy> policies;
    // Policies without any member say too little by themselves; under that name they are what a policies file holds.
    for (const char* name : {"", "policies"}) {
        const auto document =
            json::Document::parse(text, {.file = name, .allowTrailingText = true, .allowByteOrderMark = true});
        if (!document)
            return document.error();
        const auto form = formOf(kindOf(*document));
        if (!form)
            continue;
        for (const PolicyPlace& place : policyPlaces(*document, *form)) {
            if (place.value.isObject())
                policies.push_back({place.name, std::string(place.value.raw())});
        }
        break;
    }
    if (policies.empty())
        return Error{"holds no policies", {}};
    return policies;
}

} // namespace gatereeve
