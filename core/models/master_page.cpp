// SPDX-License-Identifier: Apache-2.0
#include "core/models/master_page.h"

#include "core/models/place_name.h"

namespace qoloner {

MasterPage::MasterPage(QObject* parent) : PageModel({"artisan", "craft", "region", "media"}, parent) {}

void MasterPage::read()
{
    readInto<Facts>(m_facts, [id = rowId().toStdString(), language = language(),
                              now = services()->clock().nowMs()](Database& db) {
        auto facts = factsFrom(db, Facet::Published, id, language, now);
        return facts ? facts : factsFrom(db, Facet::Draft, id, language, now);
    });
}

std::optional<MasterPage::Facts> MasterPage::factsFrom(Database& db, Facet facet, const std::string& id,
                                                       const QString& language, std::uint64_t nowMs)
{
    const auto table = [facet](std::string_view name) {
        return tableName(TableId::of(entity(name).id, facet));
    };
    Statement row = db.prepare(
        "SELECT a.craft, a.crafts, a.region, a.settlement, a.since_year, a.level, a.working_status, "
        "a.visit_mode, a.takes_orders, a.takes_apprentices, a.opening_hours, a.is_demo, a.pub_lat, "
        "a.pub_lon, a.blur_m, " +
        localisedColumns("artisan", "name", "a") + ", " + localisedColumns("artisan", "story", "a") + ", " +
        localisedColumns("craft", "name", "c") + ", " + localisedColumns("region", "name", "r") + " FROM " +
        table("artisan") +
        " a LEFT JOIN craft c ON c.id = a.craft LEFT JOIN region r ON r.id = a.region WHERE a.id = ?");
    row.bind(1, id);
    if (!row.step())
        return std::nullopt;
    Facts facts;
    facts.published = facet == Facet::Published;
    facts.craft = textOf(row, 0);
    facts.crafts = craftNames(db, row.text(1), language);
    facts.region = textOf(row, 2);
    facts.settlement = settlementFor(textOf(row, 3), language);
    facts.sinceYear = int(row.integer(4));
    facts.level = textOf(row, 5);
    facts.workingStatus = textOf(row, 6);
    facts.visitMode = textOf(row, 7);
    facts.takesOrders = row.integer(8) != 0;
    facts.takesApprentices = row.integer(9) != 0;
    facts.hours = textOf(row, 10);
    facts.open = openStateAt(row.text(10), nowMs);
    facts.demo = row.integer(11) != 0;
    facts.lat = degreesAt(row, 12);
    facts.lon = degreesAt(row, 13);
    facts.blurMetres = int(row.integer(14));
    facts.name = localised(row, 15, language);
    facts.story = localised(row, 18, language);
    facts.craftName = localised(row, 21, language).text;
    facts.regionName = localised(row, 24, language).text;

    Statement photo = db.prepare("SELECT sha256, placeholder FROM " + table("media") +
                                 " WHERE artisan = ? AND kind IS NOT 'consent' AND mime LIKE 'image/%' "
                                 "ORDER BY kind IS 'portrait' DESC, id LIMIT 1");
    photo.bind(1, id);
    if (photo.step()) {
        facts.photo = textOf(photo, 0);
        facts.placeholder = textOf(photo, 1);
    }
    return facts;
}

void MasterPage::factsRead()
{
    wakeAt(m_facts.open.changesAt);
}

} // namespace qoloner
