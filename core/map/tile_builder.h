// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/mercator.h"
#include "core/map/label.h"
#include "core/map/style.h"
#include "core/map/tessellate.h"
#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace qoloner {

/// Attribute of a line that says which of its ends are flat though the style
/// rounds them: the sum of lineCutStart and lineCutEnd.
inline constexpr const char* lineCutKey = "cut";
inline constexpr int lineCutStart = 1, lineCutEnd = 2;

/// A name to be placed: at a point, or along a line.
struct TileLabel {
    int bucket = 0;
    int rank = 0; ///< smaller matters more
    LabelNames names;
    std::vector<FloatPoint> path; ///< tile units; one point for a point label
};

/// One tile made ready to draw: meshes per style bucket, and its labels.
/// Coordinates are tile units, `kUnits` to a side.
struct TileMesh {
    static constexpr double kUnits = 4096;

    struct Bucket {
        FillMesh fill;
        LineMesh line; ///< lines; for fills, the outline that smooths the edge
    };
    TileId id;
    std::vector<Bucket> buckets; ///< as in the style
    std::vector<TileLabel> labels;
    std::string error; ///< not empty: the tile was refused, and holds nothing

    std::size_t bytes() const;
};

/// Decodes and tessellates a tile for a style. Runs on a worker; when
/// `cancelled` turns true it stops early and returns null.
std::shared_ptr<const TileMesh> buildTile(TileId id, std::string_view mvt, const Style& style,
                                          const std::atomic<bool>* cancelled = nullptr);

} // namespace qoloner
