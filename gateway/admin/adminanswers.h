#pragma once

// The shapes of admin answers (admin-api.md 1): one line of compact JSON with a final newline.

#include "core/json/writer.h"
#include "gateway/admin/adminapi.h"

#include <string>
#include <string_view>

namespace gatereeve::gateway
{

AdminResponse jsonAnswer(std::string json);            // 200
AdminResponse okAnswer(std::string_view message = {}); // 200
AdminResponse refusal(int status, std::string_view message);
// `hash` only where a key was added and hash_keys is on; empty otherwise.
AdminResponse changed(std::string_view key, std::string_view action, std::string_view hash = {});
AdminResponse unknownPath();        // 404, plain text
AdminResponse methodNotSupported(); // 405

} // namespace gatereeve::gateway
