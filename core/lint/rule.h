#pragma once

// The rules of lint: one table (rules.cpp), one row a rule, one function a row. docs/lint.md shows the same table to
// people; a test compares the two.

#include "core/gatewaysettings.h"
#include "core/reading/finding.h"

#include <span>
#include <string_view>
#include <variant>

namespace gatereeve::lint
{

class Report;
struct LintedPolicy;
struct LintedApi;
struct LintedKey;
struct LintedRight;
struct PolicyUse;

enum class Category : uint8_t {
    Syntax,        // syntax and types
    Dangerous,     // lets more through than anybody meant
    Contradictory, // says two things
    Dangling,      // names what is not there
    Misleading,    // does something else than it seems
    Portability,   // other gateways read it otherwise
    Trial,         // periods of trial keys
    Secrets,       // secrets in files
    Silencing,     // of gatereeve.json itself
};
std::string_view nameOf(Category category); // syntax, dangerous, …

enum class FixKind : uint8_t {
    None,
    Offered, // changes what is enforced: somebody has to want it
    Safe,    // changes no more than the text; what `lint --fix` does
};
std::string_view nameOf(FixKind fix); // none, offered, safe

// What a rule is asked about, one at a time. Nothing: the readers and loaders find it (adopted.cpp).
using Check = std::variant<std::monostate, void (*)(const LintedPolicy&, Report&),
                           void (*)(const LintedRight&, Report&), void (*)(const LintedApi&, Report&),
                           void (*)(const LintedKey&, Report&), void (*)(const PolicyUse&, Report&), void (*)(Report&)>;

struct Rule {
    std::string_view id;
    Category category;
    Severity severity;
    std::string_view reason;  // why it is worth telling, one line
    std::string_view example; // JSON, or a piece of it
    std::string_view remedy;  // how to mend it
    FixKind fix;
    Check check;
};

std::span<const Rule> rules();
const Rule* findRule(std::string_view id); // null: there is none
const Rule& ruleOf(std::string_view id);   // asserts

} // namespace gatereeve::lint
