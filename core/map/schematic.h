// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"
#include "core/map/pack.h"
#include <filesystem>
#include <string>
#include <vector>

namespace qoloner {

struct SchematicNames {
    std::string kk, ru, en;
};

/// A street drawn as one straight line.
struct SchematicStreet {
    std::string id;
    SchematicNames names; ///< all empty: drawn, but not named
    GeoPoint from, to;
    std::string roadClass = "minor"; ///< as in OpenMapTiles: primary .. minor
    /// Part of it that belongs to walkers; nothing when both ends are equal.
    GeoPoint walkFrom, walkTo;
    SchematicNames walkNames;
    bool northSouth = false;
};

/// A park, square, river or the like; `layer` and `kind` are those of the tile.
struct SchematicArea {
    std::string id;
    std::string layer; ///< park, landuse, landcover, water, waterway, transportation, place
    std::string kind;  ///< the class attribute
    SchematicNames names;
    std::vector<GeoPoint> points; ///< ring, line or single point, by layer
};

struct SchematicPoi {
    std::string id;
    std::string kind;
    SchematicNames names;
    GeoPoint at;
};

struct SchematicInput {
    PackInfo info;
    std::vector<SchematicStreet> streets;
    std::vector<SchematicArea> areas;
    std::vector<SchematicPoi> pois;
};

/// Reads streets.csv, places.csv and areas.csv of `folder`. Throws
/// std::runtime_error with file and line when something is wrong in them.
SchematicInput loadSchematic(const std::filesystem::path& folder);

/// Draws the input as vector tiles, zooms 10 to 14, and writes the pack.
/// City blocks are worked out from the street grid. The same input gives the
/// same tiles. Throws what PackWriter throws. Returns the number of tiles.
int buildSchematicPack(const SchematicInput& input, const std::filesystem::path& target);

} // namespace qoloner
