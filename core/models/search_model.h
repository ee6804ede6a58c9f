// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

#include <QGeoCoordinate>

namespace qoloner {

/// What a query finds among places, masters, events, routes and crafts, best
/// first; spelling in Kazakh, Russian or Latin letters makes no difference.
/// Roles: rowId, entity, name, nameLanguage, kind, detail, lat, lon, distance.
class SearchModel : public qoloner::RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString query MEMBER m_query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QGeoCoordinate near MEMBER m_near WRITE setNear NOTIFY nearChanged)
    /// Only this entity ("place", "artisan", "event", "route", "craft"); empty: all.
    Q_PROPERTY(QString entity MEMBER m_entity WRITE setEntity NOTIFY entityChanged)
public:
    static constexpr std::size_t maxHits = 200;

    explicit SearchModel(QObject* parent = nullptr);
    void setQuery(const QString& query);
    void setNear(const QGeoCoordinate& near);
    void setEntity(const QString& entity);

signals:
    void queryChanged();
    void nearChanged();
    void entityChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_query;
    QString m_entity;
    QGeoCoordinate m_near;
};

} // namespace qoloner
