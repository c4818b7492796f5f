#include "app/commands/applycommand.h"

#include "app/commands/findingtext.h"
#include "app/commands/keyinput.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/engine/policyapplier.h"
#include "core/reading/writers.h"
#include "core/workspace/policyfiles.h"

#include <cstdio>

namespace gatereeve::app
{

int apply(const ApplyOptions& options)
{
    const PosixFileSystem files;
    const PolicyLoad load = loadPoliciesFrom(options.policies, files, {}, options.profile);
    for (const Finding& problem : load.problems)
        std::fprintf(stderr, "%s\n", lineOf(problem).c_str());
    if (load.previousKept && !load.problems.empty()) // under 2.9 an empty set keeps what there was before: nothing
        return NoInput;
    const Result<Session> key = readKey(readInput(), options.profile);
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
