// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "core/domain/keys.h"
#include "core/domain/result.h"
#include "sync/server/media/file_handle.h"
#include "sync/server/media/media_text.h"
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace qoloner {

/// Photos on their way in, as files that grow: what arrived stays through a cut line and a
/// killed server. From any thread.
class Uploads {
public:
    struct Limits {
        std::uint64_t fileBytes = 32ull << 20;
        std::size_t unfinished = 16;                   ///< of a device, at a time
        std::uint64_t unfinishedBytes = 128ull << 20;  ///< of a device, as announced
        std::uint64_t allBytes = 4ull << 30;           ///< of all devices, as announced
        std::size_t perHour = 1000;                    ///< begun by a device
        std::uint64_t bytesPerHour = 1ull << 30;       ///< of those, as announced
        std::uint64_t lifeMs = 7ull * 24 * 3600'000;   ///< from its creation, then it is dropped
        std::uint64_t rememberedMs = 24ull * 3600'000; ///< a finished one, for who lost the answer
    };

    /// One upload as it stands.
    struct State {
        std::string id;
        DeviceId device = 0;
        std::uint64_t length = 0;
        std::uint64_t offset = 0; ///< so many bytes are here
        std::string sha256;       ///< announced, 64 hex digits
        std::uint64_t expiresMs = 0;
        std::string receipt; ///< encoded; empty until it is finished
        bool complete() const { return offset == length; }
    };

    /// In the first folder `folder`/uploads-N that no other server has, with what an earlier one left there.
    Uploads(std::filesystem::path folder, const Clock& clock, Limits limits);
    ~Uploads();

    /// Fails with "upload_too_large" or "upload_limit" (args: seconds to wait).
    Result<State> create(DeviceId device, std::uint64_t length, const std::string& sha256);
    /// Nothing for one that is not there, not `device`'s, or expired. Whoever still writes to it is
    /// cut off, so that the offset holds.
    std::optional<State> find(const std::string& id, DeviceId device);

    /// The bytes of one request on their way to an upload.
    class Writer;
    /// Cuts off whoever still writes. Fails with "not_found", or with "upload_conflict" when `offset` is
    /// not where it stands.
    Result<std::shared_ptr<Writer>> write(const std::string& id, DeviceId device, std::uint64_t offset,
                                          std::optional<UploadChecksum> checksum);

    /// The file of a complete one, for whoever looks at it; nobody writes to it any more.
    std::filesystem::path fileOf(const std::string& id) const;
    /// Its receipt takes the place of its bytes.
    void finish(const std::string& id, const std::string& receipt);
    /// Whether it was there.
    bool drop(const std::string& id, DeviceId device);
    /// Drops what has expired; how many.
    std::size_t sweep();

    const Limits& limits() const { return m_limits; }

private:
    struct Entry;
    struct Window {
        std::uint64_t sinceMs = 0, bytes = 0;
        std::size_t count = 0;
    };
    using Entries = std::map<std::string, std::shared_ptr<Entry>>;

    static FileHandle takeFolder(std::filesystem::path& folder);
    void load();
    std::shared_ptr<Entry> entryOf(const std::string& id, DeviceId device);
    std::filesystem::path infoOf(const std::string& id) const;
    void save(const Entry& entry) const;
    Entries::iterator dropLocked(Entries::iterator it);
    std::optional<Error> refusalLocked(DeviceId device, std::uint64_t length, std::uint64_t now);

    std::filesystem::path m_folder;
    FileHandle m_lock; ///< the folder is ours while this is open
    const Clock& m_clock;
    const Limits m_limits;
    std::mutex m_mutex;
    Entries m_entries;                    // guarded by m_mutex
    std::map<DeviceId, Window> m_windows; // guarded by m_mutex
};

class Uploads::Writer {
public:
    /// The next bytes. Fails with "upload_conflict" (cut off by another, or more than was announced);
    /// throws StorageError, and then what came before stays.
    Result<void> add(std::string_view bytes);
    /// All of the request has come: it is on the disk, and checked against the checksum.
    /// Fails with "upload_checksum": then nothing of it stays; or "upload_conflict".
    Result<State> end();
    /// The line was cut: what arrived stays, unless a checksum was to tell whether it is right.
    void cut();

    Writer(std::shared_ptr<Entry> entry, std::uint64_t turn, std::optional<UploadChecksum> checksum);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

private:
    std::shared_ptr<Entry> m_entry;
    std::uint64_t m_turn;
    std::optional<UploadChecksum> m_checksum;
    std::unique_ptr<Digest> m_digest;
};

} // namespace qoloner
