// SPDX-License-Identifier: Apache-2.0
#include "core/models/work_page.h"

#include "core/models/place_name.h"

namespace qoloner {

WorkPage::WorkPage(QObject* parent) : PageModel({"work", "artisan", "craft", "media"}, parent) {}

void WorkPage::read()
{
    readInto<Facts>(m_facts, [id = rowId().toStdString(), language = language()](Database& db) {
        auto facts = factsFrom(db, Facet::Published, id, language);
        return facts ? facts : factsFrom(db, Facet::Draft, id, language);
    });
}

std::optional<WorkPage::Facts> WorkPage::factsFrom(Database& db, Facet facet, const std::string& id,
                                                   const QString& language)
{
    const auto table = [facet](std::string_view name) {
        return tableName(TableId::of(entity(name).id, facet));
    };
    // A work without a craft of its own is of its maker's main craft.
    Statement row = db.prepare(
        "SELECT w.artisan, w.year, w.materials, w.state, w.price_kind, w.price_minor, w.currency, "
        "w.price_as_of, a.settlement, a.is_demo, " +
        localisedColumns("work", "title", "w") + ", " + localisedColumns("work", "story", "w") + ", " +
        localisedColumns("artisan", "name", "a") + ", " + localisedColumns("craft", "name", "c") + " FROM " +
        table("work") + " w LEFT JOIN " + table("artisan") +
        " a ON a.id = w.artisan LEFT JOIN craft c ON c.id = coalesce(nullif(w.craft, ''), a.craft) "
        "WHERE w.id = ?");
    row.bind(1, id);
    if (!row.step())
        return std::nullopt;
    Facts facts;
    facts.published = facet == Facet::Published;
    facts.artisan = textOf(row, 0);
    facts.year = int(row.integer(1));
    facts.materials = textOf(row, 2);
    facts.availability = textOf(row, 3);
    facts.priceKind = textOf(row, 4);
    facts.price = row.isNull(5) ? -1.0 : double(row.integer(5));
    facts.currency = textOf(row, 6);
    facts.priceAsOf = timeOf(row.integer(7));
    facts.settlement = settlementFor(textOf(row, 8), language);
    facts.demo = row.integer(9) != 0;
    facts.title = localised(row, 10, language);
    facts.story = localised(row, 13, language);
    facts.artisanName = localised(row, 16, language).text;
    facts.craftName = localised(row, 19, language).text;

    Statement photo = db.prepare("SELECT sha256, placeholder, width, height FROM " + table("media") +
                                 " WHERE work = ? AND kind IS NOT 'consent' AND mime LIKE 'image/%' "
                                 "ORDER BY kind IS 'portrait', id LIMIT 1");
    photo.bind(1, id);
    if (photo.step()) {
        facts.photo = textOf(photo, 0);
        facts.placeholder = textOf(photo, 1);
        facts.photoRatio = photo.integer(3) > 0 ? double(photo.integer(2)) / double(photo.integer(3)) : 0.0;
    }
    return facts;
}

} // namespace qoloner
