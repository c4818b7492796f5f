#include "core/workspace/convertedfiles.h"

namespace gatereeve
{

namespace
{

constexpr uint32_t FileMode = 0644;

} // namespace

Result<void> writeConverted(const std::vector<ConvertedFile>& converted, const std::string& folder, FileSystem& files)
{
    if (auto made = files.makeDirectory(folder); !made)
        return made;
    for (const ConvertedFile& file : converted) {
        if (files.info(folder + '/' + file.name).exists)
            return Error{"is there already; name another folder, nothing was written", {folder + '/' + file.name}};
    }
    for (size_t i = 0; i < converted.size(); ++i) {
        const std::string path = folder + '/' + converted[i].name;
        auto written = files.writeNew(path, converted[i].text, FileMode);
        if (written)
            continue;
        (void)files.remove(path); // a part of it may be there
        while (i-- > 0)
            (void)files.remove(folder + '/' + converted[i].name);
        return written;
    }
    return files.flushDirectory(folder);
}

} // namespace gatereeve
