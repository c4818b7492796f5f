#pragma once

// Expressions of rights and path lists, compiled once (RE2: the syntax of the real gateway, linear time on hostile
// input). RE2 takes a lock inside while it matches, so a compiled pattern belongs to one thread: each worker compiles
// its own.

#include "core/accessright.h"
#include "core/gatewaysettings.h"
#include "core/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace re2
{
class RE2;
}

namespace gatereeve
{

class PathPattern
{
public:
    // `braces`: "{name}" stands for one segment without slash (path lists and listen paths).
    enum class Braces : uint8_t { Literal, Segment };
    static Result<std::shared_ptr<const PathPattern>> compile(std::string_view expression, bool ignoreCase = false,
                                                              Braces braces = Braces::Literal);
    ~PathPattern();
    PathPattern(const PathPattern&) = delete;
    PathPattern& operator=(const PathPattern&) = delete;

    const std::string& expression() const { return m_expression; }
    bool foundIn(std::string_view path) const;
    // First place where it is found: offset and length in bytes; nothing when it is not.
    struct Found {
        size_t offset = 0, length = 0;
    };
    std::optional<Found> find(std::string_view path) const;

private:
    PathPattern(std::string expression, std::unique_ptr<re2::RE2> compiled);
    std::string m_expression;
    std::unique_ptr<re2::RE2> m_compiled;
};

// Patterns of one thread by expression, so that 100,000 keys of one policy share one compiled pattern.
class PatternCache
{
public:
    // Null when the expression is invalid.
    std::shared_ptr<const PathPattern> get(const std::string& expression);
    void clear() { m_patterns.clear(); }

private:
    std::unordered_map<std::string, std::shared_ptr<const PathPattern>> m_patterns;
};

// What becomes of a request that meets an expression nobody can use (profiles.md, quirks).
enum class InvalidExpression : uint8_t {
    NeverMatches, // guide, 5
    LetsPass,     // 2.9: whatever was not accepted before it, of any method
};
InvalidExpression invalidExpressionUnder(Profile profile);

// The allowed_urls of one right, ready to ask.
class AllowedUrlMatcher
{
public:
    AllowedUrlMatcher(const std::vector<AllowedUrl>& rules, PatternCache& patterns,
                      InvalidExpression invalid = InvalidExpression::NeverMatches);
    bool restricts() const { return m_restricts; }
    // Index of the first rule whose expression is found in the path and whose methods hold the method (exact), or of an
    // invalid one before it that lets pass, or -1.
    int match(std::string_view method, std::string_view path) const;

private:
    struct Rule {
        std::shared_ptr<const PathPattern> pattern; // null: invalid
        std::vector<std::string> methods;
    };
    std::vector<Rule> m_rules;
    InvalidExpression m_invalid;
    bool m_restricts = false;
};

} // namespace gatereeve
