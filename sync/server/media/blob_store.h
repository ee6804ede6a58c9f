// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/media/thumbnail_sides.h"
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// What a blob is kept under: the SHA-256 of its bytes, or, for a picture made of a photo,
/// that photo's and the picture's longer side.
struct BlobName {
    std::string sha256; ///< 64 lower-case hex digits
    int side = 0;       ///< one of thumbnailSides; 0: the photo itself

    /// "<sha256>" or "<sha256>.320".
    std::string text() const;
    static std::optional<BlobName> parse(std::string_view text);
    auto operator<=>(const BlobName&) const = default;
};

/// Whether `text` is a SHA-256 as we write it.
bool isSha256(std::string_view text);

/// Bytes that need not be in memory.
class BlobBytes {
public:
    virtual ~BlobBytes() = default;
    virtual std::uint64_t size() const = 0;
    /// Those at `at`, at most `most`; fewer only at the end. Throws StorageError.
    virtual std::string read(std::uint64_t at, std::size_t most) = 0;
};

/// Bytes in memory, for what is small.
class MemoryBytes final : public BlobBytes {
public:
    explicit MemoryBytes(std::string bytes) : m_bytes(std::move(bytes)) {}
    std::uint64_t size() const override { return m_bytes.size(); }
    std::string read(std::uint64_t at, std::size_t most) override
    {
        return at < m_bytes.size() ? m_bytes.substr(at, most) : std::string();
    }

private:
    std::string m_bytes;
};

/// An open file.
std::unique_ptr<BlobBytes> openFileBytes(const std::string& path);

struct BlobInfo {
    BlobName name;
    std::uint64_t bytes = 0;
    std::uint64_t storedMs = 0; ///< when it was put last, UTC milliseconds
};

/// Where photos lie. From any thread. Everything throws StorageError when the place can't be
/// reached or fails, StorageFull when it has no room.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// Keeps `bytes`, which the caller has checked; durable on return. What is there already is
    /// replaced and counts as new. Whoever dies midway leaves nothing of it behind under `name`.
    virtual void put(const BlobName& name, BlobBytes& bytes) = 0;
    /// Nothing when it is not here.
    virtual std::unique_ptr<BlobBytes> open(const BlobName& name) = 0;
    /// As `list` would tell it; nothing when it is not here.
    virtual std::optional<BlobInfo> find(const BlobName& name) = 0;
    /// Durable on return. Whether it was here.
    virtual bool remove(const BlobName& name) = 0;
    /// All that are here, by name, until `use` answers false. What comes or goes meanwhile may be missed.
    virtual void list(const std::function<bool(const BlobInfo&)>& use) = 0;
};

} // namespace qoloner
