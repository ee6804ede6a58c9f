// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/escape.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/when.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace qoloner::web {

using Json = nlohmann::ordered_json;

namespace {

/// RFC 7946 puts longitude first.
Json coordinates(const GeoPoint& point)
{
    const auto rounded = [](double degrees) { return std::round(degrees * degreesScale) / degreesScale; };
    return Json::array({rounded(point.lon), rounded(point.lat)});
}

Json pointOf(const std::optional<PublicPosition>& position)
{
    if (!position)
        return nullptr;
    return {{"type", "Point"}, {"coordinates", coordinates(position->point)}};
}

Json featureOf(const View& view, Kind kind, const PublicRow& row, const std::string& id, Json geometry)
{
    Json feature = {{"type", "Feature"}, {"id", id}, {"geometry", std::move(geometry)}};
    Json& properties = feature["properties"];
    const Said name = nameOf(view, row);
    properties["name"] = wellFormed(name.text);
    properties["lang"] = codeOf(name.lang);
    if (!view.origin.empty())
        properties["url"] = view.urlOf(kind, row.id());
    properties["updated"] = isoUtc(std::int64_t(row.changedMs()));
    return feature;
}

void put(Json& properties, const char* key, const std::string& text)
{
    if (!text.empty())
        properties[key] = wellFormed(text);
}

void put(Json& properties, const char* key, const std::optional<std::int64_t>& number)
{
    if (number)
        properties[key] = *number;
}

Json masterFeature(const View& view, const PublicRow& master)
{
    const auto position = positionOf(master);
    Json feature = featureOf(view, Kind::Master, master, master.id(), pointOf(position));
    Json& properties = feature["properties"];
    put(properties, "craft", craftOf(view, master).text);
    put(properties, "craft_id", master.text("craft"));
    put(properties, "settlement", master.text("settlement"));
    put(properties, "region", master.text("region"));
    put(properties, "visit_mode", master.text("visit_mode"));
    put(properties, "opening_hours", master.text("opening_hours"));
    put(properties, "since_year", master.number("since_year"));
    if (position && position->blurMetres > 0)
        properties["area_m"] = position->blurMetres; // the point is the middle of a square this wide
    if (master.flag("is_demo"))
        properties["sample"] = true;
    return feature;
}

Json placeFeature(const View& view, const PublicRow& place)
{
    const auto position = positionOf(place);
    Json feature = featureOf(view, Kind::Place, place, place.id(), pointOf(position));
    Json& properties = feature["properties"];
    put(properties, "kind", place.text("kind"));
    if (position && position->blurMetres > 0)
        properties["area_m"] = position->blurMetres;
    else
        put(properties, "address", place.said("address", view.lang).text);
    put(properties, "opening_hours", place.text("opening_hours"));
    put(properties, "wheelchair", place.text("wheelchair"));
    put(properties, "confidence", place.text("confidence"));
    put(properties, "source", place.text("source"));
    if (const auto checked = place.number("checked_at"))
        properties["checked"] = isoDate(localTime(*checked, cityZone).day);
    return feature;
}

void addRoute(const View& view, const PublicRow& route, Json& features)
{
    const auto line = lineOf(view, route);
    Json geometry;
    if (line.size() >= 2) {
        geometry = {{"type", "LineString"}, {"coordinates", Json::array()}};
        for (const GeoPoint& point : line)
            geometry["coordinates"].push_back(coordinates(point));
    }
    Json feature = featureOf(view, Kind::Route, route, route.id(), std::move(geometry));
    Json& properties = feature["properties"];
    properties["kind"] = "route";
    put(properties, "length_m", route.number("length_m"));
    put(properties, "walk_min", route.number("walk_min"));
    put(properties, "total_min", route.number("total_min"));
    features.push_back(std::move(feature));

    for (const PublicRow& stop : view.city.stopsOf(route.id())) {
        const auto place = placeOf(view, stop);
        if (!place)
            continue;
        Json each = featureOf(view, Kind::Place, *place, stop.id(), pointOf(positionOf(*place)));
        Json& facts = each["properties"];
        facts["kind"] = "stop";
        facts["route"] = route.id();
        put(facts, "order", stop.number("ord"));
        put(facts, "stay_min", stop.number("stay_min"));
        if (!leadsHome(view, stop))
            put(facts, "leg_m", stop.number("leg_m"));
        features.push_back(std::move(each));
    }
}

} // namespace

std::string degreesText(double degrees)
{
    std::array<char, 32> out{};
    const int size = std::snprintf(out.data(), out.size(), "%.7f", degrees);
    return {out.data(), size > 0 ? std::size_t(size) : 0};
}

std::string geoJsonOf(const View& view, Kind kind, const std::vector<PublicRow>& rows)
{
    Json all = {{"type", "FeatureCollection"}, {"attribution", attribution}, {"features", Json::array()}};
    Json& features = all["features"];
    for (const PublicRow& row : rows) {
        if (kind == Kind::Master)
            features.push_back(masterFeature(view, row));
        else if (kind == Kind::Place)
            features.push_back(placeFeature(view, row));
        else
            addRoute(view, row, features);
    }
    return all.dump() + "\n";
}

} // namespace qoloner::web
