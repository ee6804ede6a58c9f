// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"

#include <cstdint>

namespace qoloner {

/// How coarse a home workshop is shown: cell sides in metres.
inline constexpr double kCityBlurMetres = 500;
inline constexpr double kRuralBlurMetres = 2000;

/// A place as the public may know it: only which cell of a fixed grid it is in.
struct BlurredPoint {
    GeoPoint centre;       ///< of the cell, rounded to 1e-6 degree
    std::int64_t row = 0;  ///< counted from the south pole
    std::int64_t col = 0;  ///< counted from 180 degrees west
    double cellMetres = 0; ///< the side that was asked for
};

/// The centre of the grid cell of about `cellMetres` x `cellMetres` that holds
/// the point. The grid is fixed on the Earth and nothing in it is random, so
/// every point of a cell gives the same answer however often one asks:
/// averaging many answers reveals nothing. Blurring a centre returns it.
/// Cells are never smaller than asked for.
///
/// Throws std::invalid_argument for an invalid point or a side outside
/// 10..100,000 metres: a wrong argument must never let an exact place through.
BlurredPoint blurToGrid(double lat, double lon, double cellMetres);

} // namespace qoloner
