// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/pack.h"
#include <filesystem>
#include <memory>
#include <string_view>

namespace qoloner {

/// Writes a map pack (MBTiles 1.3) beside its final name and renames it into
/// place on `finish`, so a reader sees the old pack or the whole new one.
///
/// Throws StorageError or StorageFull when the file cannot be written.
class PackWriter {
public:
    /// `vectorLayers` is the JSON list for the "vector_layers" of the spec.
    PackWriter(std::filesystem::path target, const PackInfo& info, std::string_view vectorLayers);
    PackWriter(const PackWriter&) = delete;
    PackWriter& operator=(const PackWriter&) = delete;
    /// Without `finish` nothing is left behind.
    ~PackWriter();

    /// Gzips and stores one tile. Tiles must not repeat.
    void addTile(TileId id, std::string_view mvt);
    void finish();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_partial;
    std::unique_ptr<Database> m_db;
};

} // namespace qoloner
