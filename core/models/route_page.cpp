// SPDX-License-Identifier: Apache-2.0
#include "core/models/route_page.h"

#include "core/guide/route_guide.h"

#include <QVariantMap>
#include <charconv>

namespace qoloner {

namespace {

bool takeDegrees(std::string_view& text, double& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return false;
    text.remove_prefix(std::size_t(end - text.data()));
    return true;
}

} // namespace

std::vector<GeoPoint> routePath(std::string_view text)
{
    std::vector<GeoPoint> path;
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty())
            return path;
        GeoPoint point;
        if (!takeDegrees(text, point.lat) || !text.starts_with(','))
            return {};
        text.remove_prefix(1);
        if (!takeDegrees(text, point.lon) || !isValid(point) || (!text.empty() && text.front() != ' '))
            return {};
        if (path.size() == RouteGuide::kMaxVertices)
            return {};
        path.push_back(point);
    }
}

RoutePage::RoutePage(QObject* parent) : PageModel({"route", "route_stop", "place", "craft"}, parent) {}

void RoutePage::read()
{
    readInto<Facts>(
        m_facts, [id = rowId().toStdString(), language = language()](Database& db) -> std::optional<Facts> {
            Statement row = db.prepare(
                "SELECT r.length_m, r.walk_min, r.total_min, r.crafts, r.path, " +
                localisedColumns("route", "title", "r") + ", " + localisedColumns("route", "story", "r") +
                ", " + localisedColumns("route", "access", "r") + ", " +
                localisedColumns("route", "season", "r") + " FROM route r WHERE r.id = ?");
            row.bind(1, id);
            if (!row.step())
                return std::nullopt;
            Facts facts;
            facts.lengthMetres = int(row.integer(0));
            facts.walkMinutes = int(row.integer(1));
            facts.totalMinutes = int(row.integer(2));
            facts.crafts = craftNames(db, row.text(3), language);
            std::vector<GeoPoint> path = routePath(row.text(4));
            facts.name = localised(row, 5, language);
            facts.story = localised(row, 8, language);
            facts.access = localised(row, 11, language);
            facts.season = localised(row, 14, language);

            // Without a line of its own the walk is drawn from stop to stop.
            const bool fromStops = path.size() < 2;
            if (fromStops)
                path.clear();
            Statement stop =
                db.prepare("SELECT p.lat, p.lon FROM route_stop s JOIN place p ON p.id = s.place "
                           "WHERE s.route = ? ORDER BY s.ord, s.id");
            stop.bind(1, id);
            while (stop.step()) {
                ++facts.stopCount;
                if (fromStops && !stop.isNull(0) && !stop.isNull(1))
                    path.push_back({degreesAt(stop, 0), degreesAt(stop, 1)});
            }
            for (const GeoPoint& point : path)
                facts.path << QVariantMap{{QStringLiteral("lat"), point.lat},
                                          {QStringLiteral("lon"), point.lon}};
            return facts;
        });
}

} // namespace qoloner
