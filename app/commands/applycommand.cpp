#include "app/commands/applycommand.h"

#include "app/commands/findingtext.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/engine/policyapplier.h"
#include "core/reading/readers.h"
#include "core/reading/writers.h"
#include "core/workspace/policyfiles.h"

#include <cstdio>
#include <iostream>
#include <iterator>

namespace gatereeve::app
{
namespace
{

// A key that can't be read to the last member would be another key: nothing is computed for it.
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

} // namespace

int apply(const ApplyOptions& options)
{
    const PosixFileSystem files;
    const PolicyLoad load = loadPoliciesFrom(options.policies, files, {}, options.profile);
    for (const Finding& problem : load.problems)
        std::fprintf(stderr, "%s\n", lineOf(problem).c_str());
    if (load.previousKept && !load.problems.empty()) // under 2.9 an empty set keeps what there was before: nothing
        return NoInput;
    const Result<Session> key = readKey({std::istreambuf_iterator<char>(std::cin), {}}, options.profile);
    if (!key)
        return noInput(key.error());

    const EffectiveSession effective = applyPolicies(*key, {load.policies, options.apiOrg, options.profile});
    json::Writer writer;
    writer.beginObject();
    writer.key("error");
    if (effective.ok())
        writer.null();
    else
        writer.string(effective.refusal->text);
    writer.key("session");
    writeAppliedSession(writer, effective.session);
    writer.endObject();
    std::printf("%s\n", writer.take().c_str());
    return effective.ok() ? Good : Refused;
}

} // namespace gatereeve::app
