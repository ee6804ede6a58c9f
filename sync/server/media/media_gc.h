// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/hlc.h"
#include "sync/server/media/blob_references.h"
#include "sync/server/media/blob_store.h"
#include <filesystem>

namespace qoloner {

/// Takes away the photos that nothing in the city names any more, once nothing has for a while.
///
/// Since when each is unnamed stands in a file of marks. A photo goes only inside a transaction
/// that keeps every writer of the city out, after a last look: a row that names it is there
/// before, and then it stays, or comes later, after a device has sent it anew.
class MediaGc {
public:
    struct Settings {
        std::filesystem::path marks;
        std::uint64_t graceMs = 40ull * 24 * 3600'000; ///< longer than any mutation may be held
        std::size_t batch = 20; ///< photos that go while writers wait; others come in between
    };
    struct Counts {
        std::size_t photos = 0;  ///< seen, with what was made of them counted as one
        std::size_t unnamed = 0; ///< of these
        std::size_t removed = 0; ///< of these; or those that would be
        std::uint64_t bytes = 0; ///< of the removed, with what was made of them
    };
    /// Runs `work` while no other writer of the city does.
    using Alone = std::function<void(const std::function<void(CityStore&)>& work)>;

    MediaGc(BlobStore& blobs, BlobReferences& references, const Clock& clock, Settings settings);

    /// One pass; `reader` reads the city. Dry: nothing is removed or marked. Ends early when `goOn` says so.
    Counts collect(
        CityStore& reader, const Alone& alone, bool dry,
        const std::function<bool()>& goOn = [] { return true; });
    /// Removes these at once, with what was made of them, whoever names them; how many were here.
    std::size_t erase(const std::vector<std::string>& photos);

private:
    struct Photo {
        std::uint64_t bytes = 0, storedMs = 0;
    };
    using Marks = std::map<std::string, std::uint64_t>; ///< sha256 -> unnamed since, UTC ms

    std::map<std::string, Photo> listed(const std::function<bool()>& goOn);
    Marks load() const;
    void save(const Marks& marks) const;
    bool removeAll(const std::string& sha256);

    BlobStore& m_blobs;
    BlobReferences& m_references;
    const Clock& m_clock;
    Settings m_settings;
};

} // namespace qoloner
