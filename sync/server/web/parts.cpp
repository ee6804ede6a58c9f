// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/hours.h"
#include "sync/server/web/page.h"

#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::array<std::array<std::string_view, 7>, 3> weekdayNames = {
    {{"Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"},
     {"Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"},
     {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}}};

/// Things of one line, with dots between them that never begin a line.
std::string listed(const std::vector<std::string>& parts)
{
    std::string line;
    for (const std::string& part : parts)
        if (!part.empty())
            line += (line.empty() ? "" : "\u00a0· ") + part;
    return line;
}

void tile(Html& out, const View& view, Kind kind, const PublicRow& row, const Html& picture,
          const Html& below)
{
    out << "<li class=\"tile\">"_h << picture << "<h3><a href=\""_h << pathOf(view.lang, kind, row.id())
        << "\">"_h << spoken(view, nameOf(view, row)) << "</a></h3>"_h << below << "</li>"_h;
}

} // namespace

Html spoken(const View& view, const Said& said)
{
    Html out;
    if (said.lang == view.lang)
        return out << said.text;
    return out << "<span lang=\""_h << codeOf(said.lang) << "\">"_h << said.text << "</span>"_h;
}

Html story(const View& view, const Said& said)
{
    Html out;
    if (said.empty())
        return out;
    out << "<div class=\"text\"><p"_h;
    if (said.lang != view.lang)
        out << " lang=\""_h << codeOf(said.lang) << "\""_h;
    out << ">"_h << said.text << "</p>"_h;
    if (const auto remark = remarkOn(view, said); !remark.empty())
        out << "<span class=\"remark\">"_h << remark << "</span>"_h;
    return out << "</div>"_h;
}

void fact(Html& out, std::string_view label, const Html& value)
{
    if (!value.empty())
        out << "<div><dt>"_h << label << "</dt><dd>"_h << value << "</dd></div>"_h;
}

void fact(Html& out, std::string_view label, std::string_view value)
{
    Html text;
    fact(out, label, text << value);
}

Html appCard(const View& view, const std::string& appLink)
{
    const Words& words = view.words();
    Html out;
    out << "<section class=\"card app\"><h2>"_h << words.takeWithYou << "</h2><p>"_h << words.appDoes
        << "</p><div class=\"buttons\">"_h;
    if (!appLink.empty())
        out << "<a class=\"button\" href=\""_h << appLink << "\">"_h << words.openInApp << "</a>"_h;
    out << "<a class=\"button plain\" href=\""_h << pathOf({Address::What::App, view.lang, {}, {}, {}})
        << "\">"_h << words.getApp << "</a></div><p>"_h << words.noStore << "</p></section>"_h;
    return out;
}

Html hoursFact(const View& view, std::string_view text)
{
    Html out;
    if (text.empty())
        return out;
    const Words& words = view.words();
    const auto week = weekOf(OpeningHours::parse(text), localTime(std::int64_t(view.nowMs), cityZone).day);
    if (week.empty())
        return out << text;
    const auto& names = weekdayNames[std::size_t(view.lang)];
    out << "<table class=\"hours\">"_h;
    for (const HoursLine& line : week) {
        const auto from = std::size_t(line.firstWeekday - 1);
        const auto to = std::size_t(line.lastWeekday - 1);
        out << "<tr><th scope=\"row\">"_h << names[from];
        if (to > from)
            out << "–"_h << names[to];
        out << "</th>"_h;
        if (line.allDay)
            out << "<td>"_h << words.allDay;
        else if (line.hours.empty())
            out << "<td class=\"off\">"_h << words.closed;
        else
            out << "<td>"_h << line.hours;
        out << "</td></tr>"_h;
    }
    out << "</table>"_h;
    if (text.find("PH off") != std::string_view::npos || text.find("PH closed") != std::string_view::npos)
        out << "<span class=\"remark\">"_h << words.closedOnHolidays << "</span>"_h;
    else if (text.find("PH") != std::string_view::npos)
        out << "<span class=\"remark\">"_h << filled(words.asWritten, text) << "</span>"_h;
    return out;
}

void photoOrArt(Html& out, const View&, const PublicRow& row)
{
    out << "<div class=\"art\">"_h << art(row.id()) << "</div>"_h;
}

