// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/drawing.h"
#include "sync/server/web/when.h"
#include <optional>
#include <vector>

namespace qoloner::web {

/// A page before it gets its head and foot.
struct Page {
    Said title;
    Said summary; ///< for previews of a link; may be long
    Address address;
    const char* type = "website"; ///< Open Graph
    std::string linked;           ///< JSON-LD, if any
    Html main;
    bool inIndex = true;   ///< search engines may show it
    bool tellsOsm = false; ///< it shows coordinates that OpenStreetMap is to be thanked for
    int status = 200;
};

/// The page of a row that is there.
Page itemPage(const View& view, Kind kind, const PublicRow& row);
Page frontPage(const View& view);
Page listPage(const View& view, Kind kind, std::size_t page);
Page appPage(const View& view);
/// Not there (404), or taken back (410).
Page missingPage(const View& view, const Address& address, bool gone);

/// The whole document.
std::string documentOf(const View& view, const Page& page);

// Parts that several pages have.

/// `said` in an element that tells its language where that is another than the page's.
Html spoken(const View& view, const Said& said);
/// A text of several lines, with a remark on its language.
Html story(const View& view, const Said& said);
/// One line of a list of facts; nothing when `value` is empty.
void fact(Html& out, std::string_view label, const Html& value);
void fact(Html& out, std::string_view label, std::string_view value);
/// The offer of the app, for the page of an item or for all.
Html appCard(const View& view, const std::string& appLink);
Html hoursFact(const View& view, std::string_view openingHours);
Html masterTile(const View& view, const PublicRow& master);
Html workTile(const View& view, const PublicRow& work);
Html walkTile(const View& view, const PublicRow& route);
Html eventRow(const View& view, const PublicRow& event);
Html placeRow(const View& view, const PublicRow& place);
/// "1.6 km · 22 min of walking · 5 stops"
std::string walkFacts(const View& view, const PublicRow& route);
void photoOrArt(Html& out, const View& view, const PublicRow& row);

/// "21–23 March 2027", "3 October 2026, 10:00–18:00"
std::string dateText(const Occasion& occasion, Lang lang);
std::string dateText(Day day, Lang lang);
std::string_view shortMonth(Day day, Lang lang);

} // namespace qoloner::web
