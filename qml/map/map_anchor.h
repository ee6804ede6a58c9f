// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "qml/map/map_view.h"
#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace qoloner {

/// Pins its children to a place on the map: (0, 0) of the item is the place.
/// The map moves it from C++, so a hundred of them cost no bindings.
class MapAnchor : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(qoloner::MapView* map READ map WRITE setMap NOTIFY mapChanged)
    Q_PROPERTY(double latitude READ latitude WRITE setLatitude NOTIFY placeChanged)
    Q_PROPERTY(double longitude READ longitude WRITE setLongitude NOTIFY placeChanged)
    /// Answers taps itself, and labels make room for it.
    Q_PROPERTY(bool clickable READ clickable WRITE setClickable NOTIFY clickableChanged)

public:
    explicit MapAnchor(QQuickItem* parent = nullptr) : QQuickItem(parent) {}
    ~MapAnchor() override;

    MapView* map() const { return m_map; }
    void setMap(MapView* map);
    double latitude() const { return m_latitude; }
    void setLatitude(double latitude);
    double longitude() const { return m_longitude; }
    void setLongitude(double longitude);
    bool clickable() const { return m_clickable; }
    void setClickable(bool clickable);

    void follow();
    /// What its visible children cover, in its own coordinates.
    QRectF shownRect() const;
    void forgetMap() { m_map = nullptr; }

signals:
    void mapChanged();
    void placeChanged();
    void clickableChanged();

private:
    MapView* m_map = nullptr;
    double m_latitude = 0, m_longitude = 0;
    bool m_clickable = false;
};

} // namespace qoloner
