#include "gateway/admin/reloadendpoint.h"

#include "gateway/admin/adminanswers.h"

namespace gatereeve::gateway
{

AdminResponse answerReload(const AdminCall& call, const AdminContext& context)
{
    const bool group = call.segments.size() == 3 && call.segments[2] == "group"; // a group of one: this node
    if (call.segments.size() > 2 && !group)
        return unknownPath();
    if (call.method != "GET")
        return methodNotSupported();
    context.reload(!group && call.parameterIs("block", "true"));
    return okAnswer();
}

} // namespace gatereeve::gateway
