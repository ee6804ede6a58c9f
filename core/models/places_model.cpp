// SPDX-License-Identifier: Apache-2.0
#include "core/models/places_model.h"

#include "core/models/sql_text.h"

#include <algorithm>
#include <cmath>

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

} // namespace

std::vector<ListRow> pageOf(std::vector<ListRow> all, const RowListModel::Page& page, bool byDistance,
                            int distanceColumn)
{
    if (byDistance)
        std::stable_sort(all.begin(), all.end(), [&](const ListRow& a, const ListRow& b) {
            const double x = a.values[distanceColumn].toDouble();
            const double y = b.values[distanceColumn].toDouble();
            return std::isnan(y) ? !std::isnan(x) : x < y;
        });
    auto begin = all.begin();
    if (page.after) {
        const auto at =
            std::find_if(all.begin(), all.end(), [&](const ListRow& r) { return r.key == page.after->key; });
        begin = at == all.end() ? all.end() : at + 1;
    }
    const auto count = std::min(std::size_t(all.end() - begin), page.limit);
    return {begin, begin + std::ptrdiff_t(count)};
}

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
    return [kinds = m_kinds, near = pointOf(m_near), language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query =
            db.prepare("SELECT p.id, p.kind, p.lat, p.lon, " + localisedColumns("place", "name", "p") + ", " +
                       localisedColumns("place", "address", "p") + " FROM place p ORDER BY " +
                       localisedExpression("place", "name", "p", language) + " COLLATE qoloner_name, p.id");
        while (query.step()) {
            const QString kind = textOf(query, 1);
            if (!kinds.isEmpty() && !kinds.contains(kind))
                continue;
            const QString id = textOf(query, 0);
            const double lat = degreesAt(query, 2);
            const double lon = degreesAt(query, 3);
            const Localised name = localised(query, 4, language);
            const Localised address = localised(query, 7, language);
            rows.push_back({id,
                            {id, name.text, name.language, kind, lat, lon, address.text,
                             metresBetween(near, lat, lon)}});
        }
        return pageOf(std::move(rows), page, near.has_value(), 7);
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
            "WITH RECURSIVE wanted(id) AS (SELECT ?1 UNION SELECT c.id FROM craft c JOIN wanted w ON "
            "c.parent = w.id) "
            "SELECT a.id, a.pub_lat, a.pub_lon, a.settlement, a.is_demo, " +
            localisedColumns("artisan", "name", "a") + ", " + localisedColumns("craft", "name", "c") +
            ", (SELECT m.sha256 || ' ' || coalesce(m.placeholder, '') FROM media m WHERE m.artisan = a.id "
            "AND "
            "m.kind <> 'consent' ORDER BY m.kind = 'portrait' DESC, m.id LIMIT 1) "
            "FROM artisan a LEFT JOIN craft c ON c.id = a.craft "
            "WHERE (?1 = '' OR a.craft IN (SELECT id FROM wanted)) AND (?2 = '' OR a.region = ?2) ORDER BY " +
            localisedExpression("artisan", "name", "a", language) + " COLLATE qoloner_name, a.id");
        query.with(craft, region);
        while (query.step()) {
            const QString id = textOf(query, 0);
            const double lat = degreesAt(query, 1);
            const double lon = degreesAt(query, 2);
            const QString settlement = textOf(query, 3);
            const Localised name = localised(query, 5, language);
            const QString craftName = localised(query, 8, language).text;
            const QStringList photo = textOf(query, 11).split(QLatin1Char(' '));
            QStringList detail = {craftName, settlement};
            detail.removeAll(QString());
            rows.push_back(
                {id,
                 {id, name.text, name.language, QStringLiteral("master"), lat, lon,
                  detail.join(QStringLiteral(" · ")), craftName, settlement, metresBetween(near, lat, lon),
                  photo.value(0), photo.value(1), query.integer(4) != 0}});
        }
        return pageOf(std::move(rows), page, near.has_value(), 9);
    };
}

} // namespace qoloner
