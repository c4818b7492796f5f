#include "app/commands/loadcommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/reading/servicereply.h"
#include "core/reading/writers.h"
#include "core/workspace/layout.h"
#include "core/workspace/policyfiles.h"

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
    if (ids.size() == 1)
        previous.erase(""); // --previous '': none
    return previous;
}

// No file is configured: no policies, no complaint (policy-semantics.md 2).
PolicyLoad nothingConfigured(const PolicySet& previous)
{
    PolicyLoad nothing;
    nothing.policies = previous;
    nothing.previousKept = true;
    return nothing;
}

PolicyLoad loadFile(const LoadOptions& options)
{
    const PolicySet previous = previousSet(options.previous);
    return options.policies ? loadPoliciesFrom(*options.policies, PosixFileSystem(), previous, options.profile)
                            : nothingConfigured(previous);
}

Result<ServiceLoad> loadReply(const LoadOptions& options)
{
    const ServiceCall call{previousSet(options.previous), options.nonce, options.allowExplicitId};
    if (options.unreachable)
        return loadServiceReply(std::nullopt, call, options.profile);
    const Result<std::string> body = PosixFileSystem().read(*options.reply, LargestFile);
    if (!body)
        return body.error();
    return loadServiceReply(ServiceReply{options.status, *body, *options.reply}, call, options.profile);
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
    ServiceLoad result{{}, options.nonce};
    if (options.source == "service") {
        auto load = loadReply(options);
        if (!load)
            return noInput(load.error());
        result = *std::move(load);
    } else {
        result.load = loadFile(options);
    }
    print(result.load, result.nonce);
    const bool bad =
        std::ranges::any_of(result.load.problems, [](const Finding& f) { return f.severity == Severity::Error; });
    return bad ? Problems : Good;
}

} // namespace gatereeve::app
