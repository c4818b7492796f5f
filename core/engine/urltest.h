#pragma once

// What the allowed URLs of one right say to one request, rule by rule and profile by profile, from the matcher that the
// gateway itself uses. Pure; any thread.

#include "core/engine/expressionproblem.h"
#include "core/engine/pathpattern.h"

#include <array>

namespace gatereeve
{

inline constexpr std::array AllProfiles{Profile::Guide, Profile::Tyk29, Profile::Tyk5};

struct UrlRuleTest {
    bool methodFits = false;
    std::optional<PathPattern::Found> found;  // in the path, in bytes
    std::optional<ExpressionProblem> problem; // then nothing is found
};

struct UrlVerdict {
    enum class By : uint8_t { NoRules, Rule, InvalidRule, Nothing };
    By by = By::Nothing;
    int rule = -1; // index, of Rule and InvalidRule

    bool passes() const { return by != By::Nothing; }
    bool operator==(const UrlVerdict&) const = default;
};

struct UrlTest {
    std::vector<UrlRuleTest> rules;
    std::array<UrlVerdict, AllProfiles.size()> verdicts; // in the order of AllProfiles

    const UrlVerdict& under(Profile profile) const { return verdicts[static_cast<size_t>(profile)]; }
    bool profilesAgree() const { return verdicts[0] == verdicts[1] && verdicts[1] == verdicts[2]; }
};

// `path`: with the listen path, decoded, without a query, as the gateway compares it.
UrlTest testUrl(const std::vector<AllowedUrl>& rules, std::string_view method, std::string_view path);

// "rule 2 matches characters 1–9, "/orders/7"", "no rule matches: …", in plain words.
Message verdictWords(const UrlTest& test, const UrlVerdict& verdict, const std::vector<AllowedUrl>& rules,
                     std::string_view method, std::string_view path);

} // namespace gatereeve
