#pragma once

// /tyk/health and /tyk/cache/{api_id} (admin-api.md 7). Nothing is measured and nothing is cached: the calls are there
// because scripts make them.

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerHealth(const AdminCall& call, const AdminContext& context);
AdminResponse answerCache(const AdminCall& call);

} // namespace gatereeve::gateway
