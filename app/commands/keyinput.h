#pragma once

// The key that `apply` and `explain` read from standard input.

#include "core/gatewaysettings.h"
#include "core/result.h"
#include "core/session.h"

namespace gatereeve::app
{

std::string readInput();

// As the profile reads it. A key that can't be read to the last member would be another key: it is an error.
Result<Session> readKey(std::string text, Profile profile);

} // namespace gatereeve::app
