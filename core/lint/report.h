#pragma once

// Where the rules put what they find: places become lines and columns, and a rule's id and severity are filled in.

#include "core/json/edit.h"
#include "core/lint/expressions.h"
#include "core/lint/rule.h"
#include "core/lint/subjects.h"

namespace gatereeve::lint
{

// One change of the file that the finding lies in.
struct Fix {
    Message title; // "add \"active\": true"
    json::Edits edits;
    bool isSafe = false; // no gateway of the profile would do anything else afterwards
};

struct LintFinding {
    const Rule* rule = nullptr;    // never null
    Finding finding;               // its kind is the rule's id
    size_t offset = 0, length = 0; // bytes in the file; 0 and 0 where the whole file is meant, or no file is open
    std::optional<Fix> fix;
};

using LintFindings = std::vector<LintFinding>;

class Report final
{
public:
    Report(const Subjects& subjects, LintFindings& findings) : m_subjects(subjects), m_findings(findings) {}

    const Subjects& subjects() const { return m_subjects; }
    Profile profile() const { return m_subjects.profile; }
    std::string gateway() const { return std::string(titleOf(profile())); }

    Expressions& expressions() { return m_expressions; }

    void begin(const Rule& rule) { m_rule = &rule; }
    // At a value: a text or number itself, an object or list by its name. `variant` tells patterns of one rule apart.
    LintFinding& add(const json::Value& at, std::string_view variant, std::string pattern,
                     std::vector<std::string> arguments = {});
    // At the member of that name, or, where it is absent, at the object.
    LintFinding& addAtMember(const json::Value& object, std::string_view name, std::string_view variant,
                             std::string pattern, std::vector<std::string> arguments = {});
    // At a byte that no value holds.
    LintFinding& addAt(const json::Document& document, size_t offset, std::string_view variant, std::string pattern,
                       std::vector<std::string> arguments = {});
    // What reading has found already, as a finding of that rule.
    void adopt(const Rule& rule, Finding finding);

private:
    LintFinding& push(Place place, size_t offset, size_t length, std::string_view variant, std::string pattern,
                      std::vector<std::string> arguments);

    const Subjects& m_subjects;
    LintFindings& m_findings;
    Expressions m_expressions;
    const Rule* m_rule = nullptr;
};

} // namespace gatereeve::lint
