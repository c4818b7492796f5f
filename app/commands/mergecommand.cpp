#include "app/commands/mergecommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "app/git/git.h"
#include "core/compare/merge.h"
#include "core/workspace/layout.h"
#include "core/workspace/safesave.h"

#include <cstdio>
#include <filesystem>

namespace gatereeve::app
{
namespace
{

Result<json::Document> parsed(const std::string& text, const std::string& name)
{
    json::ParseOptions options;
    options.file = name;
    options.allowTrailingText = true;
    options.allowByteOrderMark = true;
    return json::Document::parse(text, options);
}

// git gives an empty base when a file is new on both sides.
Result<json::Document> parsedBase(const std::string& text, const std::string& name)
{
    return parsed(text.find_first_not_of(" \t\r\n") == std::string::npos ? "null" : text, name);
}

Result<void> save(const std::string& path, const std::string& bytes)
{
    PosixFileSystem files;
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return saveSafely(files, path, bytes, (folder.empty() ? "." : folder) + "/.gatereeve/journal");
}

// What is no JSON is merged line by line.
int mergeLines(const MergeOptions& options, const Error& why)
{
    std::fprintf(stderr, "gatereevectl: merged line by line, because %s\n", why.describe().c_str());
    const Result<GitAnswer> answer = runGit({"merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs", "--",
                                             QString::fromStdString(options.ours), QString::fromStdString(options.base),
                                             QString::fromStdString(options.theirs)});
    if (!answer)
        return noInput(answer.error());
    constexpr int MostConflicts = 127; // beyond: git's own troubles
    if (answer->code > MostConflicts)
        return noInput({answer->err.trimmed().toStdString(), {options.path, 0, 0, {}}});
    if (const Result<void> saved = save(options.ours, answer->out.toStdString()); !saved)
        return noInput(saved.error());
    return answer->code == 0 ? Good : Problems;
}

int mergeMeaning(const MergeOptions& options, const json::Document& base, const json::Document& ours,
                 const json::Document& theirs)
{
    const compare::Merged merged = compare::merge(base, ours, theirs);
    const std::string& text = merged.isClean() ? merged.text : merged.marked;
    if (text != ours.text()) {
        if (const Result<void> saved = save(options.ours, text); !saved)
            return noInput(saved.error());
    }
    for (const compare::Conflict& conflict : merged.conflicts)
        std::fprintf(stderr, "CONFLICT in %s: %s\n", options.path.c_str(), conflict.sentence.english().c_str());
    return merged.isClean() ? Good : Problems;
}

} // namespace

int mergeFiles(const MergeOptions& given)
{
    MergeOptions options = given;
    if (options.path.empty())
        options.path = options.ours;
    const PosixFileSystem files;
    const Result<std::string> base = files.read(options.base, LargestFile),
                              ours = files.read(options.ours, LargestFile),
                              theirs = files.read(options.theirs, LargestFile);
    for (const Result<std::string>* const one : {&base, &ours, &theirs}) {
        if (!*one)
            return noInput(one->error());
    }
    const Result<json::Document> parsedOurs = parsed(*ours, options.path + " (ours)"),
                                 parsedTheirs = parsed(*theirs, options.path + " (theirs)"),
                                 parsedBefore = parsedBase(*base, options.path + " (base)");
    for (const Result<json::Document>* const one : {&parsedOurs, &parsedTheirs, &parsedBefore}) {
        if (!*one)
            return mergeLines(options, one->error());
    }
    return mergeMeaning(options, *parsedBefore, *parsedOurs, *parsedTheirs);
}

} // namespace gatereeve::app
