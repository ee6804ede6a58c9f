// SPDX-License-Identifier: Apache-2.0
#include "core/geo/blur.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace qoloner {
namespace {

constexpr double kMetresPerDegree = kEarthRadiusMetres * std::numbers::pi / 180.0;

// Whole cells only, so that none is cut narrow at the pole or the antimeridian.
std::int64_t cellsIn(double degrees, double cellDegrees)
{
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(degrees / cellDegrees)));
}

std::int64_t cellOf(double offset, double cellDegrees, std::int64_t count)
{
    const auto cell = static_cast<std::int64_t>(std::floor(offset / cellDegrees));
    return std::clamp<std::int64_t>(cell, 0, count - 1);
}

double rounded(double degrees)
{
    return std::round(degrees * 1e6) / 1e6;
}

} // namespace

BlurredPoint blurToGrid(double lat, double lon, double cellMetres)
{
    if (!isValid({lat, lon}))
        throw std::invalid_argument("blurToGrid: not a point on the Earth");
    if (!(cellMetres >= 10 && cellMetres <= 100'000))
        throw std::invalid_argument("blurToGrid: cell side out of range");

    const std::int64_t rows = cellsIn(180.0, cellMetres / kMetresPerDegree);
    const double rowDegrees = 180.0 / static_cast<double>(rows);
    const std::int64_t row = cellOf(lat + 90.0, rowDegrees, rows);
    const double south = -90.0 + static_cast<double>(row) * rowDegrees;
    const double centreLat = south + rowDegrees / 2;

    // Meridians draw together: the side nearer the pole is the short one, and
    // it decides, so that no part of the cell is narrower than asked for.
    const double shortSide = std::max(std::abs(south), std::abs(south + rowDegrees));
    const double cosine = std::max(std::cos(shortSide * std::numbers::pi / 180.0), 1e-9);
    const std::int64_t cols = cellsIn(360.0, cellMetres / (kMetresPerDegree * cosine));
    const double colDegrees = 360.0 / static_cast<double>(cols);
    const std::int64_t col = cellOf(lon + 180.0, colDegrees, cols);
    const double centreLon = -180.0 + (static_cast<double>(col) + 0.5) * colDegrees;

    return {{rounded(centreLat), rounded(centreLon)}, row, col, cellMetres};
}

} // namespace qoloner
