#include "core/reading/policyfolder.h"

#include "core/reading/policyintake.h"
#include "core/reading/policyplaces.h"

namespace gatereeve
{

namespace
{

Finding finding(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments,
                Place place)
{
    Message message{"folder." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

Finding notLoaded(const PolicyFile& file)
{
    const Error& error = file.document.error();
    if (!file.isOpened)
        return finding("missing-file", Severity::Error, "this policy can't be opened and is skipped: %1", {error.text},
                       {.file = file.path});
    return finding("malformed", Severity::Error, "this policy can't be read: %1. It is not loaded", {error.text},
                   error.place);
}

class FolderLoader
{
public:
    explicit FolderLoader(const PolicySet& previous)
        : m_intake(loadRulesFor(Profile::Tyk5), Dialect::Tyk5, Faults::AsFarAsRead, previous, {})
    {
    }

    void read(const PolicyFile& file)
    {
        if (!file.document)
            return m_intake.warn(notLoaded(file));
        take(file.document->root());
        m_intake.reportFaults(); // each file has its own
    }

    PolicyLoad finish() { return m_intake.finish(); }

private:
    void take(const json::Value& value)
    {
        ReadPolicy read = m_intake.read(value, value.place());
        const std::string name = nameOfPolicy(read.policy.id, read.policy.objectId, NameRule::IdFirst);
        if (name.empty()) {
            m_intake.note(finding("no-id", Severity::Error,
                                  "this policy has neither `id` nor `_id` and is not loaded: no key could name it", {},
                                  read.place));
            m_intake.addFaults(std::move(read.faults));
            return;
        }
        if (const auto earlier = m_fileOf.find(name); earlier != m_fileOf.end())
            m_intake.note(finding("duplicate-id", Severity::Warning, "%1 has the policy `%2` as well; this one counts",
                                  {earlier->second, name}, read.place));
        m_fileOf[name] = read.place.file;
        read.policy.id = name;
        m_intake.add(name, std::move(read));
    }

    PolicyIntake m_intake;
    std::map<std::string, std::string> m_fileOf; // policy name → the last file that has it
};

} // namespace

PolicyFile parsedPolicyFile(const std::string& path, Result<std::string> text)
{
    if (!text)
        return {path, text.error(), false};
    return {path, json::Document::parse(*std::move(text), {.file = path, .allowTrailingText = true})};
}

PolicyFile readPolicyFile(const json::Document& document)
{
    if (!hasByteOrderMark(document))
        return {document.file(), document};
    return {document.file(), Error{"it begins with a byte order mark, which a gateway doesn't read; save it without",
                                   document.placeAt(0)}};
}

PolicyLoad loadPolicyFolder(const std::vector<PolicyFile>& files, const PolicySet& previous)
{
    FolderLoader loader(previous);
    for (const PolicyFile& file : files)
        loader.read(file);
    return loader.finish();
}

} // namespace gatereeve
