#include "core/engine/listenpath.h"

#include <re2/re2.h>

namespace gatereeve
{

namespace
{

// Where the brace that opens at `open` is closed; braces inside ("{id:[0-9]{2}}") come in pairs.
size_t closingBrace(std::string_view text, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < text.size(); ++i) {
        if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

} // namespace

std::optional<Message> listenPathProblem(std::string_view listenPath)
{
    if (listenPath.empty())
        return Message{"snapshot.listen-path-empty", "it has no listen path", {}};
    if (listenPath.find(' ') != std::string_view::npos)
        return Message{
            "snapshot.listen-path-blank", "its listen path \"%1\" contains a blank", {std::string(listenPath)}};
    if (listenPath.front() != '/')
        return Message{"snapshot.listen-path-start",
                       "its listen path \"%1\" should start with a slash",
                       {std::string(listenPath)}};
    return std::nullopt;
}

bool isListenPattern(std::string_view listenPath)
{
    return listenPath.find('{') != std::string_view::npos;
}

std::optional<std::string> listenPathExpression(std::string_view listenPath)
{
    std::string expression = "^";
    while (true) {
        const size_t open = listenPath.find('{');
        const std::string_view plain = listenPath.substr(0, open);
        expression += re2::RE2::QuoteMeta({plain.data(), plain.size()});
        if (open == std::string_view::npos)
            return expression;
        const size_t close = closingBrace(listenPath, open);
        if (close == std::string_view::npos)
            return std::nullopt;
        const std::string_view inner = listenPath.substr(open + 1, close - open - 1);
        const size_t colon = inner.find(':');
        expression += "(?:";
        expression += colon == std::string_view::npos ? std::string_view("[^/]+") : inner.substr(colon + 1);
        expression += ')';
        listenPath.remove_prefix(close + 1);
    }
}

} // namespace gatereeve
