// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "qml/map/map_view.h"
#include <QColor>
#include <QQuickItem>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>
#include <vector>

namespace qoloner {

/// A line over the map, such as a walking route: constant width, with casing.
class MapPath : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(qoloner::MapView* map READ map WRITE setMap NOTIFY mapChanged)
    /// [{lat, lon}, ...], [[lat, lon], ...] or coordinates with latitude and longitude.
    Q_PROPERTY(QVariantList path READ path WRITE setPath NOTIFY pathChanged)
    Q_PROPERTY(QColor color MEMBER m_colour NOTIFY paintChanged)
    Q_PROPERTY(QColor casingColor MEMBER m_casing NOTIFY paintChanged)
    Q_PROPERTY(double lineWidth MEMBER m_width NOTIFY paintChanged)

public:
    explicit MapPath(QQuickItem* parent = nullptr);

    MapView* map() const { return m_map; }
    void setMap(MapView* map);
    QVariantList path() const { return m_path; }
    void setPath(const QVariantList& path);

signals:
    void mapChanged();
    void pathChanged();
    void paintChanged();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;

private:
    QPointer<MapView> m_map;
    QVariantList m_path;
    std::vector<WorldPoint> m_points;
    QColor m_colour{Qt::darkRed}, m_casing{Qt::white};
    double m_width = 5;
    bool m_changed = true;
};

} // namespace qoloner
