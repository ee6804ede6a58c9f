// SPDX-License-Identifier: Apache-2.0
#include "core/geo/polyline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace qoloner {
namespace {

GeoPoint between(GeoPoint a, GeoPoint b, double t)
{
    return {a.lat + (b.lat - a.lat) * t, a.lon + (b.lon - a.lon) * t};
}

// How far along a..b (0..1) the nearest point to p lies, on a plane touching at a.
double nearestFraction(GeoPoint a, GeoPoint b, GeoPoint p)
{
    const double shrink = std::cos(a.lat * std::numbers::pi / 180.0);
    const double bx = (b.lon - a.lon) * shrink;
    const double by = b.lat - a.lat;
    const double px = (p.lon - a.lon) * shrink;
    const double py = p.lat - a.lat;
    const double square = bx * bx + by * by;
    return square > 0 ? (px * bx + py * by) / square : 0.0;
}

} // namespace

Polyline::Polyline(std::vector<GeoPoint> vertices) : m_vertices(std::move(vertices))
{
    m_along.reserve(m_vertices.size());
    double sum = 0;
    for (std::size_t i = 0; i < m_vertices.size(); ++i) {
        if (!isValid(m_vertices[i]))
            throw std::invalid_argument("Polyline: vertex is not a point on the Earth");
        if (i > 0)
            sum += distanceMetres(m_vertices[i - 1], m_vertices[i]);
        m_along.push_back(sum);
    }
}

Projection Polyline::project(GeoPoint p) const
{
    return project(p, 0, lengthMetres());
}

Projection Polyline::project(GeoPoint p, double fromMetres, double toMetres) const
{
    const double from = std::clamp(fromMetres, 0.0, lengthMetres());
    const double to = std::clamp(toMetres, from, lengthMetres());
    Projection best;
    best.point = at(from);
    best.alongMetres = from;
    best.offsetMetres = distanceMetres(p, best.point);
    for (std::size_t i = 0; i + 1 < m_vertices.size(); ++i) {
        const double length = m_along[i + 1] - m_along[i];
        if (m_along[i + 1] < from || m_along[i] > to || length <= 0)
            continue;
        const double low = std::max(0.0, (from - m_along[i]) / length);
        const double high = std::min(1.0, (to - m_along[i]) / length);
        const double t =
            std::clamp(nearestFraction(m_vertices[i], m_vertices[i + 1], p), low, std::max(low, high));
        const GeoPoint foot = between(m_vertices[i], m_vertices[i + 1], t);
        const double offset = distanceMetres(p, foot);
        if (offset < best.offsetMetres)
            best = {foot, m_along[i] + t * length, offset, i};
    }
    return best;
}

GeoPoint Polyline::at(double alongMetres) const
{
    if (m_vertices.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    const auto next = std::upper_bound(m_along.begin(), m_along.end(), std::max(0.0, alongMetres));
    if (next == m_along.end())
        return m_vertices.back();
    const auto i = static_cast<std::size_t>(next - m_along.begin());
    const double length = m_along[i] - m_along[i - 1];
    return between(m_vertices[i - 1], m_vertices[i], (std::max(0.0, alongMetres) - m_along[i - 1]) / length);
}

} // namespace qoloner
