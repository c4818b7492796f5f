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

// Keys that name an unusable policy are refused, so it is not in force, though it keeps its place (guide 5).
void writeIds(json::Writer& writer, const PolicySet& policies)
{
    writer.beginArray();
    for (const auto& [id, entry] : policies) {
        if (!entry->unusable)
            writer.string(id);
    }
    writer.endArray();
}

// What the file delivered: neither unusable policies nor former versions that are kept.
void writeDelivered(json::Writer& writer, const PolicySet& policies)
{
    writer.beginObject();
    for (const auto& [id, entry] : policies) {
        if (entry->unusable || entry->keptFormer)
            continue;
        writer.key(id);
        writePolicy(writer, entry->policy, ZeroMembers::LeaveOut);
    }
    writer.endObject();
}

void print(const PolicyLoad& load, const std::string& nonce)
{
    json::Writer writer;
    writer.beginObject();
    writer.key("loaded").integer(load.loaded);
    writer.key("ids");
    writeIds(writer, load.policies);
    writer.key("previous_kept").boolean(load.previousKept);
    for (const auto& [name, findings] : {std::pair{"problems", &load.problems}, std::pair{"notes", &load.notes}}) {
        writer.key(name).beginArray();
        for (const Finding& finding : *findings)
            writeFinding(writer, finding);
        writer.endArray();
    }
    if (!load.previousKept) {
        writer.key("policies");
        writeDelivered(writer, load.policies);
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
