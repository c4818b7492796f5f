#pragma once

// GET|PUT /gatereeve/clock (contracts.md, Control endpoints): {"mode", "factor", "at"}; `at` is the time that it shows.

#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

AdminResponse answerClock(const AdminCall& call, const AdminContext& context);

} // namespace gatereeve::gateway
