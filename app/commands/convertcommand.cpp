#include "app/commands/convertcommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/workspace/convertedfiles.h"
#include "core/workspace/policyfiles.h"

#include <cstdio>
#include <map>

namespace gatereeve::app
{

namespace
{

// What the layout names, whichever profile would read it: a folder before a file only where there is no file.
Result<std::vector<json::Document>> documentsOf(const Layout& layout, PolicyForm form, const FileSystem& files)
{
    const std::vector<std::string> paths =
        form == PolicyForm::ById ? std::vector{layout.policiesFile} : policyFilesNow(layout, files);
    std::vector<json::Document> documents;
    for (const std::string& path : paths) {
        auto text = files.read(path, LargestFile);
        if (!text)
            return text.error();
        auto document = json::Document::parse(*std::move(text),
                                              {.file = path, .allowTrailingText = true, .allowByteOrderMark = true});
        if (!document)
            return document.error();
        documents.push_back(*std::move(document));
    }
    return documents;
}

} // namespace

int convert(const ConvertOptions& options)
{
    static const std::map<std::string, PolicyForm> Forms{
        {"file", PolicyForm::ById}, {"folder", PolicyForm::Folder}, {"export", PolicyForm::Export}};
    PosixFileSystem files;
    const auto layout = findLayout(options.source, files);
    if (!layout)
        return noInput(layout.error());
    const Profile profile = layout->workspaceSettings.profile.value_or(Profile::Guide);
    if (!namesPolicies(*layout, profile))
        return noInput({"names no policies", {layout->opened}});
    const PolicyForm from = policyFormOf(*layout, profile);
    const auto documents = documentsOf(*layout, from, files);
    if (!documents)
        return noInput(documents.error());
    const PolicyConversion converted =
        convertPolicies(*documents, from, nameRuleOf(*layout, profile), Forms.at(options.to));
    if (const auto written = writeConverted(converted.files, options.target, files); !written)
        return noInput(written.error());
    for (const ConvertedFile& file : converted.files)
        std::printf("%s/%s\n", options.target.c_str(), file.name.c_str());
    for (const Finding& finding : converted.notes)
        std::fprintf(stderr, "%s\n", lineOf(finding).c_str());
    return Good;
}

} // namespace gatereeve::app
