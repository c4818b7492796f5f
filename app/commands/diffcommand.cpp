#include "app/commands/diffcommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "app/git/revision.h"
#include "core/compare/changetext.h"
#include "core/compare/opening.h"
#include "core/workspace/layout.h"

#include <cstdio>

namespace gatereeve::app
{
namespace
{

using compare::SourceFiles;

// A file or folder; else a revision of git.
Result<SourceFiles> open(const std::string& path)
{
    const PosixFileSystem disk;
    if (disk.info(path).exists)
        return compare::openSource(path, disk);
    const Result<RevisionPath> revision = revisionPath(path);
    if (!revision)
        return revision.error();
    const Result<std::unique_ptr<GitRevision>> files = GitRevision::open(revision->revision);
    if (!files)
        return files.error();
    return compare::openSource(revision->path, **files, revision->revision + ':');
}

// Of one file nothing can be said when it can't be read; of a folder all else can.
const Error* whyNothing(const SourceFiles& files)
{
    return files.size() == 1 && !files.front().document ? &files.front().document.error() : nullptr;
}

int diffTwo(const DiffOptions& options)
{
    SourceFiles sides[2];
    for (size_t i = 0; i < 2; ++i) {
        Result<SourceFiles> files = open(options.paths[i]);
        if (!files)
            return noInput(files.error());
        sides[i] = *std::move(files);
        if (const Error* const error = whyNothing(sides[i]))
            return noInput(*error);
    }
    const std::vector<compare::ChangedObject> changes = compare::compare(sides[0], sides[1]);
    if (options.json) {
        json::Writer writer;
        compare::writeChanges(writer, changes);
        std::printf("%s\n", writer.take().c_str());
    } else {
        std::fputs(compare::changesText(changes).c_str(), stdout);
    }
    return changes.empty() ? Good : Problems;
}

// What git passes to an external diff (gitdiffcore, GIT_EXTERNAL_DIFF): path, then file, object and mode of either
// side; of a renamed file also the new path and git's own lines about it.
struct GitDiff {
    std::string path, oldFile, oldMode, newFile, newMode, newPath;
};

GitDiff gitDiffOf(const std::vector<std::string>& arguments)
{
    return {arguments[0], arguments[1], arguments[3],
            arguments[4], arguments[6], arguments.size() > 7 ? arguments[7] : arguments[0]};
}

Result<SourceFiles> gitSide(const std::string& file, const std::string& path)
{
    if (file == "/dev/null")
        return SourceFiles{};
    Result<std::string> text = PosixFileSystem().read(file, LargestFile);
    if (!text)
        return text.error();
    SourceFiles files;
    files.push_back(compare::sourceFile(path, *std::move(text), path));
    return files;
}

void printHeading(const GitDiff& diff)
{
    std::string heading = diff.path;
    if (diff.newPath != diff.path)
        heading += " \u2192 " + diff.newPath;
    if (diff.oldFile == "/dev/null")
        heading += " (new file)";
    else if (diff.newFile == "/dev/null")
        heading += " (deleted file)";
    else if (diff.oldMode != diff.newMode)
        heading += " (mode " + diff.oldMode + " \u2192 " + diff.newMode + ')';
    std::printf("%s\n", heading.c_str());
}

// The text of the changes without the name of the file, which stands above.
std::string bodyOf(const std::vector<compare::ChangedObject>& changes)
{
    const std::string text = compare::changesText(changes);
    return text.empty() ? "  nothing in meaning: only order, layout or spelling\n" : text.substr(text.find('\n') + 1);
}

int diffForGit(const std::vector<std::string>& arguments)
{
    if (arguments.size() == 1) {
        std::printf("* Unmerged path %s\n", arguments[0].c_str());
        return Good;
    }
    const GitDiff diff = gitDiffOf(arguments);
    const Result<SourceFiles> before = gitSide(diff.oldFile, diff.path), after = gitSide(diff.newFile, diff.newPath);
    if (!before || !after)
        return noInput(before ? after.error() : before.error());
    printHeading(diff);
    for (const SourceFiles* const side : {&*before, &*after}) {
        if (const Error* const error = whyNothing(*side)) {
            std::printf("  can't be compared by meaning, it is no JSON: %s%s\n"
                        "  its lines: git diff --no-ext-diff -- '%s'\n",
                        toString(error->place).c_str(), error->text.c_str(), diff.newPath.c_str());
            return Good;
        }
    }
    std::fputs(bodyOf(compare::compare(*before, *after)).c_str(), stdout);
    return Good;
}

} // namespace

int diff(const DiffOptions& options)
{
    const size_t count = options.paths.size();
    const bool fits = options.git ? count == 1 || count == 7 || count == 9 : count == 2;
    if (!fits) {
        std::fprintf(stderr, options.git ? "gatereevectl: diff --git takes the 7 arguments of git's external diff\n"
                                         : "gatereevectl: diff takes two files, folders or revisions\n");
        return Usage;
    }
    return options.git ? diffForGit(options.paths) : diffTwo(options);
}

} // namespace gatereeve::app
