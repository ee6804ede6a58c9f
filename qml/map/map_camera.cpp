// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_camera.h"
#include <algorithm>
#include <cmath>

namespace qoloner {

WorldPoint MapCamera::limited(WorldPoint p) const
{
    // Where the area is larger than the window, its edge stops at the window's.
    const double pixels = worldPixels(m_zoom);
    const auto axis = [](double v, double low, double high, double half) {
        const double a = low + half, b = high - half;
        if (a <= b)
            return std::clamp(v, a, b);
        return std::clamp(v, low, high);
    };
    return {axis(p.x, m_bounds.min.x, m_bounds.max.x, m_size.width() / 2 / pixels),
            axis(p.y, m_bounds.min.y, m_bounds.max.y, m_size.height() / 2 / pixels)};
}

bool MapCamera::setCentre(WorldPoint centre)
{
    if (!std::isfinite(centre.x) || !std::isfinite(centre.y))
        return false;
    const WorldPoint c = limited(centre);
    if (c == m_centre)
        return false;
    m_centre = c;
    return true;
}

bool MapCamera::setZoom(double zoom)
{
    if (!std::isfinite(zoom))
        return false;
    const double z = std::clamp(zoom, m_minZoom, m_maxZoom);
    if (z == m_zoom)
        return false;
    m_zoom = z;
    m_centre = limited(m_centre);
    return true;
}

bool MapCamera::setSize(QSizeF size)
{
    size = size.expandedTo(QSizeF(1, 1));
    if (size == m_size)
        return false;
    m_size = size;
    m_centre = limited(m_centre);
    return true;
}

void MapCamera::setZoomRange(double min, double max)
{
    m_minZoom = min;
    m_maxZoom = std::max(min, max);
    setZoom(m_zoom);
}

void MapCamera::setBounds(const WorldRect& bounds)
{
    m_bounds = bounds;
    m_centre = limited(m_centre);
}

QPointF MapCamera::toScreen(WorldPoint p) const
{
    const double k = worldPixels(m_zoom);
    return {(p.x - m_centre.x) * k + m_size.width() / 2, (p.y - m_centre.y) * k + m_size.height() / 2};
}

WorldPoint MapCamera::toWorld(QPointF p) const
{
    const double k = worldPixels(m_zoom);
    return {m_centre.x + (p.x() - m_size.width() / 2) / k, m_centre.y + (p.y() - m_size.height() / 2) / k};
}

bool MapCamera::pan(QPointF pixels)
{
    const double k = worldPixels(m_zoom);
    return setCentre({m_centre.x - pixels.x() / k, m_centre.y - pixels.y() / k});
}

bool MapCamera::zoomAround(QPointF anchor, double zoom)
{
    const WorldPoint fixed = toWorld(anchor);
    if (!setZoom(zoom))
        return false;
    const WorldPoint now = toWorld(anchor);
    setCentre({m_centre.x + fixed.x - now.x, m_centre.y + fixed.y - now.y});
    return true;
}

WorldRect MapCamera::visibleRect(double margin) const
{
    return {toWorld({-margin, -margin}), toWorld({m_size.width() + margin, m_size.height() + margin})};
}

double MapCamera::zoomToFit(const WorldRect& area, double padding) const
{
    const double w = std::max(1.0, m_size.width() - 2 * padding),
                 h = std::max(1.0, m_size.height() - 2 * padding);
    const double scale = std::min(w / std::max(area.width(), 1e-9), h / std::max(area.height(), 1e-9));
    return std::log2(scale / kTilePixels);
}

} // namespace qoloner
