// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_anchor.h"

namespace qoloner {

MapAnchor::~MapAnchor()
{
    if (m_map)
        m_map->removeAnchor(this);
}

void MapAnchor::setMap(MapView* map)
{
    if (map == m_map)
        return;
    if (m_map)
        m_map->removeAnchor(this);
    m_map = map;
    if (m_map)
        m_map->addAnchor(this);
    follow();
    emit mapChanged();
}

void MapAnchor::setLatitude(double latitude)
{
    if (latitude == m_latitude)
        return;
    m_latitude = latitude;
    follow();
    emit placeChanged();
}

void MapAnchor::setLongitude(double longitude)
{
    if (longitude == m_longitude)
        return;
    m_longitude = longitude;
    follow();
    emit placeChanged();
}

void MapAnchor::setClickable(bool clickable)
{
    if (clickable == m_clickable)
        return;
    m_clickable = clickable;
    if (m_map)
        m_map->anchorChanged();
    emit clickableChanged();
}

QRectF MapAnchor::shownRect() const
{
    QRectF all; // childrenRect() counts hidden children too
    for (const QQuickItem* child : childItems())
        if (child->isVisible())
            all |= child->mapRectToItem(this, QRectF(0, 0, child->width(), child->height()));
    return all;
}

void MapAnchor::follow()
{
    if (m_map)
        setPosition(m_map->project(m_latitude, m_longitude));
}

} // namespace qoloner
