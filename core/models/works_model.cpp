// SPDX-License-Identifier: Apache-2.0
#include "core/models/works_model.h"

#include "core/models/sql_text.h"

namespace qoloner {

WorksModel::WorksModel(QObject* parent)
    : RowListModel({"rowId", "title", "titleLanguage", "year", "materials", "photo", "placeholder"},
                   {"work", "media"}, parent)
{}

void WorksModel::setArtisan(const QString& artisan)
{
    if (m_artisan == artisan)
        return;
    m_artisan = artisan;
    emit artisanChanged();
    refresh();
}

RowListModel::Fetch WorksModel::fetch() const
{
    if (m_artisan.isEmpty())
        return {};
    return [artisan = m_artisan.toStdString(), language = language()](Database& db, const Page& page) {
        Statement query = db.prepare(
            "SELECT w.id, coalesce(w.year, 0), w.materials, (SELECT m.sha256 || ' ' || "
            "coalesce(m.placeholder, '') FROM media m WHERE m.work = w.id AND m.kind IS NOT 'consent' AND "
            "m.mime LIKE 'image/%' ORDER BY m.id LIMIT 1), " +
            localisedColumns("work", "title", "w") +
            " FROM work w WHERE w.artisan = ?1 AND (-coalesce(w.year, 0), w.id) > (?2, ?3) "
            "ORDER BY -coalesce(w.year, 0), w.id LIMIT ?4");
        constexpr std::int64_t beforeAll = -1'000'000;
        query.with(artisan, page.after ? -std::int64_t(page.after->values[3].toInt()) : beforeAll,
                   page.after ? page.after->key.toStdString() : std::string(), std::int64_t(page.limit));
        std::vector<ListRow> rows;
        while (query.step()) {
            const QString id = textOf(query, 0);
            const QStringList photo = textOf(query, 3).split(QLatin1Char(' '));
            const Localised title = localised(query, 4, language);
            rows.push_back({id,
                            {id, title.text, title.language, int(query.integer(1)), textOf(query, 2),
                             photo.value(0), photo.value(1)}});
        }
        return rows;
    };
}

} // namespace qoloner
