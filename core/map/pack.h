// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/mercator.h"
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace qoloner {

class Database;

/// What a pack says about itself. Degrees; zooms are tile levels.
struct PackInfo {
    std::string name;
    std::string description;
    std::string attribution;
    std::map<std::string, std::string> attributions; ///< by language; metadata "attribution:kk" and so on
    std::string licence;
    double west = 0, south = 0, east = 0, north = 0;
    double centreLatitude = 0, centreLongitude = 0;
    int minZoom = 0;
    int maxZoom = 0;

    WorldRect bounds() const;
    /// Who made the map, in `language` where the pack says it so.
    const std::string& attributionIn(const std::string& language) const;
};

struct PackError {
    enum Kind {
        None,
        NotFound,     ///< no such file, or it may not be read
        NotADatabase, ///< the bytes are not an SQLite file
        NotAPack,     ///< a database, but not a map pack of vector tiles
        Damaged,      ///< truncated or corrupt, or numbers that cannot be
        TooLarge,     ///< a tile larger than any honest one
    };
    Kind kind = None;
    std::string detail; ///< for logs, English
};

/// A map pack: an MBTiles file of Mapbox vector tiles, opened read-only.
///
/// The file comes from outside: everything read from it is checked and
/// bounded. Reading tiles is safe from several threads at once.
class Pack {
public:
    static constexpr std::size_t kMaxStoredTile = 2u << 20;
    static constexpr std::size_t kMaxInflatedTile = 8u << 20;

    /// Null when the file is refused; then `error` says why.
    static std::unique_ptr<Pack> open(const std::string& path, PackError& error);
    ~Pack();

    const PackInfo& info() const { return m_info; }

    enum class TileStatus { Found, Absent, Damaged, TooLarge };
    /// The inflated bytes of a tile into `out`. Absent also outside the zooms.
    TileStatus tile(TileId id, std::string& out) const;

private:
    Pack(std::unique_ptr<Database> db, PackInfo info);

    mutable std::mutex m_mutex; // one connection, lent to one thread at a time
    std::unique_ptr<Database> m_db;
    PackInfo m_info;
};

} // namespace qoloner
