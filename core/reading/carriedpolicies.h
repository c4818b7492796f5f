#pragma once

// Policies on their way from one place to another: the clipboard, another window, a template. Their text is a policies
// file of its own, so that it can be pasted anywhere. Pure; any thread.

#include "core/json/document.h"

#include <string>
#include <vector>

namespace gatereeve
{

struct CarriedPolicy {
    std::string id; // may be empty: none was said
    std::string json;

    bool operator==(const CarriedPolicy&) const = default;
};

std::string textOf(const std::vector<CarriedPolicy>& policies);

// Of any text that holds policies: a policies file, one policy, a list or an export of a dashboard. An error: it holds
// none, with the place and reason where it is no JSON.
Result<std::vector<CarriedPolicy>> carriedPolicies(const std::string& text);

} // namespace gatereeve
