#pragma once

// An API definition as the admin API shows it: complete, with the defaults of what its file leaves out.

#include "core/apidefinition.h"

#include <string>

namespace gatereeve::gateway
{

// One line of JSON: Tyk's members in their order (admin-api.md 10), then those that it does not know. An OpenAPI document
// is shown as it is.
std::string completeDefinition(const ApiDefinition& definition);

} // namespace gatereeve::gateway
