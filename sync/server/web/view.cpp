// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/view.h"

#include <algorithm>
#include <charconv>

namespace qoloner::web {

namespace {

constexpr std::size_t mostPoints = 2000;

/// "43.2637,76.9549 43.2628,76.9550"; nothing where any of it is odd.
std::vector<GeoPoint> pointsIn(std::string_view text)
{
    std::vector<GeoPoint> points;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        if (*at == ' ' || *at == '\n') {
            ++at;
            continue;
        }
        GeoPoint point;
        const auto north = std::from_chars(at, end, point.lat);
        if (north.ec != std::errc() || north.ptr == end || *north.ptr != ',')
            return {};
        const auto east = std::from_chars(north.ptr + 1, end, point.lon);
        if (east.ec != std::errc() || !isValid(point) || points.size() >= mostPoints)
            return {};
        points.push_back(point);
        at = east.ptr;
    }
    return points;
}

} // namespace

Slice sliceOf(const View& view, Kind kind, std::size_t page, std::size_t pageRows)
{
    const auto& ids = view.city.listed(kind, view.lang);
    const std::size_t from = std::min((page - 1) * pageRows, ids.size());
    const std::size_t to = std::min(from + pageRows, ids.size());
    Slice slice;
    for (std::size_t i = from; i < to; ++i)
        if (auto row = view.city.row(kind, ids[i]))
            slice.rows.push_back(std::move(*row));
    slice.more = to < ids.size();
    return slice;
}

Said nameOf(const View& view, const PublicRow& row)
{
    const std::string_view entity = row.entity().name;
    return row.said(entity == "work" || entity == "route" ? "title" : "name", view.lang);
}

Said craftOf(const View& view, const PublicRow& row)
{
    const auto craft = view.city.row("craft", row.text("craft"));
    return craft ? nameOf(view, *craft) : Said{};
}

std::vector<Said> craftsOf(const View& view, const PublicRow& row, std::string_view field,
                           std::string_view but)
{
    std::vector<Said> all;
    for (const std::string& id : row.set(field))
        if (const auto craft = id == but ? std::nullopt : view.city.row("craft", id))
            all.push_back(nameOf(view, *craft));
    return all;
}

std::string whereabouts(const View& view, const PublicRow& artisan)
{
    std::string text = settlementText(artisan.text("settlement"), view.lang);
    const auto region = view.city.row("region", artisan.text("region"));
    // "Almaty, Almaty City" says it twice.
    if (const Said name = region ? nameOf(view, *region) : Said{};
        !name.empty() && (text.empty() || name.text.find(text) == std::string::npos))
        text += (text.empty() ? "" : ", ") + name.text;
    return text;
}

std::string_view remarkOn(const View& view, const Said& said)
{
    if (said.empty() || said.lang == view.lang)
        return {};
    return view.words().writtenIn[std::size_t(said.lang)];
}

std::optional<PublicRow> placeOf(const View& view, const PublicRow& row)
{
    return view.city.row("place", row.text("place"));
}

bool leadsHome(const View& view, const PublicRow& stop)
{
    const auto place = placeOf(view, stop);
    return place && place->text("kind") == "home_workshop";
}

std::vector<GeoPoint> lineOf(const View& view, const PublicRow& route)
{
    const auto stops = view.city.stopsOf(route.id());
    const bool home =
        std::any_of(stops.begin(), stops.end(), [&](const PublicRow& stop) { return leadsHome(view, stop); });
    std::vector<GeoPoint> line;
    if (!home)
        line = pointsIn(route.text("path"));
    if (line.size() >= 2)
        return line;
    line.clear();
    for (const PublicRow& stop : stops)
        if (const auto place = placeOf(view, stop))
            if (const auto position = positionOf(*place))
                line.push_back(position->point);
    return line;
}

} // namespace qoloner::web
