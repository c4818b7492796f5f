#pragma once

// Problems in words: where they are as people call it, and one as a line of text. Main thread.

#include "models/problemlist.h"

#include <QString>

namespace gatereeve::models
{

class Workspace;

QString severityWord(Severity severity); // "error", "warning", "note"
// Below the workspace's folder where it is there; "Keys" for all places in keys, "Workspace" for no place at all.
QString fileTitle(const Workspace& workspace, const std::string& file);
// "policies/policies.json:12", "acme trial"; never the text of a key.
QString placeTitle(const Workspace& workspace, const Place& place);
// Without its place: "warning: … [rule]".
QString problemRemark(const Problem& problem);
// As `gatereevectl lint` prints it.
QString problemLine(const Workspace& workspace, const Problem& problem);

} // namespace gatereeve::models
