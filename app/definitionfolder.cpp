#include "app/definitionfolder.h"

#include "core/workspace/safesave.h"

namespace gatereeve::app
{

namespace
{

constexpr uint32_t ReadableByAll = 0644;

} // namespace

Result<std::string> DefinitionFolder::fileOf(const std::string& apiId) const
{
    using namespace std::string_view_literals;
    if (m_layout.appFolder.empty())
        return Error{"tyk.conf names no app_path", {}};
    if (apiId.find_first_of("/\0"sv) != std::string::npos)
        return Error{"an api_id with a slash can't be the name of a file", {}};
    return m_layout.appFolder + '/' + apiId + ".json";
}

Result<void> DefinitionFolder::write(const std::string& apiId, const std::string& json)
{
    const auto file = fileOf(apiId);
    if (!file)
        return file.error();
    if (m_files.info(*file).exists)
        return saveSafely(m_files, *file, json, m_layout.stateFolder + "/journal");
    return m_files.writeNew(*file, json, ReadableByAll);
}

Result<void> DefinitionFolder::remove(const std::string& apiId)
{
    const auto file = fileOf(apiId);
    return file ? m_files.remove(*file) : file.error();
}

} // namespace gatereeve::app
