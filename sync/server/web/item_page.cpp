// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/item_pages.h"

#include "core/domain/page_link.h"
#include "sync/server/web/feeds.h"

namespace qoloner::web {

Page itemPage(const View& view, Kind kind, const PublicRow& row)
{
    switch (kind) {
    case Kind::Master:
        return masterPage(view, row);
    case Kind::Work:
        return workPage(view, row);
    case Kind::Place:
        return placePage(view, row);
    case Kind::Event:
        return eventPage(view, row);
    case Kind::Route:
        return routePage(view, row);
    }
    return {};
}

Page beginItem(const View& view, Kind kind, const PublicRow& row)
{
    Page page;
    page.title = nameOf(view, row);
    page.summary = row.said("story", view.lang);
    page.address = {Address::What::Item, view.lang, kind, row.id(), Format::Page};
    page.linked = jsonLdOf(view, kind, {row});
    return page;
}

Html hero(const View& view, const PublicRow& row, const Html& kicker, const Html& lead, std::string_view note)
{
    Html out;
    out << "<div class=\"hero two\">"_h;
    photoOrArt(out, view, row);
    const Said name = nameOf(view, row);
    out << "<div><div class=\"kicker\">"_h << kicker << "</div><h1>"_h;
    if (name.empty())
        out << view.words().noName;
    else
        out << spoken(view, name);
    out << "</h1>"_h;
    if (const auto remark = remarkOn(view, name); !remark.empty())
        out << "<span class=\"remark\">"_h << remark << "</span>"_h;
    if (!lead.empty())
        out << "<p class=\"lead\">"_h << lead << "</p>"_h;
    if (!note.empty())
        out << "<p class=\"note\">"_h << note << "</p>"_h;
    return out << "</div></div>"_h;
}

void columns(Page& page, const View& view, Html first, const Html& facts, Html rest)
{
    if (first.empty())
        std::swap(first, rest);
    Html& main = page.main;
    main << "<div class=\"cols facing\"><div><div class=\"c1\">"_h << first << "</div>"_h;
    if (!rest.empty())
        main << "<div class=\"c3\">"_h << rest << "</div>"_h;
    main << "</div><div>"_h;
    if (!facts.empty())
        main << "<section class=\"card c2\" aria-label=\""_h << view.words().about
             << "\"><dl class=\"facts\">"_h << facts << "</dl></section>"_h;
    const PageLink link{view.origin, std::string(entityOf(page.address.kind)), page.address.id};
    main << "<div class=\"c4\">"_h << appCard(view, pageAppUrl(link)) << "</div></div></div>"_h;
}

Html mapLink(const View& view, const GeoPoint& point)
{
    const std::string at = degreesText(point.lat) + "," + degreesText(point.lon);
    Html out;
    return out << "<span class=\"remark\"><a href=\"geo:"_h << at << "?q="_h << at << "\">"_h
               << view.words().openInMaps << "</a></span>"_h;
}

} // namespace qoloner::web
