// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/escape.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/when.h"

#include <nlohmann/json.hpp>

namespace qoloner::web {

using Json = nlohmann::ordered_json;

namespace {

/// A text that says its language, as most of it does by being in the one that was asked for.
Json texted(const Said& said)
{
    return {{"@value", wellFormed(said.text)}, {"@language", codeOf(said.lang)}};
}

class Graph {
public:
    explicit Graph(const View& view) : m_view(view) {}

    Json thing(Kind kind, const PublicRow& row) const
    {
        switch (kind) {
        case Kind::Master:
            return master(row);
        case Kind::Place:
            return place(row);
        case Kind::Work:
            return work(row);
        case Kind::Event:
            return event(row);
        case Kind::Route:
            return route(row);
        }
        return {};
    }

private:
    Json begin(Kind kind, const PublicRow& row, const char* type) const
    {
        Json made = reference(kind, row.id());
        made["@type"] = type;
        if (!m_view.origin.empty())
            made["url"] = m_view.urlOf(kind, row.id());
        said(made, "name", nameOf(m_view, row));
        said(made, "description", row.said("story", m_view.lang));
        return made;
    }
    static void said(Json& to, const char* key, const Said& text)
    {
        if (!text.empty())
            to[key] = texted(text);
    }
    /// The address on labels: the same in all languages.
    Json reference(Kind kind, const std::string& id) const
    {
        return {{"@id", m_view.absolute(pathOf({Address::What::Item, {}, kind, id, Format::Page}))}};
    }
    Json named(Kind kind, const PublicRow& row, const char* type) const
    {
        Json made = reference(kind, row.id());
        made["@type"] = type;
        said(made, "name", nameOf(m_view, row));
        return made;
    }
    static void position(Json& to, const PublicRow& row)
    {
        const auto at = positionOf(row);
        if (!at)
            return;
        if (at->blurMetres == 0) {
            to["geo"] = {
                {"@type", "GeoCoordinates"}, {"latitude", at->point.lat}, {"longitude", at->point.lon}};
            return;
        }
        // Half the diagonal of the cell: the workshop is within it.
        to["geo"] = {
            {"@type", "GeoCircle"},
            {"geoMidpoint",
             {{"@type", "GeoCoordinates"}, {"latitude", at->point.lat}, {"longitude", at->point.lon}}},
            {"geoRadius", at->blurMetres * 71 / 100}};
    }

    Json master(const PublicRow& row) const
    {
        Json made = begin(Kind::Master, row, "Person");
        if (row.flag("is_demo"))
            made["disambiguatingDescription"] =
                texted({std::string(m_view.words().sampleMaster), m_view.lang});
        Json crafts = Json::array();
        if (const Said craft = craftOf(m_view, row); !craft.empty()) {
            made["jobTitle"] = texted(craft);
            crafts.push_back(texted(craft));
        }
        for (const Said& craft : craftsOf(m_view, row, "crafts", row.text("craft")))
            crafts.push_back(texted(craft));
        if (!crafts.empty())
            made["knowsAbout"] = std::move(crafts);
        Json where = {{"@type", "Place"}};
        if (const std::string settlement = row.text("settlement"); !settlement.empty())
            where["address"] = {{"@type", "PostalAddress"},
                                {"addressLocality", wellFormed(settlement)},
                                {"addressRegion", wellFormed(row.text("region"))},
                                {"addressCountry", "KZ"}};
        position(where, row);
        if (where.size() > 1)
            made["workLocation"] = std::move(where);
        return made;
    }

    Json place(const PublicRow& row) const
    {
        const std::string kind = row.text("kind");
        Json made = begin(Kind::Place, row,
                          kind == "museum"    ? "Museum"
                          : kind == "market"  ? "ShoppingCenter"
                          : kind == "shop"    ? "Store"
                          : kind == "park"    ? "Park"
                          : kind == "theatre" ? "PerformingArtsTheater"
                          : kind == "library" ? "Library"
                          : kind == "gallery" ? "ArtGallery"
                                              : "Place");
        const auto at = positionOf(row);
        if (const Said address = row.said("address", m_view.lang);
            !address.empty() && !(at && at->blurMetres > 0))
            said(made, "address", address);
        position(made, row);
        return made;
    }

