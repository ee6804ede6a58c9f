// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/mercator.h"
#include <QPointF>
#include <QSizeF>

namespace qoloner {

/// What the map looks at: a centre, a fractional zoom and a size in logical
/// pixels. All of its arithmetic is in doubles, relative to the centre, so
/// nothing trembles at deep zooms.
class MapCamera {
public:
    WorldPoint centre() const { return m_centre; }
    double zoom() const { return m_zoom; }
    QSizeF size() const { return m_size; }
    double minZoom() const { return m_minZoom; }
    double maxZoom() const { return m_maxZoom; }

    /// Each setter keeps the limits, and returns true when something changed.
    bool setCentre(WorldPoint centre);
    bool setZoom(double zoom);
    bool setSize(QSizeF size);
    void setZoomRange(double min, double max);
    /// The centre never leaves this part of the world.
    void setBounds(const WorldRect& bounds);

    QPointF toScreen(WorldPoint p) const;
    WorldPoint toWorld(QPointF p) const;
    /// Moves the map under the finger by `pixels`.
    bool pan(QPointF pixels);
    /// Zooms so that what is under `anchor` stays there.
    bool zoomAround(QPointF anchor, double zoom);
    /// The part of the world in sight, grown by `margin` pixels on each side.
    WorldRect visibleRect(double margin = 0) const;
    /// The largest zoom at which `area` fits with this padding.
    double zoomToFit(const WorldRect& area, double padding) const;

private:
    WorldPoint limited(WorldPoint p) const;

    WorldPoint m_centre{0.5, 0.5};
    double m_zoom = 14;
    QSizeF m_size{1, 1};
    double m_minZoom = 0;
    double m_maxZoom = 19;
    WorldRect m_bounds{{0, 0}, {1, 1}};
};

} // namespace qoloner
