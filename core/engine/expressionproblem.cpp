#include "core/engine/expressionproblem.h"

#include <algorithm>
#include <re2/re2.h>

namespace gatereeve
{

namespace
{

struct Broken {
    re2::RE2::ErrorCode code = re2::RE2::NoError;
    std::string culprit; // the part of the expression that RE2 complains of
};

Broken compileFault(std::string_view expression)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled({expression.data(), expression.size()}, options);
    return {compiled.error_code(), compiled.error_arg()};
}

// RE2 names the culprit but not its place. The parser goes from left to right, so the place is where the shortest
// beginning of the expression ends that fails for the same reason.
size_t placeOf(const Broken& broken, std::string_view expression)
{
    if (expression.ends_with(broken.culprit))
        return expression.size() - broken.culprit.size();
    for (size_t end = broken.culprit.size(); end < expression.size(); ++end) {
        const std::string_view beginning = expression.substr(0, end);
        if (!beginning.ends_with(broken.culprit))
            continue;
        const Broken shorter = compileFault(beginning);
        if (shorter.code == broken.code && shorter.culprit == broken.culprit)
            return end - broken.culprit.size();
    }
    return 0;
}

// Of the parentheses: the first ")" that closes nothing, else the last "(" that is never closed. RE2 names only the
// whole expression.
size_t unpairedParenthesis(std::string_view expression)
{
    std::vector<size_t> open;
    bool inClass = false;
    for (size_t at = 0; at < expression.size(); ++at) {
        const char c = expression[at];
        if (c == '\\') {
            ++at;
        } else if (inClass) {
            inClass = c != ']';
        } else if (c == '[') {
            inClass = true;
            if (expression.substr(at + 1).starts_with('^'))
                ++at;
            if (expression.substr(at + 1).starts_with(']'))
                ++at; // the first one is a member of the class
        } else if (c == '(') {
            open.push_back(at);
        } else if (c == ')') {
            if (open.empty())
                return at;
            open.pop_back();
        }
    }
    return open.empty() ? 0 : open.back();
}

Message words(const Broken& broken)
{
    using Re = re2::RE2;
    const std::string& culprit = broken.culprit;
    switch (broken.code) {
    case Re::ErrorMissingBracket:
        return {"expression.bracket", "the bracket that opens here is never closed", {}};
    case Re::ErrorTrailingBackslash:
        return {"expression.backslash", "the backslash at the end has nothing to stand for", {}};
    case Re::ErrorRepeatArgument:
        return {"expression.repeats-nothing", "\"%1\" has nothing before it to repeat", {culprit}};
    case Re::ErrorRepeatOp:
        return {"expression.repeats-twice", "\"%1\" repeats a repetition", {culprit}};
    case Re::ErrorRepeatSize:
        return {"expression.repeats-too-often",
                "\"%1\" repeats too often; 1000 times is the most, counted through",
                {culprit}};
    case Re::ErrorBadEscape:
        return {"expression.escape",
                "\"%1\" means nothing; a backslash stands before a sign or one of d, w, s, b",
                {culprit}};
    case Re::ErrorBadCharRange:
        if (culprit.starts_with("[:"))
            return {"expression.class", "\"%1\" is no known class of characters", {culprit}};
        return {"expression.range", "the range \"%1\" runs backwards", {culprit}};
    case Re::ErrorBadCharClass:
        return {"expression.class", "\"%1\" is no known class of characters", {culprit}};
    case Re::ErrorBadPerlOp:
        return {"expression.perl", "\"%1\" is not supported: there is no looking ahead or behind", {culprit}};
    case Re::ErrorBadNamedCapture:
        return {"expression.name", "\"%1\" is no name of a group", {culprit}};
    case Re::ErrorBadUTF8:
        return {"expression.utf8", "it is not UTF-8", {}};
    case Re::ErrorPatternTooLarge:
        return {"expression.too-large", "it becomes too large; repeat less often", {}};
    default:
        return {"expression.other", "it can't be used: %1", {culprit}};
    }
}

} // namespace

std::optional<ExpressionProblem> expressionProblem(std::string_view expression)
{
    const Broken broken = compileFault(expression);
    if (broken.code == re2::RE2::NoError)
        return std::nullopt;
    if (broken.code == re2::RE2::ErrorMissingParen || broken.code == re2::RE2::ErrorUnexpectedParen) {
        const size_t at = unpairedParenthesis(expression);
        const bool closes = expression.substr(at).starts_with(')');
        return ExpressionProblem{
            at, 1,
            closes ? Message{"expression.closes-nothing", "the parenthesis here closes nothing", {}}
                   : Message{"expression.parenthesis", "the parenthesis that opens here is never closed", {}}};
    }
    if (broken.code == re2::RE2::ErrorTrailingBackslash)
        return ExpressionProblem{expression.size() - 1, 1, words(broken)};
    const bool whole = broken.code == re2::RE2::ErrorPatternTooLarge || broken.code == re2::RE2::ErrorBadUTF8;
    const size_t at = whole ? 0 : placeOf(broken, expression);
    return ExpressionProblem{at, whole ? expression.size() : broken.culprit.size(), words(broken)};
}

Message withPlace(const ExpressionProblem& problem, std::string_view expression)
{
    return {"expression.place",
            "character %1: %2",
            {std::to_string(characterAt(expression, problem.offset)), problem.why.english()}};
}

size_t characterAt(std::string_view text, size_t offset)
{
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return 1 + static_cast<size_t>(std::ranges::count_if(text.substr(0, offset), begins));
}

} // namespace gatereeve
