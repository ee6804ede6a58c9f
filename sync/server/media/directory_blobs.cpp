// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/directory_blobs.h"

#include "core/domain/ids.h"
#include "core/domain/keys.h"
#include "core/store/database.h"
#include "sync/server/media/file_handle.h"
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace qoloner {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t pieceBytes = 256 * 1024;
constexpr std::string_view unfinished = ".part-"; ///< before a random number
constexpr std::int64_t leftOverSeconds = 24 * 3600;

std::optional<BlobInfo> infoOf(const fs::path& file, const BlobName& name)
{
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0) {
        if (errno == ENOENT)
            return {};
        throwStorage(file.string(), errno);
    }
    return BlobInfo{name, std::uint64_t(state.st_size),
                    std::uint64_t(state.st_mtim.tv_sec) * 1000 +
                        std::uint64_t(state.st_mtim.tv_nsec) / 1'000'000};
}

std::vector<fs::path> sorted(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error; // a folder that goes meanwhile holds nothing
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool isLeftOver(const fs::path& file)
{
    struct stat state {};
    return ::stat(file.c_str(), &state) == 0 && ::time(nullptr) - state.st_mtim.tv_sec > leftOverSeconds;
}

} // namespace

/// What is there, and what is on its way.
struct DirectoryBlobs::Counted {
    std::atomic<std::uint64_t> bytes = 0;
    std::uint64_t most = 0;
};

DirectoryBlobs::DirectoryBlobs(fs::path folder, std::uint64_t maxBytes)
    : m_folder(std::move(folder)), m_counted(std::make_unique<Counted>())
{
    makeFolders(m_folder);
    m_counted->most = maxBytes;
    std::uint64_t bytes = 0;
    list([&](const BlobInfo& blob) {
        bytes += blob.bytes;
        return true;
    });
    m_counted->bytes = bytes;
}

DirectoryBlobs::~DirectoryBlobs() = default;

fs::path DirectoryBlobs::fileOf(const BlobName& name) const
{
    return m_folder / name.sha256.substr(0, 2) / name.sha256.substr(2, 2) / name.text();
}

void DirectoryBlobs::put(const BlobName& name, BlobBytes& bytes)
{
    const fs::path file = fileOf(name);
    const auto before = infoOf(file, name);
    if (m_counted->bytes.fetch_add(bytes.size()) + bytes.size() > m_counted->most) {
        m_counted->bytes -= bytes.size();
        throw StorageFull(ENOSPC, "the media folder has reached its limit");
    }
    makeFolders(file.parent_path());
    const fs::path part = file.parent_path() / (std::string(unfinished) + toHex(randomBytes(12)));
    try {
        const FileHandle handle(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!handle)
            throwStorage(part.string(), errno);
        for (std::uint64_t at = 0; at < bytes.size();) {
            const std::string piece = bytes.read(at, pieceBytes);
            writeAll(handle, piece);
            at += piece.size();
        }
        syncFile(handle);
        if (::rename(part.c_str(), file.c_str()) != 0)
            throwStorage(file.string(), errno);
        syncFolder(file.parent_path());
    } catch (...) {
        ::unlink(part.c_str());
        m_counted->bytes -= bytes.size();
        throw;
    }
    if (before)
        m_counted->bytes -= before->bytes;
}

std::unique_ptr<BlobBytes> DirectoryBlobs::open(const BlobName& name)
{
    return openFileBytes(fileOf(name).string());
}

std::optional<BlobInfo> DirectoryBlobs::find(const BlobName& name)
{
    return infoOf(fileOf(name), name);
}

bool DirectoryBlobs::remove(const BlobName& name)
{
    const fs::path file = fileOf(name);
    const auto before = infoOf(file, name);
    if (!before)
        return false;
    if (::unlink(file.c_str()) != 0) {
        if (errno == ENOENT)
            return false;
        throwStorage(file.string(), errno);
    }
    syncFolder(file.parent_path());
    m_counted->bytes -= before->bytes;
    return true;
}

void DirectoryBlobs::list(const std::function<bool(const BlobInfo&)>& use)
{
    for (const fs::path& outer : sorted(m_folder))
        for (const fs::path& inner : sorted(outer))
            for (const fs::path& file : sorted(inner)) {
                const std::string text = file.filename().string();
                if (text.starts_with(unfinished) && isLeftOver(file))
                    ::unlink(file.c_str());
                const auto name = BlobName::parse(text);
                if (!name || fileOf(*name) != file)
                    continue;
                const auto info = infoOf(file, *name);
                if (info && !use(*info))
                    return;
            }
}

} // namespace qoloner
