#include "app/disk/posixfilesystem.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace gatereeve::app
{
namespace
{

// What the person at the desk can do about it; empty where the system's words say it all.
std::string nextStep(int reason)
{
    switch (reason) {
    case EACCES:
    case EPERM:
        return "check its permissions and those of its folder";
    case ENOENT:
        return "check the path";
    case ENOSPC:
    case EDQUOT:
        return "free some space and try again";
    case EROFS:
        return "save to another place, or make the disk writable";
    case EISDIR:
        return "name a file instead of a folder";
    case EMFILE:
    case ENFILE:
        return "close some files or raise the limit (ulimit -n)";
    case ELOOP:
        return "look at the symbolic links on the way to it";
    default:
        return {};
    }
}

Error failure(const std::string& path, const char* what, int reason)
{
    const std::string step = nextStep(reason);
    return {std::string(what) + ": " + std::strerror(reason) + (step.empty() ? "" : "; " + step), {path, 0, 0, {}}};
}

// An open file; closed at the end of its life.
class Descriptor
{
public:
    Descriptor(const std::string& path, int flags, mode_t mode = 0)
    {
        do {
            m_number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
        } while (m_number < 0 && errno == EINTR);
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number = -1;
};

// False with errno set.
bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

// As the user whom we act for: access() would ask for the one who started us.
bool mayWrite(const std::string& path, int mode)
{
    return ::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0;
}

std::string folderOf(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace

FileInfo PosixFileSystem::info(const std::string& path) const
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    FileInfo info;
    info.exists = true;
    info.isDirectory = S_ISDIR(status.st_mode);
    info.size = static_cast<uint64_t>(status.st_size);
    info.mode = status.st_mode & 07777;
    info.links = static_cast<uint32_t>(status.st_nlink);
    info.ownedByUs = status.st_uid == ::geteuid() && status.st_gid == ::getegid();
    info.writable = mayWrite(path, W_OK);
    struct stat folder = {};
    info.replaceable = mayWrite(folderOf(path), W_OK | X_OK) && ::stat(folderOf(path).c_str(), &folder) == 0 &&
                       folder.st_dev == status.st_dev;
    return info;
}

Result<std::string> PosixFileSystem::read(const std::string& path, size_t maximumSize) const
{
    // Without O_NONBLOCK a FIFO would hold us until somebody writes to it.
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0)
        return failure(path, "cannot be read", errno);
    if (S_ISDIR(status.st_mode))
        return failure(path, "cannot be read", EISDIR);
    if (!S_ISREG(status.st_mode))
        return Error{"cannot be read: it is a device or a pipe; name a file", {path, 0, 0, {}}};
    std::string bytes;
    bytes.reserve(std::min(static_cast<size_t>(std::max<off_t>(status.st_size, 0)), maximumSize));
    std::string piece(64 << 10, '\0');
    for (;;) {
        const ssize_t count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(path, "cannot be read", errno);
        if (count == 0)
            return bytes;
        if (bytes.size() + static_cast<size_t>(count) > maximumSize)
            return Error{"is larger than " + std::to_string(maximumSize >> 20) +
                             " MiB and was not read; is this the right file?",
                         {path, 0, 0, {}}};
        bytes.append(piece, 0, static_cast<size_t>(count));
    }
}

Result<std::vector<std::string>> PosixFileSystem::list(const std::string& directory) const
{
    std::error_code code;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator entry(directory, code), end; !code && entry != end; entry.increment(code))
        names.push_back(entry->path().filename().string());
    if (code)
        return failure(directory, "cannot be listed", code.value());
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::string> PosixFileSystem::resolveLinks(const std::string& path) const
{
    std::error_code code;
    const std::filesystem::path resolved = std::filesystem::weakly_canonical(path, code);
    if (code)
        return failure(path, "cannot be followed", code.value());
    return resolved.string();
}

Result<void> PosixFileSystem::makeDirectory(const std::string& path)
{
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code)
        return failure(path, "cannot be made", code.value());
    return {};
}

Result<void> PosixFileSystem::writeNew(const std::string& path, const std::string& bytes, uint32_t mode)
{
    const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL, mode);
    // The mode given to open() is cut by the umask.
    if (!file.isOpen() || ::fchmod(file.number(), mode) != 0 || !writeAll(file.number(), bytes) ||
        ::fsync(file.number()) != 0)
        return failure(path, "cannot be written", errno);
    return {};
}

Result<void> PosixFileSystem::overwrite(const std::string& path, const std::string& bytes)
{
    const Descriptor file(path, O_WRONLY | O_NONBLOCK);
    if (!file.isOpen())
        return failure(path, "cannot be written", errno);
    const auto size = static_cast<off_t>(bytes.size());
    // Asks for the room before a byte is changed; not every file system can tell.
    if (size > 0 && ::fallocate(file.number(), FALLOC_FL_KEEP_SIZE, 0, size) != 0 &&
        (errno == ENOSPC || errno == EDQUOT))
        return failure(path, "cannot be written", errno);
    if (!writeAll(file.number(), bytes) || ::ftruncate(file.number(), size) != 0 || ::fsync(file.number()) != 0)
        return failure(path, "cannot be written", errno);
    return {};
}

Result<void> PosixFileSystem::rename(const std::string& from, const std::string& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failure(to, "cannot be replaced", errno);
    return {};
}

Result<void> PosixFileSystem::remove(const std::string& path)
{
    if (::unlink(path.c_str()) != 0)
        return failure(path, "cannot be removed", errno);
    return {};
}

Result<void> PosixFileSystem::flushDirectory(const std::string& path)
{
    const Descriptor directory(path, O_RDONLY | O_DIRECTORY);
    if (!directory.isOpen() || ::fsync(directory.number()) != 0)
        return failure(path, "cannot be flushed", errno);
    return {};
}

} // namespace gatereeve::app
