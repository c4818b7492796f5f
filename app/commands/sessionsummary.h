#pragma once

// A session in words, a line for each matter: what `keys show` prints.

#include "core/session.h"

#include <string>

namespace gatereeve::app
{

std::string sessionSummary(const Session& session, int64_t nowSeconds);

} // namespace gatereeve::app
