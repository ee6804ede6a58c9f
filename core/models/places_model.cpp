// SPDX-License-Identifier: Apache-2.0
#include "core/models/places_model.h"

#include "core/models/list_order.h"
#include "core/models/place_name.h"
#include "core/models/sql_text.h"

namespace qoloner {

namespace {

constexpr double stepMetres = 25;

std::optional<GeoPoint> pointOf(const QGeoCoordinate& coordinate)
{
    if (!coordinate.isValid())
        return std::nullopt;
    return GeoPoint{coordinate.latitude(), coordinate.longitude()};
}

bool farFrom(const QGeoCoordinate& a, const QGeoCoordinate& b)
{
    return a.isValid() != b.isValid() || (a.isValid() && a.distanceTo(b) >= stepMetres);
}

/// What names the rows of a page, in their order: a common table `page` (id, key).
///
/// By name it is a walk along `row_order`. By distance every position is looked
/// at, and nothing else of rows that are not in the page.
/// Parameters: 1 list, 2 and 3 where to begin (key, id), 4 limit, 5 and 6 the point.
std::string pageSql(std::string_view table, const char* lat, const char* lon, bool byDistance,
                    const std::string& where)
{
    const std::string of = std::string(table) + " t";
    if (!byDistance)
        return "page(id, key) AS MATERIALIZED (SELECT o.id, o.key FROM row_order o CROSS JOIN " + of +
               " ON t.id = o.id WHERE o.list = ?1 AND (o.key, o.id) > (?2, ?3) AND " + where +
               " ORDER BY o.key, o.id LIMIT ?4)";
    return "page(id, key) AS MATERIALIZED (SELECT id, key FROM (SELECT t.id, coalesce(qoloner_metres(t." +
           std::string(lat) + ", t." + lon + ", ?5, ?6), 9e99) AS key FROM " + of + " WHERE " + where +
           ") WHERE (key, id) > (?2, ?3) ORDER BY key, id LIMIT ?4)";
}

/// Binds all parameters of pageSql.
void bindPage(Statement& query, const PageStart& start, std::size_t limit, OrderedList list,
              const QString& language, const std::optional<GeoPoint>& near)
{
    query.bind(1, orderNumber(list, language)).bind(3, start.id).bind(4, std::int64_t(limit));
    if (!near) {
        query.bindBlob(2, start.key);
        return;
    }
    query.bind(2, start.key.empty() ? -1.0 : QByteArray::fromStdString(start.key).toDouble());
    query.bind(5, near->lat).bind(6, near->lon);
}

/// The key of a row for the page after it.
QByteArray keyOf(const Statement& row, int column, bool byDistance)
{
    return byDistance ? QByteArray::number(row.real(column), 'g', 17) : bytesOf(row, column);
}

} // namespace

PlacesModel::PlacesModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "kind", "lat", "lon", "detail", "distance"}, {"place"},
                   parent)
{}

void PlacesModel::setKinds(const QStringList& kinds)
{
    if (m_kinds == kinds)
        return;
    m_kinds = kinds;
    emit kindsChanged();
    refresh();
}

void PlacesModel::setNear(const QGeoCoordinate& near)
{
    if (!farFrom(m_near, near))
        return;
    m_near = near;
    emit nearChanged();
    refresh();
}

RowListModel::Fetch PlacesModel::fetch() const
{
    return [kinds = m_kinds.join(QLatin1Char('\n')).toStdString(), near = pointOf(m_near),
            language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "WITH " +
            pageSql("place", "lat", "lon", near.has_value(),
                    "(?7 = '' OR instr(char(10) || ?7 || char(10), char(10) || t.kind || char(10)) > 0)") +
            " SELECT p.id, p.kind, p.lat, p.lon, " + localisedColumns("place", "name", "p") + ", " +
            localisedColumns("place", "address", "p") +
            ", page.key FROM page CROSS JOIN place p ON p.id = page.id ORDER BY page.key, page.id");
        const PageStart start(page);
        bindPage(query, start, page.limit, OrderedList::PlaceNames, language, near);
        query.bind(7, kinds);
        while (query.step()) {
            const QString id = textOf(query, 0);
            const double lat = degreesAt(query, 2);
            const double lon = degreesAt(query, 3);
            const Localised name = localised(query, 4, language);
            rows.push_back({id,
                            {id, name.text, name.language, textOf(query, 1), lat, lon,
                             localised(query, 7, language).text, metresBetween(near, lat, lon)},
                            keyOf(query, 10, near.has_value())});
        }
        return rows;
    };
}

MastersModel::MastersModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "kind", "lat", "lon", "detail", "craftName",
                    "settlement", "distance", "photo", "placeholder", "demo"},
                   {"artisan", "craft", "media"}, parent)
{}

void MastersModel::setCraft(const QString& craft)
{
    if (m_craft == craft)
        return;
    m_craft = craft;
    emit craftChanged();
    refresh();
}

void MastersModel::setRegion(const QString& region)
{
    if (m_region == region)
        return;
    m_region = region;
    emit regionChanged();
    refresh();
}

void MastersModel::setNear(const QGeoCoordinate& near)
{
    if (!farFrom(m_near, near))
        return;
    m_near = near;
    emit nearChanged();
    refresh();
}

RowListModel::Fetch MastersModel::fetch() const
{
    return [craft = m_craft.toStdString(), region = m_region.toStdString(), near = pointOf(m_near),
            language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "WITH RECURSIVE wanted(id) AS (SELECT ?7 UNION SELECT c.id FROM craft c JOIN wanted w ON "
            "c.parent = w.id), " +
            pageSql("artisan", "pub_lat", "pub_lon", near.has_value(),
                    "(?7 = '' OR t.craft IN (SELECT id FROM wanted)) AND (?8 = '' OR t.region = ?8)") +
            " SELECT a.id, a.pub_lat, a.pub_lon, a.settlement, a.is_demo, " +
            localisedColumns("artisan", "name", "a") + ", " + localisedColumns("craft", "name", "c") +
            ", (SELECT m.sha256 || ' ' || coalesce(m.placeholder, '') FROM media m WHERE m.artisan = a.id "
            "AND m.kind <> 'consent' ORDER BY m.kind = 'portrait' DESC, m.id LIMIT 1), page.key "
            "FROM page CROSS JOIN artisan a ON a.id = page.id LEFT JOIN craft c ON c.id = a.craft "
            "ORDER BY page.key, page.id");
        const PageStart start(page);
        bindPage(query, start, page.limit, OrderedList::MasterNames, language, near);
        query.bind(7, craft).bind(8, region);
        while (query.step()) {
            const QString id = textOf(query, 0);
            const double lat = degreesAt(query, 1);
            const double lon = degreesAt(query, 2);
            const QString settlement = settlementFor(textOf(query, 3), language);
            const Localised name = localised(query, 5, language);
            const QString craftName = localised(query, 8, language).text;
            const QStringList photo = textOf(query, 11).split(QLatin1Char(' '));
            QStringList detail = {craftName, settlement};
            detail.removeAll(QString());
            rows.push_back(
                {id,
                 {id, name.text, name.language, QStringLiteral("master"), lat, lon,
                  detail.join(QStringLiteral(" · ")), craftName, settlement, metresBetween(near, lat, lon),
                  photo.value(0), photo.value(1), query.integer(4) != 0},
                 keyOf(query, 12, near.has_value())});
        }
        return rows;
    };
}

} // namespace qoloner
