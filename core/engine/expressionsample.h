#pragma once

// A text that an expression matches, made from its syntax: what examples for people are built of. Best effort: whoever
// uses it asks the expression whether it really matches. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

struct SampleWish {
    std::string dot = ".";     // what stands for a "." without a repetition
    std::string anyText = "x"; // what stands for ".*" and ".+"
    size_t choice = 0;         // which of several alternatives, counted round
};

struct ExpressionSample {
    std::string text;
    bool hasAnyText = false;       // it holds what stands for ".*" or ".+"
    std::vector<size_t> looseDots; // dots between two letters or digits: offsets in the expression
};

// The expression must be one that RE2 can use.
ExpressionSample sampleOf(std::string_view expression, const SampleWish& wish = {});

} // namespace gatereeve
