// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/uploads.h"

#include "core/domain/ids.h"
#include "core/store/database.h"
#include "sync/server/media/file_handle.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace qoloner {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t hourMs = 3600'000;
constexpr std::size_t maxWindows = 100'000;
constexpr std::size_t idBytes = 16;
constexpr int maxServers = 64;
constexpr const char* lockName = "lock";
constexpr const char* infoEnding = ".info";
constexpr const char* infoVersion = "1";

std::uint64_t sizeOf(const fs::path& file)
{
    struct stat state {};
    return ::stat(file.c_str(), &state) == 0 ? std::uint64_t(state.st_size) : 0;
}

} // namespace

/// An upload in memory. `device`, `length`, `sha256` and `file` never change.
struct Uploads::Entry {
    std::string id;
    DeviceId device = 0;
    std::uint64_t length = 0;
    std::string sha256;
    fs::path file;
    std::mutex mutex; ///< guards what follows; taken after that of all, never before
    std::uint64_t offset = 0;
    std::uint64_t expiresMs = 0;
    std::string receipt;
    std::uint64_t turn = 0;                  ///< whose writing counts: the last that came
    std::optional<std::uint64_t> unverified; ///< from here on a checksum is still to be seen
    FileHandle handle;                       ///< open while somebody writes

    State state() const { return {id, device, length, offset, sha256, expiresMs, receipt}; }

    /// Nobody who came before writes any more.
    void cutOff()
    {
        ++turn;
        forgetUnverified();
        handle = {};
    }
    void forgetUnverified()
    {
        if (!unverified)
            return;
        if (::truncate(file.c_str(), off_t(*unverified)) != 0)
            throwStorage(file.string(), errno);
        offset = *unverified;
        unverified.reset();
    }
};

Uploads::Uploads(fs::path folder, const Clock& clock, Limits limits)
    : m_folder(std::move(folder)), m_lock(takeFolder(m_folder)), m_clock(clock), m_limits(limits)
{
    load();
}

FileHandle Uploads::takeFolder(fs::path& folder)
{
    for (int i = 0; i < maxServers; ++i) {
        const fs::path own = folder / ("uploads-" + std::to_string(i));
        makeFolders(own);
        FileHandle lock(::open((own / lockName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!lock)
            throwStorage(own.string(), errno);
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) {
            folder = own;
            return lock;
        }
    }
    throw StorageError(EBUSY, folder.string() + ": too many servers share it");
}

Uploads::~Uploads() = default;

fs::path Uploads::fileOf(const std::string& id) const
{
    return m_folder / id;
}

fs::path Uploads::infoOf(const std::string& id) const
{
    return m_folder / (id + infoEnding);
}

void Uploads::save(const Entry& entry) const
{
    std::string text = std::string(infoVersion) + " " + std::to_string(entry.device) + " " +
                       std::to_string(entry.length) + " " + entry.sha256 + " " +
                       std::to_string(entry.expiresMs);
    if (!entry.receipt.empty())
        text += " " + toHex(entry.receipt);
    replaceFile(infoOf(entry.id), text + "\n");
}

void Uploads::load()
{
    std::vector<fs::path> infos, others;
    for (const auto& file : fs::directory_iterator(m_folder))
        (file.path().extension() == infoEnding ? infos : others).push_back(file.path());
    for (const fs::path& info : infos) {
        auto entry = std::make_shared<Entry>();
        std::ifstream in(info);
        std::string version, receipt;
        in >> version >> entry->device >> entry->length >> entry->sha256 >> entry->expiresMs;
        const bool read = bool(in);
        in >> receipt;
        entry->id = info.stem().string();
        entry->receipt = fromHex(receipt);
        entry->file = fileOf(entry->id);
        if (!read || version != infoVersion || !isSha256(entry->sha256)) {
            fs::remove(info); // written whole or not at all: this is nothing of ours
            continue;
        }
        entry->offset = entry->receipt.empty() ? std::min(sizeOf(entry->file), entry->length) : entry->length;
        m_entries[entry->id] = entry;
    }
    for (const fs::path& file : others)
        if (file.filename() != lockName && !m_entries.contains(file.filename().string()))
            fs::remove(file);
}

std::optional<Error> Uploads::refusalLocked(DeviceId device, std::uint64_t length, std::uint64_t now)
{
    if (length > m_limits.fileBytes)
        return Error{"upload_too_large", {}, {std::to_string(m_limits.fileBytes)}};
    std::size_t own = 0;
    std::uint64_t ownBytes = length, allBytes = length;
    for (const auto& [id, entry] : m_entries) {
        const std::lock_guard lock(entry->mutex);
        if (!entry->receipt.empty())
            continue;
        allBytes += entry->length;
        if (entry->device != device)
            continue;
        ++own;
        ownBytes += entry->length;
    }
    const auto limit = [](std::uint64_t seconds) {
        return Error{"upload_limit", {}, {std::to_string(seconds)}};
    };
    if (own >= m_limits.unfinished || ownBytes > m_limits.unfinishedBytes || allBytes > m_limits.allBytes)
        return limit(60);
    if (m_windows.size() >= maxWindows)
        std::erase_if(m_windows, [&](const auto& window) { return window.second.sinceMs + hourMs <= now; });
    Window& window = m_windows[device];
    if (window.sinceMs + hourMs <= now || window.sinceMs > now)
        window = {now, 0, 0};
    if (window.count >= m_limits.perHour || window.bytes + length > m_limits.bytesPerHour)
        return limit((window.sinceMs + hourMs - now) / 1000 + 1);
    ++window.count;
    window.bytes += length;
    return {};
}

Result<Uploads::State> Uploads::create(DeviceId device, std::uint64_t length, const std::string& sha256)
{
    const std::uint64_t now = m_clock.nowMs();
    auto entry = std::make_shared<Entry>();
    entry->id = toHex(randomBytes(idBytes));
    entry->device = device;
    entry->length = length;
    entry->sha256 = sha256;
    entry->expiresMs = now + m_limits.lifeMs;
    entry->file = fileOf(entry->id);
    const std::lock_guard lock(m_mutex);
    if (auto refusal = refusalLocked(device, length, now))
        return tl::unexpected(*refusal);
    const FileHandle file(::open(entry->file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file)
        throwStorage(entry->file.string(), errno);
    save(*entry); // with it the folder, and so the file, is on the disk
    m_entries[entry->id] = entry;
    return entry->state();
}

std::shared_ptr<Uploads::Entry> Uploads::entryOf(const std::string& id, DeviceId device)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_entries.find(id);
    if (it == m_entries.end() || it->second->device != device)
        return nullptr;
    return it->second;
}

std::optional<Uploads::State> Uploads::find(const std::string& id, DeviceId device)
{
    const auto entry = entryOf(id, device);
    if (!entry)
        return {};
    const std::lock_guard lock(entry->mutex);
    if (entry->expiresMs <= m_clock.nowMs())
        return {};
    entry->cutOff();
    return entry->state();
}

Result<std::shared_ptr<Uploads::Writer>> Uploads::write(const std::string& id, DeviceId device,
                                                        std::uint64_t offset,
                                                        std::optional<UploadChecksum> checksum)
{
    const auto entry = entryOf(id, device);
    if (!entry)
        return failure("not_found");
    const std::lock_guard lock(entry->mutex);
    if (entry->expiresMs <= m_clock.nowMs())
        return failure("not_found");
    entry->cutOff();
    if (entry->offset != offset)
        return failure("upload_conflict");
    if (entry->offset < entry->length) {
        entry->handle = FileHandle(::open(entry->file.c_str(), O_WRONLY | O_CLOEXEC));
        if (!entry->handle)
            throwStorage(entry->file.string(), errno);
        if (::lseek(entry->handle.get(), off_t(offset), SEEK_SET) < 0)
            throwStorage(entry->file.string(), errno);
    }
    if (checksum)
        entry->unverified = offset;
    return std::make_shared<Writer>(entry, entry->turn, std::move(checksum));
}

void Uploads::finish(const std::string& id, const std::string& receipt)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    Entry& entry = *it->second;
    const std::lock_guard own(entry.mutex);
    entry.cutOff();
    entry.receipt = receipt;
    entry.offset = entry.length;
    entry.expiresMs = m_clock.nowMs() + m_limits.rememberedMs;
    save(entry);
    ::unlink(entry.file.c_str());
}

