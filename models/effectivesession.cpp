#include "models/effectivesession.h"

#include "models/text.h"

namespace gatereeve::models
{

FindApi apisOf(const Workspace& workspace)
{
    return [&workspace](const std::string& apiId) { return workspace.apiList().find(toQString(apiId)); };
}

EffectiveSession effectiveSession(const Session& key, const Workspace& workspace, Provenance* why)
{
    return applyForApis(key, {workspace.policies(), std::nullopt, workspace.profile()}, apisOf(workspace), why);
}

} // namespace gatereeve::models
