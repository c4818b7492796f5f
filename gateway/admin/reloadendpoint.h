#pragma once

// GET /tyk/reload, /tyk/reload/group (admin-api.md 5).

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerReload(const AdminCall& call, const AdminContext& context);

} // namespace gatereeve::gateway
