// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/blob_store.h"
#include <filesystem>

namespace qoloner {

/// Blobs as files: FOLDER/ab/cd/<name>, so that no folder ever holds more than some
/// thousand. Several servers may share it.
class DirectoryBlobs final : public BlobStore {
public:
    /// Makes `folder` where it is missing. Takes at most `maxBytes` altogether, counted when
    /// this is made and from then on by what it does itself; beyond that StorageFull.
    DirectoryBlobs(std::filesystem::path folder, std::uint64_t maxBytes);
    ~DirectoryBlobs() override;

    void put(const BlobName& name, BlobBytes& bytes) override;
    std::unique_ptr<BlobBytes> open(const BlobName& name) override;
    std::optional<BlobInfo> find(const BlobName& name) override;
    bool remove(const BlobName& name) override;
    /// Takes away what whoever died midway left over, once it is a day old.
    void list(const std::function<bool(const BlobInfo&)>& use) override;

private:
    struct Counted;
    std::filesystem::path fileOf(const BlobName& name) const;

    std::filesystem::path m_folder;
    std::unique_ptr<Counted> m_counted;
};

} // namespace qoloner
