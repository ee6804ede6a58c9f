// SPDX-License-Identifier: Apache-2.0
#include "core/models/my_records_model.h"

#include "core/models/list_order.h"
#include "core/models/place_name.h"
#include "core/models/record_facts.h"

namespace qoloner {

namespace {

/// Whether a mutation in one of `states` lies over any facet of the record.
std::string overlaidIn(const char* states)
{
    const std::int64_t first = TableId::of(entity("artisan").id, Facet::Published).number;
    return "EXISTS (SELECT 1 FROM overlay o JOIN journal j USING (dseq) WHERE o.id = d.id AND o.tbl "
           "BETWEEN " +
           std::to_string(first) + " AND " + std::to_string(first + facetCount - 1) + " AND j.state IN " +
           states + ")";
}

} // namespace

MyRecordsModel::MyRecordsModel(QObject* parent)
    : RowListModel({"rowId", "name", "nameLanguage", "craftName", "settlement", "status", "pending",
                    "rejected", "photo"},
                   {"artisan", "craft", "media"}, parent)
{
    followJournal();
}

RowListModel::Fetch MyRecordsModel::fetch() const
{
    return [language = language()](Database& db, const Page& page) {
        const Entity& artisan = entity("artisan");
        std::vector<ListRow> rows;
        Statement query = db.prepare(
            "SELECT d.id, d._stamps, p._stamps, p.id NOTNULL, coalesce(d.status, ''), d._rev, "
            "d.settlement, " +
            localisedColumns("artisan", "name", "d") + ", " + localisedColumns("craft", "name", "c") + ", " +
            overlaidIn("(0, 1)") + ", " + overlaidIn("(4)") +
            ", (SELECT m.sha256 FROM media_draft m WHERE m.artisan = d.id AND coalesce(m.kind, '') <> "
            "'consent' "
            "ORDER BY m.kind = 'portrait' DESC, m.id LIMIT 1), o.key "
            "FROM row_order o CROSS JOIN artisan_draft d ON d.id = o.id LEFT JOIN artisan p ON p.id = d.id "
            "LEFT JOIN craft c ON c.id = d.craft WHERE o.list = ?1 AND (o.key, o.id) > (?2, ?3) "
            "ORDER BY o.key, o.id LIMIT ?4");
        const PageStart start(page);
        query.bind(1, orderNumber(OrderedList::OwnRecords)).bindBlob(2, start.key).bind(3, start.id);
        query.bind(4, std::int64_t(page.limit));
        while (query.step()) {
            const RowStamps draft = stampsOf(query, 1);
            QString status = textOf(query, 4);
            if (query.integer(3) != 0)
                status = proposalOf(artisan, draft, stampsOf(query, 2)).pending()
                             ? QStringLiteral("changed")
                             : QStringLiteral("published");
            else if (withdrawnHere(db, artisan, query.string(0)))
                status = QStringLiteral("hidden");
            else if (query.integer(5) == 0)
                status = QStringLiteral("draft");
            else if (status != QLatin1String("hidden") && status != QLatin1String("changes_asked"))
                status = QStringLiteral("in_review");
            const QString id = textOf(query, 0);
            const Localised name = localised(query, 7, language);
            rows.push_back({id,
                            {id, name.text, name.language, localised(query, 10, language).text,
                             settlementFor(textOf(query, 6), language), status, query.integer(13) != 0,
                             query.integer(14) != 0, textOf(query, 15)},
                            bytesOf(query, 16)});
        }
        return rows;
    };
}

} // namespace qoloner
