#pragma once

// /tyk/org/keys (admin-api.md 6; policy-semantics.md 7.8): sessions of organisations. They are kept apart from keys, so
// that no token can name one.

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerOrganisationKeys(const AdminCall& call, const AdminContext& context);

} // namespace gatereeve::gateway
