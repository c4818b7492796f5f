#include "core/reading/policyset.h"

#include "core/reading/fileloader.h"

namespace gatereeve
{

namespace
{

Finding finding(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments,
                Place place)
{
    Message message{"policies." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

} // namespace

PolicyLoad keptPolicies(const PolicySet& previous, Finding problem)
{
    PolicyLoad load;
    load.policies = previous;
    load.previousKept = true;
    load.problems.push_back(std::move(problem));
    return load;
}

PolicyLoad loadPoliciesText(const std::string& text, const std::string& fileName, const PolicySet& previous,
                            Profile profile)
{
    const auto document = json::Document::parse(text, {.file = fileName, .allowTrailingText = true});
    if (!document)
        return keptPolicies(previous, finding("malformed", Severity::Error,
                                              "the policies can't be read: %1. The policies in force stay",
                                              {document.error().text}, document.error().place));
    return loadPolicies(*document, previous, profile);
}

PolicyLoad loadPolicies(const json::Document& document, const PolicySet& previous, Profile profile)
{
    if (hasByteOrderMark(document))
        return keptPolicies(previous, finding("malformed", Severity::Error,
                                              "the file begins with a byte order mark, which a gateway doesn't read; "
                                              "save it without. The policies in force stay",
                                              {}, document.placeAt(0)));
    const json::Value root = document.root();
    if (!root.isObject() && !root.isNull())
        return keptPolicies(previous,
                            finding("wrong-type", Severity::Error,
                                    "the file holds a %1; an object of policies by name is expected. The policies in "
                                    "force stay",
                                    {std::string(json::nameOf(root.kind()))}, root.place()));
    return FileLoader(loadRulesFor(profile), previous, root).load();
}

PolicyLoad policiesFileMissing(const std::string& fileName, const std::string& reason, const PolicySet& previous)
{
    return keptPolicies(previous, finding("missing-file", Severity::Error,
                                          "the policies file can't be opened: %1. The policies in force stay", {reason},
                                          {.file = fileName}));
}

} // namespace gatereeve
