#pragma once

// `gatereevectl lint`: what is wrong, dangerous or misleading in the files of a workspace (docs/lint.md); `--fix` does
// the fixes that change nothing but the text.

#include "core/gatewaysettings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatereeve::app
{

enum class LintFormat : uint8_t { Text, Json, Sarif };

struct LintOptions {
    std::vector<std::string> paths;
    std::optional<Profile> profile; // absent: as the workspace says
    LintFormat format = LintFormat::Text;
    bool strict = false; // warnings count like errors
    bool fix = false;
    std::optional<std::string> explain; // a rule, instead of paths
};

int lintFiles(const LintOptions& options);

} // namespace gatereeve::app
