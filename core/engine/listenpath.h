#pragma once

// Listen paths (gateway-behaviour.md 1): plain text that is a prefix of the request path, or with "{name}" for one
// segment and "{name:regex}" for what the expression matches.

#include "core/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatereeve
{

// Why an API with this listen path can't be reached; nothing when it can. Says nothing about expressions inside.
std::optional<Message> listenPathProblem(std::string_view listenPath);

bool isListenPattern(std::string_view listenPath);

// The pattern as an expression anchored at the start; all outside the braces stands for itself. Nothing when a brace is
// not closed.
std::optional<std::string> listenPathExpression(std::string_view listenPath);

} // namespace gatereeve
