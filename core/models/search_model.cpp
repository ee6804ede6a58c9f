// SPDX-License-Identifier: Apache-2.0
#include "core/models/search_model.h"

#include "core/models/place_name.h"
#include "core/models/sql_text.h"
#include "core/search/index.h"

#include <limits>

namespace qoloner {

namespace {

struct Source {
    std::string_view entity;
    std::string_view title;
    std::string_view kind; ///< SQL of the kind column
    std::string_view lat;
    std::string_view lon;
    /// What tells it from others of its name: a localised field of `aboutEntity`,
    /// the row itself or one that `join` brings in as `a`; and a word of the row's.
    std::string_view aboutEntity, about, join;
    std::string_view settlement = "NULL";
};

constexpr Source sources[] = {
    {"place", "name", "t.kind", "t.lat", "t.lon", "place", "address", "JOIN place a ON a.id = t.id"},
    {"artisan", "name", "'master'", "t.pub_lat", "t.pub_lon", "craft", "name",
     "LEFT JOIN craft a ON a.id = t.craft", "t.settlement"},
    {"event", "name", "t.kind", "(SELECT lat FROM place WHERE id = t.place)",
     "(SELECT lon FROM place WHERE id = t.place)", "place", "name", "LEFT JOIN place a ON a.id = t.place"},
    {"route", "title", "'route'", "NULL", "NULL", "route", "season", "JOIN route a ON a.id = t.id"},
    {"craft", "name", "'craft'", "NULL", "NULL", "craft", "name", "LEFT JOIN craft a ON a.id = t.parent"},
    {"work", "title", "'work'", "NULL", "NULL", "artisan", "name", "LEFT JOIN artisan a ON a.id = t.artisan"},
};

} // namespace

SearchModel::SearchModel(QObject* parent)
    : RowListModel({"rowId", "entity", "name", "nameLanguage", "kind", "detail", "lat", "lon", "distance"},
                   {"place", "artisan", "event", "route", "craft", "work"}, parent)
{}

void SearchModel::setQuery(const QString& query)
{
    if (m_query == query)
        return;
    m_query = query;
    emit queryChanged();
    refresh();
}

void SearchModel::setNear(const QGeoCoordinate& near)
{
    if (m_near.isValid() == near.isValid() && (!near.isValid() || m_near.distanceTo(near) < 25))
        return;
    m_near = near;
    emit nearChanged();
    refresh();
}

void SearchModel::setEntity(const QString& entity)
{
    if (m_entity == entity || (!entity.isEmpty() && !findEntity(entity.toStdString())))
        return;
    m_entity = entity;
    emit entityChanged();
    refresh();
}

RowListModel::Fetch SearchModel::fetch() const
{
    if (m_query.trimmed().isEmpty())
        return {};
    std::optional<GeoPoint> origin;
    if (m_near.isValid())
        origin = GeoPoint{m_near.latitude(), m_near.longitude()};
    return [text = m_query.toStdString(), only = m_entity.toStdString(), origin,
            language = language()](Database& db, const Page& page) {
        std::optional<std::int64_t> kind;
        if (!only.empty())
            kind = qoloner::entity(only).id;
        SearchIndex index(db);
        std::vector<ListRow> rows;
        bool begun = !page.after;
        for (const SearchHit& hit : index.search(text, maxHits, origin, kind)) {
            if (rows.size() == page.limit)
                break;
            const Entity* found = findEntity(std::uint16_t(hit.kind));
            const auto* source = found
                                     ? std::find_if(std::begin(sources), std::end(sources),
                                                    [&](const Source& s) { return s.entity == found->name; })
                                     : std::end(sources);
            if (source == std::end(sources))
                continue;
            const QString id = QString::fromStdString(hit.id);
            const QString entityName = QString::fromUtf8(found->name.data(), qsizetype(found->name.size()));
            const QString key = entityName + QLatin1Char('/') + id;
            if (!begun) {
                begun = key == page.after->key; // hits are ranked whole; only the page's rows are read
                continue;
            }
            Statement query = db.prepare(
                "SELECT " + std::string(source->kind) + ", " + std::string(source->lat) + ", " +
                std::string(source->lon) + ", " + localisedColumns(source->entity, source->title, "t") +
                ", " + localisedColumns(source->aboutEntity, source->about, "a") + ", " +
                std::string(source->settlement) + " FROM " + std::string(source->entity) + " t " +
                std::string(source->join) + " WHERE t.id = ?");
            query.bind(1, hit.id);
            if (!query.step())
                continue;
            const Localised name = localised(query, 3, language);
            QStringList about = {localised(query, 6, language).text,
                                 settlementFor(textOf(query, 9), language)};
            about.removeAll(QString());
            rows.push_back({key,
                            {id, entityName, name.text, name.language, textOf(query, 0),
                             about.join(QStringLiteral(" · ")), degreesAt(query, 1), degreesAt(query, 2),
                             hit.distanceMetres}});
        }
        return rows;
    };
}

} // namespace qoloner
