// SPDX-License-Identifier: Apache-2.0
#include "core/models/media_model.h"

#include "core/models/places_model.h"
#include "core/models/sql_text.h"

namespace qoloner {

namespace {

std::string photosIn(const std::string& table)
{
    return "SELECT m.id, m.sha256, m.kind, m.width, m.height, m.placeholder, m.credit, " +
           localisedColumns("media", "alt", "m") + " FROM " + table +
           " m WHERE m.artisan = ?1 AND coalesce(m.kind, '') <> 'consent' AND m.mime LIKE 'image/%'";
}

} // namespace

MediaModel::MediaModel(QObject* parent)
    : RowListModel(
          {"rowId", "sha256", "alt", "altLanguage", "kind", "width", "height", "placeholder", "credit"},
          {"media"}, parent)
{}

void MediaModel::setArtisan(const QString& artisan)
{
    if (m_artisan == artisan)
        return;
    m_artisan = artisan;
    emit artisanChanged();
    refresh();
}

void MediaModel::setProposed(bool proposed)
{
    if (m_proposed == proposed)
        return;
    m_proposed = proposed;
    emit proposedChanged();
    refresh();
}

RowListModel::Fetch MediaModel::fetch() const
{
    if (m_artisan.isEmpty())
        return {};
    return [artisan = m_artisan.toStdString(), proposed = m_proposed,
            language = language()](Database& db, const Page& page) {
        std::string sql = photosIn("media");
        if (proposed)
            sql = photosIn("media_draft") + " UNION ALL " + sql +
                  " AND m.id NOT IN (SELECT w.id FROM media_draft w WHERE w.artisan = ?1)";
        Statement query = db.prepare("SELECT * FROM (" + sql + ") ORDER BY kind IS 'portrait' DESC, id");
        query.with(artisan);
        std::vector<ListRow> rows;
        while (query.step()) {
            const QString id = textOf(query, 0);
            const Localised alt = localised(query, 7, language);
            rows.push_back(
                {id,
                 {id, textOf(query, 1), alt.text, alt.language, textOf(query, 2), int(query.integer(3)),
                  int(query.integer(4)), textOf(query, 5), textOf(query, 6)}});
        }
        return pageOf(std::move(rows), page, false, 0);
    };
}

} // namespace qoloner
