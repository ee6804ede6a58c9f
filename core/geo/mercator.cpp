// SPDX-License-Identifier: Apache-2.0
#include "core/geo/mercator.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace qoloner {
namespace {

constexpr double kEarthCircumference = 40075016.68557849; // metres, WGS 84 equator

} // namespace

WorldPoint worldFromDegrees(double latitude, double longitude)
{
    const double lat = std::clamp(latitude, -kMaxMercatorLatitude, kMaxMercatorLatitude);
    const double s = std::sin(lat * std::numbers::pi / 180);
    return {longitude / 360 + 0.5, 0.5 - std::log((1 + s) / (1 - s)) / (4 * std::numbers::pi)};
}

double latitudeOf(WorldPoint p)
{
    return std::atan(std::sinh(std::numbers::pi * (1 - 2 * p.y))) * 180 / std::numbers::pi;
}

double longitudeOf(WorldPoint p)
{
    return (p.x - 0.5) * 360;
}

double worldPixels(double zoom)
{
    return kTilePixels * std::exp2(zoom);
}

double metresPerPixel(double latitude, double zoom)
{
    return kEarthCircumference * std::cos(latitude * std::numbers::pi / 180) / worldPixels(zoom);
}

TileId tileAt(WorldPoint p, int z)
{
    const double n = std::ldexp(1.0, z);
    const auto index = [n](double v) { return int(std::clamp(std::floor(v * n), 0.0, n - 1)); };
    return {z, index(p.x), index(p.y)};
}

WorldRect tileRect(TileId t)
{
    const double side = std::ldexp(1.0, -t.z);
    return {{t.x * side, t.y * side}, {(t.x + 1) * side, (t.y + 1) * side}};
}

TileId ancestor(TileId t, int z)
{
    const int d = std::max(0, t.z - z);
    return {t.z - d, t.x >> d, t.y >> d};
}

bool isValid(TileId t)
{
    if (t.z < 0 || t.z > kMaxTileZoom)
        return false;
    const int n = 1 << t.z;
    return t.x >= 0 && t.y >= 0 && t.x < n && t.y < n;
}

void forEachTile(const WorldRect& rect, int z, int limit, const std::function<void(TileId)>& visit)
{
    const TileId a = tileAt(rect.min, z);
    const TileId b = tileAt(rect.max, z);
    int left = limit;
    for (int y = a.y; y <= b.y; ++y)
        for (int x = a.x; x <= b.x; ++x) {
            if (left-- <= 0)
                return;
            visit({z, x, y});
        }
}

} // namespace qoloner
