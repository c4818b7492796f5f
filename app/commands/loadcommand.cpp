#include "app/commands/loadcommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/reading/policyset.h"
#include "core/reading/writers.h"
#include "core/workspace/layout.h"

#include <algorithm>
#include <cstdio>

namespace gatereeve::app
{
namespace
{

PolicySet previousSet(const std::vector<std::string>& ids)
{
    PolicySet previous;
    for (const std::string& id : ids)
        previous[id] = std::make_shared<PolicyEntry>();
    return previous;
}

PolicyLoad loadFrom(const LoadOptions& options)
{
    const PolicySet previous = previousSet(options.previous);
    if (!options.policies) {
        PolicyLoad nothing; // no file is configured: no policies, no complaint (policy-semantics.md 2)
        nothing.policies = previous;
        nothing.previousKept = true;
        return nothing;
    }
    const PosixFileSystem files;
    const Result<std::string> text = files.read(*options.policies, LargestFile);
    if (!text)
        return policiesFileMissing(*options.policies, text.error().text, previous);
    return loadPoliciesText(*text, *options.policies, previous, options.profile);
}

// A policy that could not be read is not in force, though its entry is there to refuse the keys that name it (guide 5).
void writeIds(json::Writer& writer, const PolicyLoad& load)
{
    writer.beginArray();
    for (const auto& [id, entry] : load.policies) {
        if (!entry->unusable || load.loaded.contains(id))
            writer.string(id);
    }
    writer.endArray();
}

void writeLoaded(json::Writer& writer, const PolicyLoad& load)
{
    writer.beginObject();
    for (const std::string& id : load.loaded) {
        writer.key(id);
        writePolicy(writer, load.policies.at(id)->policy, ZeroMembers::LeaveOut);
    }
    writer.endObject();
}

void print(const PolicyLoad& load, const std::string& nonce)
{
    json::Writer writer;
    writer.beginObject();
    writer.key("loaded").integer(static_cast<int64_t>(load.loaded.size()));
    writer.key("ids");
    writeIds(writer, load);
    writer.key("previous_kept").boolean(load.previousKept);
    for (const auto& [name, findings] : {std::pair{"problems", &load.problems}, std::pair{"notes", &load.notes}}) {
        writer.key(name).beginArray();
        for (const Finding& finding : *findings)
            writeFinding(writer, finding);
        writer.endArray();
    }
    if (!load.previousKept) {
        writer.key("policies");
        writeLoaded(writer, load);
    }
    writer.key("nonce").string(nonce);
    writer.endObject();
    std::printf("%s\n", writer.take().c_str());
}

} // namespace

int load(const LoadOptions& options)
{
    if (!isThere(options.profile))
        return Usage;
    if (options.source != "file") {
        std::fprintf(stderr, "gatereevectl: policies from a service are not in this version yet; use --source file\n");
        return Usage;
    }
    const PolicyLoad result = loadFrom(options);
    print(result, options.nonce);
    const bool bad =
        std::ranges::any_of(result.problems, [](const Finding& f) { return f.severity == Severity::Error; });
    return bad ? Problems : Good;
}

} // namespace gatereeve::app
