#include "core/engine/tyk29/listenpaths.h"

namespace gatereeve::tyk29
{

namespace
{

void move(ApiDefinition& definition, Findings& findings)
{
    const std::string written = definition.listenPath;
    definition.listenPath += '-' + definition.apiId;
    findings.push_back({"duplicate-listen-path",
                        Severity::Error,
                        {"snapshot.moved",
                         "another API has the listen path \"%1\" as well, so this one is served at \"%2\"",
                         {written, definition.listenPath}},
                        Place{definition.fileName, 0, 0, "proxy.listen_path"}});
}

} // namespace

void moveEqualListenPaths(std::vector<CompiledApi>& apis, const Snapshot* former, Findings& findings)
{
    std::unordered_map<std::string, int> uses;
    for (const CompiledApi& api : apis)
        uses[api.definition.listenPath] += api.served ? 1 : 0;
    for (CompiledApi& api : apis) {
        ApiDefinition& definition = api.definition;
        if (!api.served || uses[definition.listenPath] < 2)
            continue;
        const CompiledApi* before = former ? former->findApi(definition.apiId) : nullptr;
        if (!before || !before->served || before->definition.listenPath != definition.listenPath)
            move(definition, findings);
    }
}

} // namespace gatereeve::tyk29
