// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/row_list_model.h"

#include <QTimer>

namespace qoloner {

/// Events by their next date; those without one last. Read again every hour.
/// Roles: rowId, name, nameLanguage, kind, nextStart, nextEnd, whenText, underWay, placeId, place, lat, lon.
class EventsModel : public qoloner::RowListModel {
    Q_OBJECT
public:
    explicit EventsModel(QObject* parent = nullptr);

protected:
    Fetch fetch() const override;

private:
    QTimer m_hourly; ///< dates pass without any row changing
};

/// Roles: rowId, name, nameLanguage, detail, lengthMetres, walkMinutes, totalMinutes, stopCount.
class RoutesModel : public qoloner::RowListModel {
    Q_OBJECT
public:
    explicit RoutesModel(QObject* parent = nullptr);

protected:
    Fetch fetch() const override;
};

/// The stops of a route in their order. Roles: rowId, order, placeId, name,
/// nameLanguage, kind, lat, lon, story, storyLanguage, stayMinutes, legMetres.
class StopsModel : public qoloner::RowListModel {
    Q_OBJECT
    Q_PROPERTY(QString route MEMBER m_route WRITE setRoute NOTIFY routeChanged)
public:
    explicit StopsModel(QObject* parent = nullptr);
    void setRoute(const QString& route);

signals:
    void routeChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_route;
};

/// Roles: rowId, name, nameLanguage.
class RegionsModel : public qoloner::RowListModel {
    Q_OBJECT
    /// Regions that come before the others.
    Q_PROPERTY(QStringList first MEMBER m_first WRITE setFirst NOTIFY firstChanged)
public:
    explicit RegionsModel(QObject* parent = nullptr);
    void setFirst(const QStringList& first);

signals:
    void firstChanged();

protected:
    Fetch fetch() const override;

private:
    QStringList m_first;
};

/// The craft tree, a wider craft before its narrower ones.
/// Roles: rowId, name, nameLanguage, parent, depth, viability.
class CraftsModel : public qoloner::RowListModel {
    Q_OBJECT
    /// Shows only names with this text, spelling of letters ignored.
    Q_PROPERTY(QString filter MEMBER m_filter WRITE setFilter NOTIFY filterChanged)
public:
    explicit CraftsModel(QObject* parent = nullptr);
    void setFilter(const QString& filter);

signals:
    void filterChanged();

protected:
    Fetch fetch() const override;

private:
    QString m_filter;
};

/// When an event's row happens next: fixed times, else its rule, else nothing.
struct Occurrence {
    QDateTime start; ///< what the event's own clock reads then
    QDateTime end;   ///< the same; invalid: not known
    bool underWay = false;
    QDateTime changesAt = {}; ///< the moment when this answer is no longer true
};
Occurrence nextOccurrence(std::int64_t startMs, std::int64_t endMs, std::string_view rule,
                          std::string_view zone, std::uint64_t nowMs);

} // namespace qoloner
