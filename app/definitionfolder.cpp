#include "app/definitionfolder.h"

#include "core/workspace/safesave.h"

namespace gatereeve::app
{

Result<std::string> DefinitionFolder::fileOf(const std::string& apiId) const
{
    using namespace std::string_view_literals;
    if (m_layout.appFolder.empty())
        return Error{"tyk.conf names no app_path", {}};
    if (apiId.empty())
        return Error{"an API without an api_id can't have a file", {}};
    if (apiId.find_first_of("/\0"sv) != std::string::npos)
        return Error{"an api_id with a slash can't be the name of a file", {}};
    return m_layout.appFolder + '/' + apiId + ".json";
}

Result<void> DefinitionFolder::write(const std::string& apiId, const std::string& json)
{
    const auto file = fileOf(apiId);
    if (!file)
        return file.error();
    return saveSafely(m_files, *file, json, m_layout.stateFolder + "/journal");
}

Result<void> DefinitionFolder::remove(const std::string& apiId)
{
    const auto file = fileOf(apiId);
    return file ? m_files.remove(*file) : file.error();
}

} // namespace gatereeve::app
