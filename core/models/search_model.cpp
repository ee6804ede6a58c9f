// SPDX-License-Identifier: Apache-2.0
#include "core/models/search_model.h"

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
};

constexpr Source sources[] = {
    {"place", "name", "t.kind", "t.lat", "t.lon"},
    {"artisan", "name", "'master'", "t.pub_lat", "t.pub_lon"},
    {"event", "name", "t.kind", "(SELECT lat FROM place WHERE id = t.place)",
     "(SELECT lon FROM place WHERE id = t.place)"},
    {"route", "title", "'route'", "NULL", "NULL"},
    {"craft", "name", "'craft'", "NULL", "NULL"},
};

} // namespace

SearchModel::SearchModel(QObject* parent)
    : RowListModel({"rowId", "entity", "name", "nameLanguage", "kind", "detail", "lat", "lon", "distance"},
                   {"place", "artisan", "event", "route", "craft"}, parent)
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
            Statement query = db.prepare("SELECT " + std::string(source->kind) + ", " +
                                         std::string(source->lat) + ", " + std::string(source->lon) + ", " +
                                         localisedColumns(source->entity, source->title, "t") + " FROM " +
                                         std::string(source->entity) + " t WHERE t.id = ?");
            query.bind(1, hit.id);
            if (!query.step())
                continue;
            const Localised name = localised(query, 3, language);
            rows.push_back({key,
                            {id, entityName, name.text, name.language, textOf(query, 0), QString(),
                             degreesAt(query, 1), degreesAt(query, 2), hit.distanceMetres}});
        }
        return rows;
    };
}

} // namespace qoloner
