#pragma once

// /tyk/apis, /tyk/apis/{id} (admin-api.md 4). GET shows the definitions in force, whether or not they can be served;
// the others change files, which a later load reads.

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerApis(const AdminCall& call, const AdminContext& context);

} // namespace gatereeve::gateway
