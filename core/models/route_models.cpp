// SPDX-License-Identifier: Apache-2.0
#include "core/models/route_models.h"

#include "core/guide/event_rule.h"
#include "core/models/places_model.h"
#include "core/models/sql_text.h"
#include "core/search/fold.h"

#include <QTimeZone>
#include <algorithm>
#include <functional>
#include <map>

namespace qoloner {

Occurrence nextOccurrence(std::int64_t startMs, std::int64_t endMs, std::string_view rule,
                          std::string_view zone, std::uint64_t nowMs)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(qint64(nowMs), Qt::UTC);
    Occurrence next;
    QTimeZone local(QByteArray(zone.data(), qsizetype(zone.size())));
    if (!local.isValid())
        local = QTimeZone(5 * 3600);
    // People are told the time on the event's own clock; a Date of QML forgets
    // its zone, so that clock's reading is handed on as the device's.
    const auto onItsClock = [&local](const QDateTime& when) {
        const QDateTime there = when.toTimeZone(local);
        return when.isValid() ? QDateTime(there.date(), there.time()) : QDateTime();
    };
    if (startMs > 0) {
        const QDateTime start = timeOf(startMs);
        const QDateTime end = endMs > 0 ? timeOf(endMs) : start.addDays(1);
        if (end > now)
            return {onItsClock(start), onItsClock(timeOf(endMs)), start <= now};
    }
    const auto parsed = EventRule::parse(rule);
    if (!parsed)
        return next;
    const QDate today = now.toTimeZone(local).date();
    const auto range = parsed->next(std::chrono::year(today.year()) / today.month() / today.day());
    if (!range)
        return next;
    const auto dateOf = [](std::chrono::year_month_day day) {
        return QDate(int(day.year()), int(unsigned(day.month())), int(unsigned(day.day())));
    };
    next.start = dateOf(range->first).startOfDay(local);
    if (range->last)
        next.end = dateOf(*range->last).endOfDay(local);
    next.underWay = next.start <= now;
    next.start = onItsClock(next.start);
    next.end = onItsClock(next.end);
    return next;
}

EventsModel::EventsModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "kind", "nextStart", "nextEnd", "whenText", "underWay",
                    "placeId", "place", "lat", "lon"},
                   {"event", "place"}, parent)
{}

RowListModel::Fetch EventsModel::fetch() const
{
    return [language = language(), now = services()->clock().nowMs()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT e.id, e.kind, e.starts_at, e.ends_at, e.rule, e.tz, e.when_text, e.place, p.lat, "
            "p.lon, " +
            localisedColumns("event", "name", "e") + ", " + localisedColumns("place", "name", "p") +
            " FROM event e LEFT JOIN place p ON p.id = e.place ORDER BY e.id");
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 10, language);
            const Occurrence next =
                nextOccurrence(query.integer(2), query.integer(3), query.text(4), query.text(5), now);
            rows.push_back({id,
                            {id, name.text, name.language, textOf(query, 1), next.start, next.end,
                             textOf(query, 6), next.underWay, textOf(query, 7),
                             localised(query, 13, language).text, degreesAt(query, 8), degreesAt(query, 9)}});
        }
        std::stable_sort(rows.begin(), rows.end(), [](const ListRow& a, const ListRow& b) {
            const QDateTime x = a.values[4].toDateTime();
            const QDateTime y = b.values[4].toDateTime();
            return x.isValid() && (!y.isValid() || x < y);
        });
        return pageOf(std::move(rows), page, false, 0);
    };
}

RoutesModel::RoutesModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "detail", "lengthMetres", "walkMinutes", "totalMinutes",
                    "stopCount"},
                   {"route", "route_stop"}, parent)
{}

RowListModel::Fetch RoutesModel::fetch() const
{
    return [language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT r.id, r.length_m, r.walk_min, r.total_min, (SELECT count(*) FROM "
            "route_stop s WHERE s.route = r.id), " +
            localisedColumns("route", "title", "r") + ", " + localisedColumns("route", "story", "r") +
            " FROM route r ORDER BY coalesce(r.ord, 10001), r.id");
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 5, language);
            rows.push_back(
                {id,
                 {id, name.text, name.language, localised(query, 8, language).text, int(query.integer(1)),
                  int(query.integer(2)), int(query.integer(3)), int(query.integer(4))}});
        }
        return pageOf(std::move(rows), page, false, 0);
    };
}

