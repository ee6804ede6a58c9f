// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/page.h"

namespace qoloner::web {

Page masterPage(const View& view, const PublicRow& master);
Page workPage(const View& view, const PublicRow& work);
Page placePage(const View& view, const PublicRow& place);
Page eventPage(const View& view, const PublicRow& event);
Page routePage(const View& view, const PublicRow& route);

// What they are made of.

/// Title, summary, address and JSON-LD of a row.
Page beginItem(const View& view, Kind kind, const PublicRow& row);
/// Picture and heading; `note` in a frame, if any.
Html hero(const View& view, const PublicRow& row, const Html& kicker, const Html& lead,
          std::string_view note);
/// What is said first, the facts, the rest and the app's offer: in this order on a phone, in two columns on
/// a desk.
void columns(Page& page, const View& view, Html first, const Html& facts, Html rest);
Html mapLink(const View& view, const GeoPoint& point);

} // namespace qoloner::web
