#include "app/commands/keyinput.h"

#include "core/reading/readers.h"

#include <iostream>
#include <iterator>

namespace gatereeve::app
{

std::string readInput()
{
    return {std::istreambuf_iterator<char>(std::cin), {}};
}

Result<Session> readKey(std::string text, Profile profile)
{
    json::ParseOptions options;
    options.file = "<stdin>";
    const auto document = json::Document::parse(std::move(text), options);
    if (!document)
        return document.error();
    Findings findings;
    Session session = readSession(document->root(), findings, dialectOf(profile));
    if (!findings.empty())
        return Error{findings.front().message.english(), findings.front().place};
    return session;
}

} // namespace gatereeve::app