StopsModel::StopsModel(QObject* parent)
    : RowListModel({"rowId", "order", "placeId", "name", "nameLanguage", "kind", "lat", "lon", "story",
                    "storyLanguage", "stayMinutes", "legMetres"},
                   {"route_stop", "place"}, parent)
{}

void StopsModel::setRoute(const QString& route)
{
    if (m_route == route)
        return;
    m_route = route;
    emit routeChanged();
    refresh();
}

RowListModel::Fetch StopsModel::fetch() const
{
    return [route = m_route.toStdString(), language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT s.id, s.ord, s.place, p.kind, p.lat, p.lon, s.stay_min, s.leg_m, " +
            localisedColumns("place", "name", "p") + ", " + localisedColumns("route_stop", "story", "s") +
            " FROM route_stop s JOIN place p ON p.id = s.place WHERE s.route = ? "
            "ORDER BY s.ord, s.id");
        query.bind(1, route);
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 8, language);
            const Localised story = localised(query, 11, language);
            rows.push_back({id,
                            {id, int(query.integer(1)), textOf(query, 2), name.text, name.language,
                             textOf(query, 3), degreesAt(query, 4), degreesAt(query, 5), story.text,
                             story.language, int(query.integer(6)), int(query.integer(7))}});
        }
        return pageOf(std::move(rows), page, false, 0);
    };
}

RegionsModel::RegionsModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage"}, {"region"}, parent)
{}

void RegionsModel::setFirst(const QStringList& first)
{
    if (m_first == first)
        return;
    m_first = first;
    emit firstChanged();
    refresh();
}

RowListModel::Fetch RegionsModel::fetch() const
{
    return [first = m_first, language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT r.id, " + localisedColumns("region", "name", "r") + " FROM region r ORDER BY " +
            localisedExpression("region", "name", "r", language) + " COLLATE qoloner_name, r.id");
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 1, language);
            rows.push_back({id, {id, name.text, name.language}});
        }
        std::stable_partition(rows.begin(), rows.end(),
                              [&](const ListRow& r) { return first.contains(r.key); });
        return pageOf(std::move(rows), page, false, 0);
    };
}

CraftsModel::CraftsModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "parent", "depth", "viability"}, {"craft"}, parent)
{}

void CraftsModel::setFilter(const QString& filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    emit filterChanged();
    refresh();
}

RowListModel::Fetch CraftsModel::fetch() const
{
    return [wanted = fold(m_filter.toStdString()), language = language()](Database& db, const Page& page) {
        struct Craft {
            ListRow row;
            bool matches;
        };
        std::map<QString, std::vector<Craft>> children;
        std::map<QString, QString> parents;
        Statement query =
            db.prepare("SELECT c.id, c.parent, c.viability, " + localisedColumns("craft", "name", "c") +
                       " FROM craft c ORDER BY " + localisedExpression("craft", "name", "c", language) +
                       " COLLATE qoloner_name, c.id");
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 3, language);
            bool matches = wanted.empty();
            for (int column = 3; column < 6 && !matches; ++column)
                matches = fold(query.text(column)).find(wanted) != std::string::npos;
            parents[id] = textOf(query, 1);
            children[textOf(query, 1)].push_back(
                {{id, {id, name.text, name.language, textOf(query, 1), 0, textOf(query, 2)}}, matches});
        }
        std::vector<ListRow> rows;
        // Bounded depth: a loop in the data must not hang the picker.
        const std::function<void(const QString&, int)> walk = [&](const QString& parent, int depth) {
            if (depth > 8)
                return;
            for (Craft& craft : children[parent]) {
                craft.row.values[4] = depth;
                if (craft.matches)
                    rows.push_back(craft.row);
                walk(craft.row.key, depth + 1);
            }
        };
        walk({}, 0);
        return pageOf(std::move(rows), page, false, 0);
    };
}

} // namespace qoloner
