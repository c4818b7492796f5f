#pragma once

// GET /tyk/apis, /tyk/apis/{id} (admin-api.md 4): the definitions in force, whether or not they can be served.

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerApis(const AdminCall& call, const AdminContext& context);

} // namespace gatereeve::gateway
