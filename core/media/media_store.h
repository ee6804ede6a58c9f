// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/media/photo_intake.h"
#include "core/store/database.h"

#include <mutex>
#include <optional>
#include <string>

namespace qoloner {

/// The photos this device keeps, by the SHA-256 of their bytes, in an
/// encrypted file beside the replica.
///
/// May be called from any thread; a call waits for the one before it.
class MediaStore {
public:
    /// Opens or makes the file. Throws NotADatabase (NewerFile for one of a newer version), StorageFull,
    /// StorageError.
    MediaStore(const std::string& path, const std::string& key);

    /// Durable on return; the same photo twice is kept once. Throws StorageFull.
    void put(const Photo& photo);
    /// The bytes at `sha256` (64 hex digits), nothing when they are not here
    /// or no longer match their address.
    std::optional<std::string> photo(const std::string& sha256);
    std::optional<std::string> thumbnail(const std::string& sha256);
    bool contains(const std::string& sha256);
    void remove(const std::string& sha256);

private:
    std::mutex m_mutex;
    Database m_db; // guarded by m_mutex
};

} // namespace qoloner
