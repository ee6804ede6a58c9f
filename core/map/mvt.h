// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace qoloner {

struct TilePoint {
    std::int32_t x = 0;
    std::int32_t y = 0;

    friend bool operator==(const TilePoint&, const TilePoint&) = default;
};

using MvtValue = std::variant<bool, std::int64_t, std::uint64_t, double, std::string>;

enum class MvtGeometry : std::uint8_t { Unknown = 0, Point = 1, Line = 2, Polygon = 3 };

/// A run of points in the layer: one line, one ring, or one multi-point.
struct MvtPart {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

struct MvtFeature {
    std::uint64_t id = 0; ///< 0: none
    MvtGeometry type = MvtGeometry::Unknown;
    std::uint32_t firstPart = 0, partCount = 0;
    std::uint32_t firstTag = 0, tagCount = 0; ///< tags are (key, value) pairs
};

/// One layer of a tile; features point into the layer's own flat arrays.
struct MvtLayer {
    struct Tag {
        std::uint32_t key = 0;
        std::uint32_t value = 0;
    };
    std::string name;
    std::uint32_t extent = 4096;
    std::vector<std::string> keys;
    std::vector<MvtValue> values;
    std::vector<MvtFeature> features;
    std::vector<MvtPart> parts;
    std::vector<TilePoint> points;
    std::vector<Tag> tags;

    std::span<const TilePoint> pointsOf(const MvtPart& p) const { return {points.data() + p.first, p.count}; }
    std::span<const MvtPart> partsOf(const MvtFeature& f) const
    {
        return {parts.data() + f.firstPart, f.partCount};
    }
    /// Null when the feature has no such attribute.
    const MvtValue* find(const MvtFeature& f, std::string_view key) const;
    /// Empty when absent or not text.
    std::string_view text(const MvtFeature& f, std::string_view key) const;
};

/// Bounds on what one tile may hold; beyond them it is refused.
struct MvtLimits {
    std::size_t layers = 64;
    std::size_t features = 100'000; ///< over all layers
    std::size_t points = 1'000'000; ///< over all layers
    std::size_t keys = 4'096;       ///< per layer
    std::size_t values = 100'000;   ///< per layer
    std::size_t tags = 1'000'000;   ///< over all layers
    std::size_t textBytes = 16'384; ///< per text value or key
    std::int32_t coordinate = 1 << 20;
};

struct MvtTile {
    std::vector<MvtLayer> layers;
    std::string error; ///< empty: decoded; else why not, and `layers` is empty

    bool ok() const { return error.empty(); }
    const MvtLayer* layer(std::string_view name) const;
};

/// Decodes a Mapbox Vector Tile (version 1 or 2). Polygon rings keep the sign
/// of their area; degenerate rings and lines are left out. Never throws on bad
/// input: the error is in the result.
MvtTile decodeMvt(std::string_view bytes, const MvtLimits& limits = {});

/// Twice the signed area of a ring, y growing down: positive is clockwise on
/// screen, which is what an outer ring has.
std::int64_t doubledArea(std::span<const TilePoint> ring);

} // namespace qoloner
