// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qoloner {

/// Mean radius of the Earth in metres, as used by every distance in the product.
inline constexpr double kEarthRadiusMetres = 6371008.8;

/// A point on the Earth in WGS 84 degrees.
struct GeoPoint {
    double lat = 0; ///< degrees north, -90..90
    double lon = 0; ///< degrees east, -180..180
    bool operator==(const GeoPoint&) const = default;
};

/// A box in degrees. `west > east` means that it crosses the antimeridian.
struct GeoBox {
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0;
};

/// True for finite degrees inside -90..90 and -180..180.
bool isValid(GeoPoint p);

/// Great-circle distance in metres (haversine). NaN in, NaN out.
double distanceMetres(GeoPoint a, GeoPoint b);

/// Initial bearing from `a` to `b` in degrees clockwise from north, 0 <= b < 360;
/// 0 when both are the same point.
double bearingDegrees(GeoPoint a, GeoPoint b);

/// The point `metres` away from `from` on `bearing` (degrees from north).
GeoPoint destination(GeoPoint from, double bearing, double metres);

/// Borders belong to the box.
bool contains(const GeoBox& box, GeoPoint p);

} // namespace qoloner