Uploads::Entries::iterator Uploads::dropLocked(Entries::iterator it)
{
    {
        const std::lock_guard lock(it->second->mutex);
        it->second->unverified.reset();
        it->second->cutOff();
        it->second->expiresMs = 0;
    }
    // What tells of it goes first: bytes that nothing tells of go at the next start.
    ::unlink(infoOf(it->first).c_str());
    ::unlink(it->second->file.c_str());
    return m_entries.erase(it);
}

bool Uploads::drop(const std::string& id, DeviceId device)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_entries.find(id);
    if (it == m_entries.end() || it->second->device != device)
        return false;
    dropLocked(it);
    return true;
}

std::size_t Uploads::sweep()
{
    const std::uint64_t now = m_clock.nowMs();
    std::size_t dropped = 0;
    const std::lock_guard lock(m_mutex);
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        bool expired = false;
        {
            const std::lock_guard own(it->second->mutex);
            expired = it->second->expiresMs <= now;
        }
        if (expired) {
            it = dropLocked(it);
            ++dropped;
        } else {
            ++it;
        }
    }
    return dropped;
}

Uploads::Writer::Writer(std::shared_ptr<Entry> entry, std::uint64_t turn,
                        std::optional<UploadChecksum> checksum)
    : m_entry(std::move(entry)), m_turn(turn), m_checksum(std::move(checksum))
{
    if (m_checksum)
        m_digest = std::make_unique<Digest>(m_checksum->kind);
}

Uploads::Writer::~Writer() = default;

Result<void> Uploads::Writer::add(std::string_view bytes)
{
    const std::lock_guard lock(m_entry->mutex);
    if (m_entry->turn != m_turn || bytes.size() > m_entry->length - m_entry->offset)
        return failure("upload_conflict");
    if (m_digest)
        m_digest->add(bytes);
    while (!bytes.empty()) {
        const ssize_t n = ::write(m_entry->handle.get(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            throwStorage("an upload", errno);
        m_entry->offset += std::uint64_t(n);
        bytes.remove_prefix(std::size_t(n));
    }
    return {};
}

Result<Uploads::State> Uploads::Writer::end()
{
    const std::lock_guard lock(m_entry->mutex);
    if (m_entry->turn != m_turn)
        return failure("upload_conflict");
    const bool wrong = m_digest && m_digest->take() != m_checksum->hash;
    if (!wrong)
        m_entry->unverified.reset();
    if (!wrong && m_entry->handle)
        syncFile(m_entry->handle);
    m_entry->cutOff();
    if (wrong)
        return failure("upload_checksum");
    return m_entry->state();
}

void Uploads::Writer::cut()
{
    const std::lock_guard lock(m_entry->mutex);
    if (m_entry->turn == m_turn)
        m_entry->cutOff();
}

} // namespace qoloner
