// SPDX-License-Identifier: Apache-2.0
#include "core/geo/distance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace qoloner {
namespace {

constexpr double toRadians(double degrees)
{
    return degrees * (std::numbers::pi / 180.0);
}

constexpr double toDegrees(double radians)
{
    return radians * (180.0 / std::numbers::pi);
}

} // namespace

bool isValid(GeoPoint p)
{
    // Written so that a NaN fails every comparison.
    return p.lat >= -90.0 && p.lat <= 90.0 && p.lon >= -180.0 && p.lon <= 180.0;
}

double distanceMetres(GeoPoint a, GeoPoint b)
{
    const double sinLat = std::sin(toRadians(b.lat - a.lat) / 2);
    const double sinLon = std::sin(toRadians(b.lon - a.lon) / 2);
    const double h =
        sinLat * sinLat + std::cos(toRadians(a.lat)) * std::cos(toRadians(b.lat)) * sinLon * sinLon;
    // Rounding can lift h a hair over 1 for antipodes; NaN must stay NaN.
    return 2 * kEarthRadiusMetres * std::asin(h > 1 ? 1 : std::sqrt(h));
}

double bearingDegrees(GeoPoint a, GeoPoint b)
{
    const double dLon = toRadians(b.lon - a.lon);
    const double latA = toRadians(a.lat);
    const double latB = toRadians(b.lat);
    const double east = std::sin(dLon) * std::cos(latB);
    const double north = std::cos(latA) * std::sin(latB) - std::sin(latA) * std::cos(latB) * std::cos(dLon);
    const double degrees = toDegrees(std::atan2(east, north));
    const double positive = degrees < 0 ? degrees + 360.0 : degrees;
    return positive >= 360.0 ? 0.0 : positive; // -1e-15 + 360 rounds to 360
}

GeoPoint destination(GeoPoint from, double bearing, double metres)
{
    const double angle = metres / kEarthRadiusMetres;
    const double lat = toRadians(from.lat);
    const double course = toRadians(bearing);
    const double sinLat =
        std::sin(lat) * std::cos(angle) + std::cos(lat) * std::sin(angle) * std::cos(course);
    const double lat2 = std::asin(std::clamp(sinLat, -1.0, 1.0));
    const double lon2 = toRadians(from.lon) + std::atan2(std::sin(course) * std::sin(angle) * std::cos(lat),
                                                         std::cos(angle) - std::sin(lat) * std::sin(lat2));
    return {toDegrees(lat2), std::remainder(toDegrees(lon2), 360.0)};
}

bool contains(const GeoBox& box, GeoPoint p)
{
    if (!(p.lat >= box.south && p.lat <= box.north))
        return false;
    return box.west <= box.east ? p.lon >= box.west && p.lon <= box.east
                                : p.lon >= box.west || p.lon <= box.east;
}

} // namespace qoloner
