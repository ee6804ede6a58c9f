// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

#include <QGeoCoordinate>
#include <QStringList>

namespace qoloner {

/// Places of the city: by distance from `near`, those of unknown position last, or by name without it.
/// Roles: rowId, name, nameLanguage, kind, lat, lon, detail, distance.
class PlacesModel : public qoloner::RowListModel {
    Q_OBJECT
    /// Kinds to show; empty: all.
    Q_PROPERTY(QStringList kinds MEMBER m_kinds WRITE setKinds NOTIFY kindsChanged)
    Q_PROPERTY(QGeoCoordinate near MEMBER m_near WRITE setNear NOTIFY nearChanged)
public:
    explicit PlacesModel(QObject* parent = nullptr);
    void setKinds(const QStringList& kinds);
    /// Follows steps of at least 25 m only.
    void setNear(const QGeoCoordinate& near);

signals:
    void kindsChanged();
    void nearChanged();

protected:
    Fetch fetch() const override;

private:
    QStringList m_kinds;
    QGeoCoordinate m_near;
};

/// Published masters, at their public positions; sorted like places.
/// Roles: rowId, name, nameLanguage, kind, lat, lon, detail, craftName, settlement, distance, photo,
/// placeholder, demo.
class MastersModel : public qoloner::RowListModel {
    Q_OBJECT
    /// A craft; narrower ones are included. Empty: all.
    Q_PROPERTY(QString craft MEMBER m_craft WRITE setCraft NOTIFY craftChanged)
    Q_PROPERTY(QString region MEMBER m_region WRITE setRegion NOTIFY regionChanged)
    Q_PROPERTY(QGeoCoordinate near MEMBER m_near WRITE setNear NOTIFY nearChanged)
public:
    explicit MastersModel(QObject* parent = nullptr);
    void setCraft(const QString& craft);
    void setRegion(const QString& region);
    void setNear(const QGeoCoordinate& near);

signals:
    void craftChanged();
    void regionChanged();
    void nearChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_craft;
    QString m_region;
    QGeoCoordinate m_near;
};

} // namespace qoloner
