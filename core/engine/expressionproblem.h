#pragma once

// Why an expression can't be used and where, for whoever is typing it. Pure; any thread.

#include "core/message.h"

#include <optional>
#include <string_view>

namespace gatereeve
{

struct ExpressionProblem {
    size_t offset = 0; // bytes in the expression
    size_t length = 0; // bytes; 0: at its end
    Message why;       // without the place: "the bracket that opens here is never closed"

    bool operator==(const ExpressionProblem&) const = default;
};

// As in rights: RE2, braces as they stand. Nothing: it can be used.
std::optional<ExpressionProblem> expressionProblem(std::string_view expression);

// "character 9: the bracket that opens here is never closed"
Message withPlace(const ExpressionProblem& problem, std::string_view expression);

// The number of the character that begins at that byte, counting from 1, in UTF-8 text.
size_t characterAt(std::string_view text, size_t offset);

} // namespace gatereeve
