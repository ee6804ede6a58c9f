// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"

#include <cstddef>
#include <vector>

namespace qoloner {

/// Where a point lies beside a line.
struct Projection {
    GeoPoint point;          ///< nearest point on the line
    double alongMetres = 0;  ///< from the start of the line to `point`
    double offsetMetres = 0; ///< from the line to the projected position
    std::size_t segment = 0; ///< index of the vertex before `point`
};

/// A line of at least one vertex with the metres along it worked out once.
///
/// Meant for lines of a few kilometres (walks): inside a segment the Earth is
/// taken as flat, which errs by less than a metre in 10 km.
class Polyline {
public:
    Polyline() = default;
    /// Throws std::invalid_argument if a vertex is not a point on the Earth.
    explicit Polyline(std::vector<GeoPoint> vertices);

    bool empty() const { return m_vertices.empty(); }
    const std::vector<GeoPoint>& vertices() const { return m_vertices; }
    double lengthMetres() const { return m_along.empty() ? 0 : m_along.back(); }
    /// Metres from the start to vertex `i`.
    double alongVertexMetres(std::size_t i) const { return m_along.at(i); }

    /// The nearest point of the line; with several equally near, the first.
    /// Undefined for an empty line.
    Projection project(GeoPoint p) const;
    /// The same, looking only at the part from `fromMetres` to `toMetres` along.
    Projection project(GeoPoint p, double fromMetres, double toMetres) const;
    /// The point `alongMetres` from the start, held to the line's two ends.
    GeoPoint at(double alongMetres) const;

private:
    std::vector<GeoPoint> m_vertices;
    std::vector<double> m_along;
};

} // namespace qoloner
