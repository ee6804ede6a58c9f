// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/item_pages.h"

#include <algorithm>
#include <set>

namespace qoloner::web {

namespace {

/// Where something was read, as people say it.
std::string sourceText(std::string text)
{
    for (const std::string_view kind : {"osm node/", "osm way/", "osm relation/"})
        for (std::size_t at = text.find(kind); at != std::string::npos; at = text.find(kind, at)) {
            std::size_t end = at + kind.size();
            while (end < text.size() && text[end] >= '0' && text[end] <= '9')
                ++end;
            text.replace(at, end - at, "OpenStreetMap");
        }
    return text;
}

std::string_view accessText(const Words& words, const std::string& access)
{
    return access == "yes" ? words.yes : access == "limited" ? words.inPart : access == "no" ? words.no : "";
}

Html placeFacts(const View& view, const PublicRow& place)
{
    const Words& words = view.words();
    const auto at = positionOf(place);
    const bool home = at && at->blurMetres > 0;
    Html facts;
    Html where;
    if (const Said address = place.said("address", view.lang); !address.empty() && !home)
        where << spoken(view, address);
    if (home)
        where << filled(words.homeArea, distanceText(at->blurMetres, view.lang));
    else if (at)
        where << mapLink(view, at->point);
    fact(facts, place.said("address", view.lang).empty() || home ? words.where : words.address, where);
    fact(facts, words.hours, hoursFact(view, place.text("opening_hours")));
    fact(facts, words.wheelchair, accessText(words, place.text("wheelchair")));
    Html crafts;
    for (const Said& craft : craftsOf(view, place, "crafts")) {
        if (!crafts.empty())
            crafts << ", "_h;
        crafts << spoken(view, craft);
    }
    fact(facts, words.craftsHere, crafts);
    if (const auto checked = place.number("checked_at"))
        fact(facts, words.checked, dateText(localTime(*checked, cityZone).day, view.lang));
    fact(facts, words.source, sourceText(place.text("source")));
    return facts;
}

std::string legText(const View& view, const PublicRow& stop, bool first)
{
    const Words& words = view.words();
    std::string text;
    const auto leg = stop.number("leg_m");
    if (!first && leg && *leg > 0 && !leadsHome(view, stop))
        text = filled(words.onFoot, distanceText(*leg, view.lang));
    if (const auto stay = stop.number("stay_min"); stay && *stay > 0)
        text.append(text.empty() ? "" : "\u00a0· ")
            .append(filled(words.stay, durationText(*stay, view.lang)));
    return text;
}

Html stopList(const View& view, const std::vector<PublicRow>& stops)
{
    Html out;
    out << "<ol class=\"walk\">"_h;
    for (const PublicRow& stop : stops) {
        const auto place = placeOf(view, stop);
        if (!place)
            continue;
        out << "<li><div class=\"step\" aria-hidden=\"true\">"_h
            << std::to_string(stop.number("ord").value_or(0)) << "</div><div><h3><a href=\""_h
            << pathOf(view.lang, Kind::Place, place->id()) << "\">"_h << spoken(view, nameOf(view, *place))
            << "</a></h3><p class=\"leg\">"_h << legText(view, stop, &stop == &stops.front()) << "</p>"_h
            << story(view, stop.said("story", view.lang)) << "</div></li>"_h;
    }
    return out << "</ol>"_h;
}

} // namespace

Page placePage(const View& view, const PublicRow& place)
{
    const Words& words = view.words();
    Page page = beginItem(view, Kind::Place, place);
    page.tellsOsm = positionOf(place).has_value();
    Html kicker;
    kicker << "<span>"_h << nameOfChoice("kind", place.text("kind"), view.lang) << "</span>"_h;
    page.main = hero(view, place, kicker, {}, {});
    Html rest;
    Html events;
    for (const PublicRow& event : view.city.rowsOf("event", "place", place.id()))
        events << eventRow(view, event);
    if (!events.empty())
        rest << "<section><h2>"_h << words.eventsHere << "</h2><ul class=\"rows\">"_h << events
             << "</ul></section>"_h;
    Html walks;
    std::set<std::string> seen;
    for (const PublicRow& stop : view.city.rowsOf("route_stop", "place", place.id()))
        if (const auto route = view.city.row(Kind::Route, stop.text("route"));
            route && seen.insert(route->id()).second)
            walks << walkTile(view, *route);
    if (!walks.empty())
        rest << "<section><h2>"_h << words.walksHere << "</h2><ul class=\"cards wide\">"_h << walks
             << "</ul></section>"_h;
    columns(page, view, story(view, place.said("story", view.lang)), placeFacts(view, place), rest);
    return page;
}

Page eventPage(const View& view, const PublicRow& event)
{
    const Words& words = view.words();
    Page page = beginItem(view, Kind::Event, event);
    page.type = "article";
    const auto time = occasionOf(event, view.nowMs);
    const auto place = placeOf(view, event);
    page.tellsOsm = place && positionOf(*place);
    Html kicker;
    kicker << "<span>"_h << nameOfChoice("kind", event.text("kind"), view.lang) << "</span>"_h;
    if (time && time->underWay)
        kicker << "<span class=\"tag\">"_h << words.onNow << "</span>"_h;
    if (time && time->over)
        kicker << "<span class=\"tag quiet\">"_h << words.over << "</span>"_h;
    const Said usually = event.said("when", view.lang);
    Html lead;
    if (time)
        lead << dateText(*time, view.lang);
    else
        lead << spoken(view, usually);
    const bool unsure = event.text("confidence") != "high" && !(time && time->over);
    std::string note;
    if (unsure)
        note = std::string(words.notConfirmed) + ". " + std::string(words.askOrganiser);
    page.main = hero(view, event, kicker, lead, note);

    Html facts;
    if (time) {
        Html when;
        when << dateText(*time, view.lang);
        if (time->fromMinute)
            when << "<span class=\"remark\">"_h << knownZone(event.text("tz")) << "</span>"_h;
        if (calendarTimeOf(event, view.nowMs) && !time->over)
            when << "<span class=\"remark\"><a href=\""_h
                 << pathOf({Address::What::Item, view.lang, Kind::Event, event.id(), Format::Ics}) << "\">"_h
                 << words.addToCalendar << "</a></span>"_h;
        fact(facts, words.when, when);
    }
    if (!usually.empty())
        fact(facts, words.usually, spoken(view, usually));
    if (place) {
        Html where;
        where << "<a href=\""_h << pathOf(view.lang, Kind::Place, place->id()) << "\">"_h
              << spoken(view, nameOf(view, *place)) << "</a>"_h;
        const auto at = positionOf(*place);
        if (const Said address = place->said("address", view.lang);
            !address.empty() && !(at && at->blurMetres > 0))
            where << "<span class=\"remark\">"_h << spoken(view, address) << "</span>"_h;
        fact(facts, words.where, where);
    }
    fact(facts, words.source, event.text("source"));
    columns(page, view, story(view, event.said("story", view.lang)), facts, {});
    return page;
}

Page routePage(const View& view, const PublicRow& route)
{
    const Words& words = view.words();
    Page page = beginItem(view, Kind::Route, route);
    page.type = "article";
    page.tellsOsm = true;
    const auto stops = view.city.stopsOf(route.id());
    Html main;
    main << "<div class=\"hero\"><div><div class=\"kicker\"><span>"_h << words.walk << "</span></div><h1>"_h
         << spoken(view, nameOf(view, route)) << "</h1>"_h;
    if (const auto remark = remarkOn(view, nameOf(view, route)); !remark.empty())
        main << "<span class=\"remark\">"_h << remark << "</span>"_h;
    main << "<p class=\"lead\">"_h << walkFacts(view, route) << "</p></div></div>"_h;
    page.main = main;

    Html facts;
    if (const auto metres = route.number("length_m")) {
        Html length;
        length << distanceText(*metres, view.lang);
        if (const auto walk = route.number("walk_min"))
            length << "<span class=\"remark\">"_h << filled(words.walking, durationText(*walk, view.lang))
                   << "</span>"_h;
        fact(facts, words.walk, length);
    }
    fact(facts, words.onTheWay, spoken(view, route.said("access", view.lang)));
    fact(facts, words.season, spoken(view, route.said("season", view.lang)));
    Html crafts;
    for (const Said& craft : craftsOf(view, route, "crafts")) {
        if (!crafts.empty())
            crafts << ", "_h;
        crafts << spoken(view, craft);
    }
    fact(facts, words.crafts, crafts);

    Html first = sketch(view, route);
    if (const Html about = story(view, route.said("story", view.lang)); !about.empty())
        first << "<section>"_h << about << "</section>"_h;
    Html rest;
    if (!stops.empty())
        rest << "<section><h2>"_h << words.stops << "</h2>"_h << stopList(view, stops) << "</section>"_h;
    columns(page, view, first, facts, rest);
    return page;
}

} // namespace qoloner::web
