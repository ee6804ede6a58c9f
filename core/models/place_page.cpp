// SPDX-License-Identifier: Apache-2.0
#include "core/models/place_page.h"

namespace qoloner {

PlacePage::PlacePage(QObject* parent) : PageModel({"place", "craft"}, parent) {}

void PlacePage::read()
{
    readInto<Facts>(
        m_facts,
        [id = rowId().toStdString(), language = language(),
         now = services()->clock().nowMs()](Database& db) -> std::optional<Facts> {
            Statement row = db.prepare(
                "SELECT p.kind, p.lat, p.lon, p.opening_hours, p.status, p.checked_at, p.wheelchair, "
                "p.confidence, p.source, p.crafts, " +
                localisedColumns("place", "name", "p") + ", " + localisedColumns("place", "address", "p") +
                ", " + localisedColumns("place", "story", "p") + " FROM place p WHERE p.id = ?");
            row.bind(1, id);
            if (!row.step())
                return std::nullopt;
            Facts facts;
            facts.kind = textOf(row, 0);
            facts.lat = degreesAt(row, 1);
            facts.lon = degreesAt(row, 2);
            facts.hours = textOf(row, 3);
            facts.open = openStateAt(row.text(3), now);
            facts.status = textOf(row, 4);
            facts.checkedAt = timeOf(row.integer(5));
            facts.wheelchair = textOf(row, 6);
            facts.confidence = textOf(row, 7);
            facts.source = textOf(row, 8);
            facts.crafts = craftNames(db, row.text(9), language);
            facts.name = localised(row, 10, language);
            facts.address = localised(row, 13, language);
            facts.story = localised(row, 16, language);
            return facts;
        });
}

void PlacePage::factsRead()
{
    wakeAt(m_facts.open.changesAt);
}

} // namespace qoloner
