// SPDX-License-Identifier: Apache-2.0
#include "core/models/event_page.h"

#include "core/models/route_models.h"

namespace qoloner {

EventPage::EventPage(QObject* parent) : PageModel({"event", "place"}, parent) {}

void EventPage::read()
{
    readInto<Facts>(
        m_facts,
        [id = rowId().toStdString(), language = language(),
         now = services()->clock().nowMs()](Database& db) -> std::optional<Facts> {
            Statement row = db.prepare(
                "SELECT e.kind, e.starts_at, e.ends_at, e.rule, e.tz, e.when_text, e.place, p.lat, p.lon, "
                "e.source, e.confidence, " +
                localisedColumns("event", "name", "e") + ", " + localisedColumns("event", "story", "e") +
                ", " + localisedColumns("place", "name", "p") + ", " +
                localisedColumns("event", "when", "e") +
                " FROM event e LEFT JOIN place p ON p.id = e.place WHERE e.id = ?");
            row.bind(1, id);
            if (!row.step())
                return std::nullopt;
            const Occurrence next =
                nextOccurrence(row.integer(1), row.integer(2), row.text(3), row.text(4), now);
            Facts facts;
            facts.kind = textOf(row, 0);
            facts.start = next.start;
            facts.end = next.end;
            facts.underWay = next.underWay;
            facts.changesAt = next.changesAt;
            facts.whenText = localised(row, 20, language).text;
            if (facts.whenText.isEmpty())
                facts.whenText = textOf(row, 5); // from a server that knows only the source's words
            facts.placeId = textOf(row, 6);
            facts.lat = degreesAt(row, 7);
            facts.lon = degreesAt(row, 8);
            facts.source = textOf(row, 9);
            facts.confidence = textOf(row, 10);
            facts.name = localised(row, 11, language);
            facts.story = localised(row, 14, language);
            facts.place = localised(row, 17, language);
            return facts;
        });
}

void EventPage::factsRead()
{
    wakeAt(m_facts.changesAt);
}

} // namespace qoloner