Html masterTile(const View& view, const PublicRow& master)
{
    Html picture;
    photoOrArt(picture, view, master);
    Html below;
    if (const Said craft = craftOf(view, master); !craft.empty())
        below << "<p>"_h << spoken(view, craft) << "</p>"_h;
    below << "<p>"_h << whereabouts(view, master) << "</p>"_h;
    Html out;
    tile(out, view, Kind::Master, master, picture, below);
    return out;
}

Html workTile(const View& view, const PublicRow& work)
{
    Html picture;
    photoOrArt(picture, view, work);
    Html below;
    std::vector<std::string> facts;
    if (const auto state = nameOfChoice("state", work.text("state"), view.lang); !state.empty())
        facts.emplace_back(state);
    if (const auto year = work.number("year"))
        facts.push_back(std::to_string(*year));
    below << "<p>"_h << listed(facts) << "</p>"_h;
    const Said title = nameOf(view, work);
    Html out;
    if (!title.empty()) {
        tile(out, view, Kind::Work, work, picture, below);
        return out;
    }
    out << "<li class=\"tile\">"_h << picture << "<h3><a href=\""_h
        << pathOf(view.lang, Kind::Work, work.id()) << "\">"_h << view.words().noName << "</a></h3>"_h
        << below << "</li>"_h;
    return out;
}

std::string walkFacts(const View& view, const PublicRow& route)
{
    std::vector<std::string> facts;
    if (const auto metres = route.number("length_m"))
        facts.push_back(distanceText(*metres, view.lang));
    if (const auto minutes = route.number("total_min"))
        facts.push_back(filled(view.words().withStops, durationText(*minutes, view.lang)));
    else if (const auto walk = route.number("walk_min"))
        facts.push_back(filled(view.words().walking, durationText(*walk, view.lang)));
    if (const auto stops = view.city.stopsOf(route.id()); !stops.empty())
        facts.push_back(stopCount(stops.size(), view.lang));
    return listed(facts);
}

Html walkTile(const View& view, const PublicRow& route)
{
    Html picture = sketch(view, route, true);
    if (picture.empty())
        photoOrArt(picture, view, route);
    Html below;
    below << "<p>"_h << walkFacts(view, route) << "</p>"_h;
    Html out;
    tile(out, view, Kind::Route, route, picture, below);
    return out;
}

Html eventRow(const View& view, const PublicRow& event)
{
    const Words& words = view.words();
    Html out;
    const auto time = occasionOf(event, view.nowMs);
    out << "<li class=\"row\">"_h;
    if (time && !time->over)
        out << "<div class=\"day\" aria-hidden=\"true\"><b>"_h << std::to_string(unsigned(time->first.day()))
            << "</b>"_h << shortMonth(time->first, view.lang) << "</div>"_h;
    else
        out << "<div class=\"day none\" aria-hidden=\"true\"><b>–</b>&nbsp;</div>"_h;
    out << "<div><h3><a href=\""_h << pathOf(view.lang, Kind::Event, event.id()) << "\">"_h
        << spoken(view, nameOf(view, event)) << "</a></h3><p>"_h;
    if (time && time->underWay)
        out << "<span class=\"tag\">"_h << words.onNow << "</span> "_h;
    if (time)
        out << dateText(*time, view.lang);
    else
        out << spoken(view, event.said("when", view.lang));
    if (time && time->over)
        out << " · "_h << words.over;
    if (const auto place = placeOf(view, event))
        out << " · "_h << spoken(view, nameOf(view, *place));
    return out << "</p></div></li>"_h;
}

Html placeRow(const View& view, const PublicRow& place)
{
    Html out;
    out << "<li class=\"row\"><div><h3><a href=\""_h << pathOf(view.lang, Kind::Place, place.id()) << "\">"_h
        << spoken(view, nameOf(view, place)) << "</a></h3><p>"_h
        << nameOfChoice("kind", place.text("kind"), view.lang);
    const auto at = positionOf(place);
    const Said address = place.said("address", view.lang);
    if (!address.empty() && !(at && at->blurMetres > 0))
        out << " · "_h << spoken(view, address);
    return out << "</p></div></li>"_h;
}

} // namespace qoloner::web
