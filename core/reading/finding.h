#pragma once

// What is worth telling about an input: a problem of the loader, a note, a lint finding.

#include "core/message.h"
#include "core/result.h"

#include <cstdint>
#include <string_view>

namespace gatereeve
{

enum class Severity : uint8_t { Note, Warning, Error };

std::string_view nameOf(Severity severity); // note, warning, error

struct Finding {
    std::string kind; // stable word: wrong-type, malformed, missing-file, duplicate-id, …
    Severity severity = Severity::Error;
    Message message;
    Place place;

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

} // namespace gatereeve
