#include "core/workspace/privatefile.h"

namespace gatereeve
{

Result<void> writePrivately(FileSystem& files, const std::string& path, const std::string& bytes)
{
    constexpr uint32_t OwnerOnly = 0600;
    const std::string aside = path + ".part";
    if (files.info(path).isDirectory)
        return Error{"is a folder; name a file", {.file = path}};
    if (files.info(aside).exists) {
        if (auto removed = files.remove(aside); !removed)
            return removed.error();
    }
    Result<void> done = files.writeNew(aside, bytes, OwnerOnly);
    if (done)
        done = files.rename(aside, path);
    if (!done)
        (void)files.remove(aside); // may not be there
    return done;
}

} // namespace gatereeve
