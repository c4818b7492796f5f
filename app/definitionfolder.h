#pragma once

// The folder of API definitions as POST, PUT and DELETE /tyk/apis change it (admin-api.md 4): one file an API,
// <app_path>/<api_id>.json.

#include "core/workspace/filesystem.h"
#include "core/workspace/layout.h"
#include "gateway/admin/adminapi.h"

namespace gatereeve::app
{

class DefinitionFolder final : public gateway::DefinitionFiles
{
public:
    // Both outlive it.
    DefinitionFolder(const Layout& layout, FileSystem& files) : m_layout(layout), m_files(files) {}

    Result<void> write(const std::string& apiId, const std::string& json) override;
    Result<void> remove(const std::string& apiId) override;

private:
    // An id that would lead out of the folder is an error.
    Result<std::string> fileOf(const std::string& apiId) const;

    const Layout& m_layout;
    FileSystem& m_files;
};

} // namespace gatereeve::app