    Json work(const PublicRow& row) const
    {
        Json made = begin(Kind::Work, row, "VisualArtwork");
        const auto maker = m_view.city.row(Kind::Master, row.text("artisan"));
        if (maker)
            made["creator"] = named(Kind::Master, *maker, "Person");
        const PublicRow& crafted = row.text("craft").empty() && maker ? *maker : row;
        said(made, "artform", craftOf(m_view, crafted));
        if (const std::string materials = row.text("materials"); !materials.empty())
            made["artMedium"] = wellFormed(materials);
        if (const auto year = row.number("year"))
            made["dateCreated"] = std::to_string(*year);
        const auto price = row.number("price_minor");
        if (row.text("state") == "for_sale" && row.text("price_kind") == "fixed" && price) {
            const std::string currency = row.text("currency");
            const std::string rest = std::to_string(*price % 100);
            made["offers"] = {
                {"@type", "Offer"},
                {"price", std::to_string(*price / 100) + "." + (rest.size() < 2 ? "0" : "") + rest},
                {"priceCurrency", wellFormed(currency.empty() ? "KZT" : currency)},
                {"availability", {{"@id", "https://schema.org/InStock"}}}};
        }
        return made;
    }

    Json event(const PublicRow& row) const
    {
        const std::string kind = row.text("kind");
        Json made = begin(Kind::Event, row,
                          kind == "festival"                    ? "Festival"
                          : kind == "exhibition"                ? "ExhibitionEvent"
                          : kind == "class" || kind == "course" ? "EducationEvent"
                          : kind == "fair"                      ? "SaleEvent"
                                                                : "Event");
        if (const auto time = occasionOf(row, m_view.nowMs)) {
            const auto startMs = row.number("starts_at");
            if (time->fromMinute && startMs)
                made["startDate"] = isoUtc(*startMs);
            else
                made["startDate"] = isoDate(time->first);
            if (const auto endMs = row.number("ends_at"); time->toMinute && endMs)
                made["endDate"] = isoUtc(*endMs);
            else if (time->last)
                made["endDate"] = isoDate(*time->last);
        }
        if (const auto where = placeOf(m_view, row))
            made["location"] = place(*where);
        return made;
    }

    Json route(const PublicRow& row) const
    {
        Json made = begin(Kind::Route, row, "TouristTrip");
        Json stops = Json::array();
        for (const PublicRow& stop : m_view.city.stopsOf(row.id())) {
            const auto where = placeOf(m_view, stop);
            if (!where)
                continue;
            Json item = named(Kind::Place, *where, "TouristAttraction");
            position(item, *where);
            stops.push_back(
                {{"@type", "ListItem"}, {"position", stops.size() + 1}, {"item", std::move(item)}});
        }
        if (!stops.empty())
            made["itinerary"] = {{"@type", "ItemList"},
                                 {"numberOfItems", stops.size()},
                                 {"itemListElement", std::move(stops)}};
        return made;
    }

    const View& m_view;
};

/// Dates and links say what they are.
Json context()
{
    return {{"@version", 1.1},
            {"@vocab", "https://schema.org/"},
            {"url", {{"@type", "@id"}}},
            {"startDate", {{"@type", "Date"}}},
            {"endDate", {{"@type", "Date"}}},
            {"dateCreated", {{"@type", "Date"}}}};
}

} // namespace

std::string jsonLdOf(const View& view, Kind kind, const std::vector<PublicRow>& rows)
{
    const Graph graph(view);
    Json all = {{"@context", context()}};
    if (rows.size() == 1) {
        all.update(graph.thing(kind, rows.front()));
    } else {
        all["@graph"] = Json::array();
        for (const PublicRow& row : rows)
            all["@graph"].push_back(graph.thing(kind, row));
    }
    return all.dump();
}

} // namespace qoloner::web
