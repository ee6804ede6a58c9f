// SPDX-License-Identifier: Apache-2.0
#include "core/models/route_models.h"

#include "core/guide/event_rule.h"
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
            return {onItsClock(start), onItsClock(timeOf(endMs)), start <= now, start <= now ? end : start};
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
    const QDateTime start = dateOf(range->first).startOfDay(local);
    next.underWay = start <= now;
    next.changesAt = next.underWay ? today.addDays(1).startOfDay(local) : start;
    next.start = onItsClock(start);
    if (range->last)
        next.end = onItsClock(dateOf(*range->last).endOfDay(local));
    return next;
}

EventsModel::EventsModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "kind", "nextStart", "nextEnd", "whenText", "underWay",
                    "placeId", "place", "lat", "lon"},
                   {"event", "place"}, parent)
{
    connect(&m_hourly, &QTimer::timeout, this, &EventsModel::refresh);
    m_hourly.start(3'600'000);
}

RowListModel::Fetch EventsModel::fetch() const
{
    return [language = language(), now = services()->clock().nowMs()](Database& db, const Page& page) {
        // What comes next is a matter of rules and of now, not of a column: when is
        // worked out for every event, and the rest read for those of the page.
        struct Coming {
            Occurrence next;
            std::string id;

            bool operator<(const Coming& other) const
            {
                if (next.start != other.next.start)
                    return next.start.isValid() &&
                           (!other.next.start.isValid() || next.start < other.next.start);
                return id < other.id;
            }
        };
        std::vector<Coming> coming;
        {
            Statement all = db.prepare("SELECT id, starts_at, ends_at, rule, tz FROM event");
            while (all.step())
                coming.push_back(
                    {nextOccurrence(all.integer(1), all.integer(2), all.text(3), all.text(4), now),
                     all.string(0)});
        }
        if (page.after) {
            const Coming last{{page.after->values[4].toDateTime(), {}, false}, page.after->key.toStdString()};
            std::erase_if(coming, [&](const Coming& c) { return !(last < c); });
        }
        const std::size_t count = std::min(coming.size(), page.limit);
        std::partial_sort(coming.begin(), coming.begin() + std::ptrdiff_t(count), coming.end());
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT e.kind, e.when_text, e.place, p.lat, p.lon, " + localisedColumns("event", "name", "e") +
            ", " + localisedColumns("place", "name", "p") + ", " + localisedColumns("event", "when", "e") +
            " FROM event e LEFT JOIN place p ON p.id = e.place WHERE e.id = ?");
        for (std::size_t i = 0; i < count; ++i) {
            query.reset();
            query.bind(1, coming[i].id);
            if (!query.step())
                continue;
            const QString id = QString::fromStdString(coming[i].id);
            const Occurrence& next = coming[i].next;
            const Localised name = localised(query, 5, language);
            const Localised when = localised(query, 11, language);
            rows.push_back(
                {id,
                 {id, name.text, name.language, textOf(query, 0), next.start, next.end,
                  when.text.isEmpty() ? textOf(query, 1) : when.text, next.underWay, textOf(query, 2),
                  localised(query, 8, language).text, degreesAt(query, 3), degreesAt(query, 4)}});
        }
        return rows;
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
            ", coalesce(r.ord, 10001) AS place FROM route r WHERE (coalesce(r.ord, 10001), r.id) > (?1, ?2) "
            "ORDER BY coalesce(r.ord, 10001), r.id LIMIT ?3");
        const PageStart start(page);
        query.with(page.after ? std::int64_t(QByteArray::fromStdString(start.key).toLongLong())
                              : std::int64_t(-1),
                   start.id, std::int64_t(page.limit));
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 5, language);
            rows.push_back(
                {id,
                 {id, name.text, name.language, localised(query, 8, language).text, int(query.integer(1)),
                  int(query.integer(2)), int(query.integer(3)), int(query.integer(4))},
                 QByteArray::number(qint64(query.integer(11)))});
        }
        return rows;
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
            " FROM route_stop s JOIN place p ON p.id = s.place WHERE s.route = ?1 AND (s.ord, s.id) > (?2, "
            "?3) "
            "ORDER BY s.ord, s.id LIMIT ?4");
        const std::string after = page.after ? page.after->key.toStdString() : std::string();
        query.with(route, page.after ? page.after->values[1].toInt() : -1, after, std::int64_t(page.limit));
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 8, language);
            const Localised story = localised(query, 11, language);
            rows.push_back({id,
                            {id, int(query.integer(1)), textOf(query, 2), name.text, name.language,
                             textOf(query, 3), degreesAt(query, 4), degreesAt(query, 5), story.text,
                             story.language, int(query.integer(6)), int(query.integer(7))}});
        }
        return rows;
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
    return [first = m_first.join(QLatin1Char('\n')).toStdString(), language = language()](Database& db,
                                                                                          const Page& page) {
        std::vector<ListRow> rows;
        const std::string name = localisedExpression("region", "name", "r", language);
        const std::string later = "(instr(char(10) || ?1 || char(10), char(10) || r.id || char(10)) = 0)";
        Statement query = db.prepare("SELECT r.id, " + localisedColumns("region", "name", "r") + ", " +
                                     later + " || " + name + " FROM region r WHERE (" + later + ", " + name +
                                     " COLLATE qoloner_name, r.id) > (?2, ?3, ?4) ORDER BY " + later + ", " +
                                     name + " COLLATE qoloner_name, r.id LIMIT ?5");
        // The key: '0' for the first ones or '1', and the name.
        const PageStart start(page);
        const int group = start.key.empty() ? -1 : start.key[0] - '0';
        const std::string after = start.key.empty() ? std::string() : start.key.substr(1);
        query.with(first, group, after, start.id, std::int64_t(page.limit));
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised shown = localised(query, 1, language);
            rows.push_back({id, {id, shown.text, shown.language}, bytesOf(query, 4)});
        }
        return rows;
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
        // A tree's order is no order of keys; it is a short list (some hundred crafts at most), read whole.
        if (page.after) {
            const auto last = std::find_if(rows.begin(), rows.end(),
                                           [&](const ListRow& r) { return r.key == page.after->key; });
            rows.erase(rows.begin(), last == rows.end() ? last : last + 1);
        }
        if (rows.size() > page.limit)
            rows.erase(rows.begin() + std::ptrdiff_t(page.limit), rows.end());
        return rows;
    };
}

} // namespace qoloner
