#pragma once

// A policy's new name, carried to everything that refers to the old one: keys, and the JWT, scope and OpenID settings
// of API definitions. Main thread.

#include "models/commands/editjson.h"
#include "models/workspace.h"

#include <QCoreApplication>

namespace gatereeve::models
{

class PolicyRenaming
{
    Q_DECLARE_TR_FUNCTIONS(PolicyRenaming)
public:
    explicit PolicyRenaming(Workspace& workspace) : m_workspace(workspace) {}

    // `edits`: of the files that hold the policy. One undo step; an error when the key store refuses: then nothing has
    // happened.
    Result<void> push(const QString& from, const QString& to, std::vector<FileEdits> edits);

private:
    std::vector<FileEdits> referenceEdits(const std::string& from, const std::string& to) const;
    Workspace& m_workspace;
};

} // namespace gatereeve::models
