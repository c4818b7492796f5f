#pragma once

// Which members gateways know in the files of a workspace, for completion and explanation: what our readers read
// (derived from their tables), and beside it what they pass over. `name` of the forms that files are made of: policy,
// api, openapi, settings (tyk.conf), workspace (gatereeve.json). All are built once, on first use.

#include "core/json/cursor.h"
#include "core/reading/policyplaces.h"
#include "core/reading/valueform.h"

#include <optional>
#include <string>

namespace gatereeve
{

const ValueForm& formOfPolicy();
// Of a whole file that holds policies in that way.
const ValueForm& formOfPolicies(PolicyForm form);
// Of a file with one API definition: classic, OpenAPI, or inside "api_definition".
const ValueForm& formOfApi();
const ValueForm& formOfSettings();
const ValueForm& formOfWorkspaceSettings();

// The object or list at the end of a path, and what its members are found under: the name of the form, or of the
// member that holds it ("limit").
struct KnownObject {
    const ValueForm* form = nullptr;
    std::string holder;
};
// Nothing: the path leads out of what is known.
std::optional<KnownObject> objectAt(const ValueForm& root, const std::vector<json::CursorStep>& path);

} // namespace gatereeve
