#include "core/workspace/keptcopy.h"

#include <filesystem>

namespace gatereeve
{

namespace
{

constexpr uint32_t CopyMode = 0600;

} // namespace

Result<std::string> keepCopy(FileSystem& files, const std::string& path, const std::string& bytes,
                             const std::string& folder)
{
    if (auto made = files.makeDirectory(folder); !made)
        return made.error();
    const std::string name = folder + '/' + std::filesystem::path(path).filename().string() + '.';
    int number = 1;
    while (files.info(name + std::to_string(number)).exists)
        ++number;
    std::string copy = name + std::to_string(number);
    if (auto written = files.writeNew(copy, bytes, CopyMode); !written) {
        (void)files.remove(copy); // a part of it may be there
        return written.error();
    }
    return copy;
}

} // namespace gatereeve
