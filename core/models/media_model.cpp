// SPDX-License-Identifier: Apache-2.0
#include "core/models/media_model.h"

#include "core/models/sql_text.h"

namespace qoloner {

namespace {

std::string photosIn(const std::string& table)
{
    return "SELECT m.id, m.sha256, m.kind, m.width, m.height, m.placeholder, m.credit, " +
           localisedColumns("media", "alt", "m") + " FROM " + table +
           " m WHERE m.artisan = ?1 AND coalesce(m.kind, '') <> 'consent' AND m.mime LIKE 'image/%' "
           "AND (?5 = '' OR m.work = ?5)";
}

} // namespace

QStringList photoRoles()
{
    return {"rowId", "sha256", "alt", "altLanguage", "kind", "width", "height", "placeholder", "credit"};
}

MediaModel::MediaModel(QObject* parent) : RowListModel(photoRoles(), {"media"}, parent) {}

void MediaModel::setArtisan(const QString& artisan)
{
    if (m_artisan == artisan)
        return;
    m_artisan = artisan;
    emit artisanChanged();
    refresh();
}

void MediaModel::setWork(const QString& work)
{
    if (m_work == work)
        return;
    m_work = work;
    emit workChanged();
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

std::vector<ListRow> photoLines(Database& db, const std::string& artisan, bool proposed,
                                const QString& language, const RowListModel::Page& page,
                                const std::string& work)
{
    std::string sql = photosIn("media");
    if (proposed)
        sql = photosIn("media_draft") + " UNION ALL " + sql +
              " AND m.id NOT IN (SELECT w.id FROM media_draft w WHERE w.artisan = ?1)";
    Statement query = db.prepare("SELECT * FROM (" + sql +
                                 ") WHERE (kind IS NOT 'portrait', id) > (?2, ?3) "
                                 "ORDER BY kind IS NOT 'portrait', id LIMIT ?4");
    const int after = !page.after ? -1 : page.after->values[4] == QLatin1String("portrait") ? 0 : 1;
    const std::string afterId = page.after ? page.after->key.toStdString() : std::string();
    query.with(artisan, after, afterId, std::int64_t(page.limit), work);
    std::vector<ListRow> rows;
    while (query.step()) {
        const QString id = textOf(query, 0);
        const Localised alt = localised(query, 7, language);
        rows.push_back({id,
                        {id, textOf(query, 1), alt.text, alt.language, textOf(query, 2),
                         int(query.integer(3)), int(query.integer(4)), textOf(query, 5), textOf(query, 6)}});
    }
    return rows;
}

RowListModel::Fetch MediaModel::fetch() const
{
    if (m_artisan.isEmpty())
        return {};
    return [artisan = m_artisan.toStdString(), work = m_work.toStdString(), proposed = m_proposed,
            language = language()](Database& db, const Page& page) {
        return photoLines(db, artisan, proposed, language, page, work);
    };
}

} // namespace qoloner
