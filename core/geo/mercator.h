// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>

namespace qoloner {

/// A point on the web-mercator square: x grows east, y grows south, both in
/// 0..1 for the whole world. Doubles keep it exact to well under a millimetre.
struct WorldPoint {
    double x = 0;
    double y = 0;

    friend bool operator==(const WorldPoint&, const WorldPoint&) = default;
};

/// An axis-parallel part of the world square; `min` is the north-west corner.
struct WorldRect {
    WorldPoint min;
    WorldPoint max;

    double width() const { return max.x - min.x; }
    double height() const { return max.y - min.y; }
    bool contains(WorldPoint p) const { return p.x >= min.x && p.x <= max.x && p.y >= min.y && p.y <= max.y; }
    bool intersects(const WorldRect& o) const
    {
        return min.x <= o.max.x && o.min.x <= max.x && min.y <= o.max.y && o.min.y <= max.y;
    }
};

/// A tile of the usual XYZ scheme: y counts from the north.
struct TileId {
    int z = 0;
    int x = 0;
    int y = 0;

    friend bool operator==(const TileId&, const TileId&) = default;
    friend auto operator<=>(const TileId&, const TileId&) = default;
};

constexpr double kMaxMercatorLatitude = 85.05112877980659;
/// Deepest tile level that the arithmetic here supports.
constexpr int kMaxTileZoom = 24;
/// Logical pixels along one side of a tile; zoom counts in these, so the
/// world is `kTilePixels * 2^zoom` pixels wide.
constexpr double kTilePixels = 512;

/// Latitudes beyond the mercator limit are clamped to it.
WorldPoint worldFromDegrees(double latitude, double longitude);
double latitudeOf(WorldPoint p);
double longitudeOf(WorldPoint p);

/// Pixels of the whole world at `zoom` (fractional).
double worldPixels(double zoom);
/// Ground metres that one pixel covers at this latitude and zoom.
double metresPerPixel(double latitude, double zoom);

TileId tileAt(WorldPoint p, int z);
WorldRect tileRect(TileId t);
/// The ancestor of `t` at level z (z <= t.z).
TileId ancestor(TileId t, int z);
/// True when the numbers name a tile that exists.
bool isValid(TileId t);

/// Calls `visit` for the tiles of level z that `rect` touches, row by row;
/// stops after `limit` tiles.
void forEachTile(const WorldRect& rect, int z, int limit, const std::function<void(TileId)>& visit);

} // namespace qoloner

template <> struct std::hash<qoloner::TileId> {
    std::size_t operator()(const qoloner::TileId& t) const noexcept
    {
        std::uint64_t h = std::uint64_t(t.z) << 58 ^ std::uint64_t(std::uint32_t(t.x)) << 29 ^
                          std::uint64_t(std::uint32_t(t.y));
        h *= 0x9E3779B97F4A7C15ull;
        return std::size_t(h ^ h >> 32);
    }
};
