#pragma once

// What a JSON document is: known by its content; by its name only where the content says nothing ({} in policies.json).
// Pure; any thread.

#include "core/json/document.h"

#include <cstdint>

namespace gatereeve
{

enum class DocumentKind : uint8_t {
    PolicyMap,   // a policies file: policies by name
    PolicyList,  // an export of a dashboard: a list of policies
    PolicyReply, // such a list in `Data` or `Message`, as a dashboard or a service answers
    Policy,      // one policy a file (policy_path, tyk-sync)
    Api,         // classic, OpenAPI, or inside `api_definition`
    Settings,    // tyk.conf
    Key,
    Other
};

DocumentKind kindOf(const json::Document& document);

} // namespace gatereeve
