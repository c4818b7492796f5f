#include "gateway/store/storefolder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatereeve::gateway
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* StateFolderName = ".gatereeve";

Error systemError(const std::string& path, const std::string& what, int code, const std::string& nextStep)
{
    return {what + ": " + std::strerror(code) + "; " + nextStep, {path, 0, 0, {}}};
}

fs::path folderOf(const std::string& file)
{
    const fs::path folder = fs::path(file).parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

// One process owns a workspace's whole state folder (contracts.md); elsewhere a folder may hold several stores.
std::string lockPath(const std::string& storeFile)
{
    const fs::path folder = folderOf(storeFile);
    return folder.filename() == StateFolderName ? (folder / "lock").string() : storeFile + ".lock";
}

std::string readAll(int descriptor)
{
    std::string text(256, '\0');
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<size_t>(size) : 0);
    return text.substr(0, text.find('\n'));
}

Result<void> createFile(const std::string& path, const std::string& content)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        if (errno == EEXIST)
            return {};
        return systemError(path, "can't be created", errno,
                           "make its folder writable, or name another place for the store");
    }
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    const int code = errno;
    ::close(descriptor);
    if (written != static_cast<ssize_t>(content.size()))
        return systemError(path, "can't be written", code, "free some space and try again");
    return {};
}

} // namespace

Result<void> prepareStorePlace(const std::string& file)
{
    const fs::path folder = folderOf(file);
    std::error_code code;
    const bool created = fs::create_directories(folder, code);
    if (code)
        return systemError(folder.string(), "the folder can't be made", code.value(),
                           "make its parent folder writable, or name another place for the store");
    if (created)
        ::chmod(folder.c_str(), 0700);
    if (created || folder.filename() == StateFolderName) {
        // Keys don't belong into anybody's repository. A folder that was there before is its owner's to arrange.
        if (auto ignored = createFile((folder / ".gitignore").string(), "*\n"); !ignored)
            return ignored;
    }
    return createFile(file, {});
}

Result<StoreLock> StoreLock::take(const std::string& storeFile)
{
    const std::string path = lockPath(storeFile);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return systemError(path, "the lock file can't be opened", errno,
                           "make it and its folder writable, or name another place for the store");
    StoreLock lock(descriptor, path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        if (auto cleared = lock.writeAddress({}); !cleared) // an address left over from a process that died
            return cleared.error();
        return lock;
    }
    if (errno != EWOULDBLOCK)
        return systemError(path, "can't be locked", errno, "keep the store on a local disk");
    const std::string owner = readAll(descriptor);
    return Error{"the key store is in use by another Gatereeve process" +
                     (owner.empty()
                          ? "; stop it first, or name another store"
                          : " that listens at " + owner + "; stop it first, or talk to it: --url http://" + owner),
                 {storeFile, 0, 0, {}}};
}

std::optional<std::string> StoreLock::ownerOf(const std::string& storeFile)
{
    const int descriptor = ::open(lockPath(storeFile).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return std::nullopt;
    std::optional<std::string> owner;
    if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        owner = readAll(descriptor);
    ::close(descriptor);
    return owner;
}

StoreLock::StoreLock(StoreLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_path(std::move(other.m_path))
{
}

StoreLock::~StoreLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // the file stays: removing it would race with who opens it now
}

Result<void> StoreLock::writeAddress(const std::string& address)
{
    const std::string line = address.empty() ? address : address + '\n';
    if (::ftruncate(m_descriptor, 0) != 0 ||
        ::pwrite(m_descriptor, line.data(), line.size(), 0) != static_cast<ssize_t>(line.size()))
        return systemError(m_path, "can't be written", errno, "free some space and try again");
    return {};
}

} // namespace gatereeve::gateway
