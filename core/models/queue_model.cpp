// SPDX-License-Identifier: Apache-2.0
#include "core/models/queue_model.h"

#include "core/models/places_model.h"
#include "core/models/record_facts.h"

#include <algorithm>

namespace qoloner {

namespace {

/// Proposed rows of `child` that belong to the draft `d` and differ from their published ones.
std::string proposedOf(const std::string& child)
{
    return "(SELECT count(*) FROM " + child + "_draft m LEFT JOIN " + child +
           " q ON q.id = m.id WHERE m.artisan = d.id AND (q.id IS NULL OR q._stamps IS NOT m._stamps)" +
           (child == "media" ? " AND coalesce(m.kind, '') <> 'consent')" : ")");
}

const char* const openConflicts =
    "FROM conflict_staff k WHERE k.artisan = d.id AND coalesce(k.state, 'open') = 'open'";

std::string queueSql()
{
    const std::string open = openConflicts;
    return "SELECT d.id, d._stamps, p._stamps, p.id NOTNULL, coalesce(d.status, 'in_review'), "
           "d.settlement, " +
           localisedColumns("artisan", "name", "d") + ", " + localisedColumns("craft", "name", "c") + ", " +
           localisedColumns("region", "name", "r") + ", (SELECT count(*) " + open +
           "), (SELECT min(k.written_at) " + open + "), " + proposedOf("media") + " + " + proposedOf("work") +
           ", EXISTS (SELECT 1 FROM consent_staff s WHERE s.artisan = d.id AND s.withdrawn_at IS NULL AND "
           "instr(char(10) || s.purposes || char(10), char(10) || 'public_profile' || char(10)) > 0), "
           "(SELECT m.sha256 FROM media_draft m WHERE m.artisan = d.id AND coalesce(m.kind, '') <> 'consent' "
           "ORDER BY m.kind = 'portrait' DESC, m.id LIMIT 1) "
           "FROM artisan_draft d LEFT JOIN artisan p ON p.id = d.id LEFT JOIN craft c ON c.id = d.craft "
           "LEFT JOIN region r ON r.id = d.region";
}

} // namespace

QueueModel::QueueModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "craftName", "settlement", "regionName", "status",
                    "isNew", "changedFields", "waitingSince", "conflicts", "hasConsent", "photo"},
                   {"artisan", "craft", "region", "media", "work", "consent", "conflict"}, parent)
{}

RowListModel::Fetch QueueModel::fetch() const
{
    return [language = language()](Database& db, const Page& page) {
        const Entity& artisan = entity("artisan");
        std::vector<ListRow> rows;
        Statement query = db.prepare(queueSql());
        while (query.step()) {
            const std::string id = query.string(0);
            const bool published = query.integer(3) != 0;
            QString status = textOf(query, 4);
            if (!published && status != QLatin1String("hidden") && withdrawnHere(db, artisan, id))
                status = QStringLiteral("hidden");
            // Nothing to decide on what a moderator took back or gave back.
            const bool setAside =
                !published && (status == QLatin1String("hidden") || status == QLatin1String("changes_asked"));
            const Proposal proposal =
                setAside ? Proposal() : proposalOf(artisan, stampsOf(query, 1), stampsOf(query, 2));
            const int conflicts = int(query.integer(15));
            const int parts = setAside ? 0 : int(query.integer(17));
            if (!proposal.pending() && parts == 0 && conflicts == 0)
                continue;
            std::uint64_t since = proposal.sinceMs;
            if (conflicts > 0 && !query.isNull(16))
                since = since ? std::min(since, std::uint64_t(query.integer(16)))
                              : std::uint64_t(query.integer(16));
            const Localised name = localised(query, 6, language);
            const QString rowId = QString::fromStdString(id);
            rows.push_back(
                {rowId,
                 {rowId, name.text, name.language, localised(query, 9, language).text, textOf(query, 5),
                  localised(query, 12, language).text, status, !published, proposal.fields + parts,
                  timeOf(std::int64_t(since)), conflicts, query.integer(18) != 0, textOf(query, 19)}});
        }
        std::sort(rows.begin(), rows.end(), [](const ListRow& a, const ListRow& b) {
            const QDateTime x = a.values[9].toDateTime();
            const QDateTime y = b.values[9].toDateTime();
            return x != y ? x < y : a.key < b.key;
        });
        return pageOf(std::move(rows), page, false, 0);
    };
}

} // namespace qoloner
