// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/file_handle.h"

#include "core/store/database.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qoloner {

FileHandle::~FileHandle()
{
    if (m_file >= 0)
        ::close(m_file);
}

void throwStorage(const std::string& what, int error)
{
    const std::string text = what + ": " + std::strerror(error);
    if (error == ENOSPC || error == EDQUOT)
        throw StorageFull(error, text);
    throw StorageError(error, text);
}

void writeAll(const FileHandle& file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            throwStorage("writing", errno);
        bytes.remove_prefix(std::size_t(n));
    }
}

void syncFile(const FileHandle& file)
{
    if (::fsync(file.get()) != 0)
        throwStorage("fsync", errno);
}

void syncFolder(const std::filesystem::path& folder)
{
    const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle)
        throwStorage(folder.string(), errno);
    syncFile(handle);
}

void makeFolders(const std::filesystem::path& folder)
{
    if (folder.empty() || std::filesystem::is_directory(folder))
        return;
    makeFolders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throwStorage(folder.string(), errno);
    syncFolder(folder.has_parent_path() ? folder.parent_path() : std::filesystem::path("."));
}

void replaceFile(const std::filesystem::path& file, std::string_view text)
{
    const std::string fresh = file.string() + ".new";
    {
        const FileHandle handle(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!handle)
            throwStorage(fresh, errno);
        writeAll(handle, text);
        syncFile(handle);
    }
    if (::rename(fresh.c_str(), file.c_str()) != 0)
        throwStorage(file.string(), errno);
    syncFolder(file.parent_path());
}

} // namespace qoloner
