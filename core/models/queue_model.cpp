// SPDX-License-Identifier: Apache-2.0
#include "core/models/queue_model.h"

#include "core/models/list_order.h"
#include "core/models/place_name.h"
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

/// `from` names the draft `d`, and `o` for a list in order.
std::string queueSql(const std::string& from)
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
           "ORDER BY m.kind = 'portrait' DESC, m.id LIMIT 1)" +
           (from.find(" o ") != std::string::npos ? ", o.key " : " ") + from +
           " LEFT JOIN artisan p ON p.id = d.id LEFT JOIN craft c ON c.id = d.craft "
           "LEFT JOIN region r ON r.id = d.region";
}

/// What there is to decide on the record in the present row of `query`.
struct Waiting {
    int fields = 0, conflicts = 0;
    std::uint64_t sinceMs = 0;
    QString status;

    bool any() const { return fields > 0 || conflicts > 0; }
};

Waiting waitingOf(Database& db, const Statement& query)
{
    static const Entity& artisan = entity("artisan");
    const bool published = query.integer(3) != 0;
    Waiting out;
    out.status = textOf(query, 4);
    if (!published && out.status != QLatin1String("hidden") && withdrawnHere(db, artisan, query.string(0)))
        out.status = QStringLiteral("hidden");
    // Nothing to decide on what a moderator took back or gave back.
    const bool setAside =
        !published && (out.status == QLatin1String("hidden") || out.status == QLatin1String("changes_asked"));
    const Proposal proposal =
        setAside ? Proposal() : proposalOf(artisan, stampsOf(query, 1), stampsOf(query, 2));
    out.fields = proposal.fields + (setAside ? 0 : int(query.integer(17)));
    out.conflicts = int(query.integer(15));
    out.sinceMs = proposal.sinceMs;
    if (out.conflicts > 0 && !query.isNull(16))
        out.sinceMs = out.sinceMs ? std::min(out.sinceMs, std::uint64_t(query.integer(16)))
                                  : std::uint64_t(query.integer(16));
    return out;
}

} // namespace

QueueModel::QueueModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "craftName", "settlement", "regionName", "status",
                    "isNew", "changedFields", "waitingSince", "conflicts", "hasConsent", "photo"},
                   {"artisan", "craft", "region", "media", "work", "consent", "conflict"}, parent)
{}

std::optional<std::uint64_t> queuedSince(Database& db, const std::string& artisan)
{
    Statement query = db.prepare(queueSql("FROM artisan_draft d") + " WHERE d.id = ?");
    query.with(artisan);
    if (!query.step())
        return std::nullopt;
    const Waiting waiting = waitingOf(db, query);
    return waiting.any() ? std::optional(waiting.sinceMs) : std::nullopt;
}

RowListModel::Fetch QueueModel::fetch() const
{
    return [language = language()](Database& db, const Page& page) {
        std::vector<ListRow> rows;
        Statement query = db.prepare(queueSql("FROM row_order o CROSS JOIN artisan_draft d ON d.id = o.id") +
                                     " WHERE o.list = ?1 AND (o.key, o.id) > (?2, ?3) "
                                     "ORDER BY o.key, o.id LIMIT ?4");
        const PageStart start(page);
        query.bind(1, orderNumber(OrderedList::Queue)).bindBlob(2, start.key).bind(3, start.id);
        query.bind(4, std::int64_t(page.limit));
        while (query.step()) {
            const Waiting waiting = waitingOf(db, query);
            const Localised name = localised(query, 6, language);
            const QString id = textOf(query, 0);
            rows.push_back({id,
                            {id, name.text, name.language, localised(query, 9, language).text,
                             settlementFor(textOf(query, 5), language), localised(query, 12, language).text,
                             waiting.status, query.integer(3) == 0, waiting.fields,
                             timeOf(std::int64_t(waiting.sinceMs)), waiting.conflicts, query.integer(18) != 0,
                             textOf(query, 19)},
                            bytesOf(query, 20)});
        }
        return rows;
    };
}

} // namespace qoloner
