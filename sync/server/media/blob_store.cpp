// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/blob_store.h"

#include "core/store/database.h"
#include "sync/server/media/file_handle.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qoloner {

namespace {

class FileBytes final : public BlobBytes {
public:
    explicit FileBytes(FileHandle file) : m_file(std::move(file))
    {
        struct stat state {};
        if (::fstat(m_file.get(), &state) != 0)
            throwStorage("a blob", errno);
        m_size = std::uint64_t(state.st_size);
    }
    std::uint64_t size() const override { return m_size; }
    std::string read(std::uint64_t at, std::size_t most) override
    {
        if (at >= m_size)
            return {};
        std::string bytes(std::min<std::uint64_t>(most, m_size - at), '\0');
        std::size_t got = 0;
        while (got < bytes.size()) {
            const ssize_t n = ::pread(m_file.get(), bytes.data() + got, bytes.size() - got, off_t(at + got));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                throwStorage("a blob", errno);
            if (n == 0)
                throw StorageError(EIO, "a blob got shorter while it was read");
            got += std::size_t(n);
        }
        return bytes;
    }

private:
    FileHandle m_file;
    std::uint64_t m_size = 0;
};

} // namespace

std::unique_ptr<BlobBytes> openFileBytes(const std::string& path)
{
    FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file && errno == ENOENT)
        return nullptr;
    if (!file)
        throwStorage(path, errno);
    return std::make_unique<FileBytes>(std::move(file));
}

} // namespace qoloner
