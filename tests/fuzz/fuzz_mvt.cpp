// SPDX-License-Identifier: Apache-2.0
#include "core/map/mvt.h"
#include "core/map/tessellate.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A tile from anywhere: decoded and every polygon and line cut into triangles.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace qoloner;
    MvtLimits limits;
    limits.points = 20'000; // keeps each input short
    const MvtTile tile = decodeMvt({reinterpret_cast<const char*>(data), size}, limits);
    for (const MvtLayer& layer : tile.layers)
        for (const MvtFeature& feature : layer.features) {
            std::vector<std::span<const TilePoint>> rings;
            for (const MvtPart& part : layer.partsOf(feature))
                rings.push_back(layer.pointsOf(part));
            if (feature.type == MvtGeometry::Polygon && !rings.empty()) {
                FillMesh mesh;
                tessellatePolygon(rings, mesh);
            }
            LineMesh lines;
            for (const auto& ring : rings)
                tessellateLine(ring, feature.type == MvtGeometry::Polygon, LineEnd::Round, lines);
        }
    return 0;
}
