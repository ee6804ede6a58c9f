// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/address.h"
#include "sync/server/web/public_city.h"
#include "sync/server/web/words.h"
#include <string>
#include <vector>

namespace qoloner::web {

/// What a page or feed is made from. Everything made from equal views is equal.
struct View {
    const PublicCity& city;
    Lang lang = Lang::Kk;
    std::string origin; ///< "https://craft.example"; empty: nobody knows
    std::uint64_t nowMs = 0;
    std::string appUrl; ///< where the app is to be had; empty: nowhere yet

    const Words& words() const { return wordsOf(lang); }
    std::string absolute(const std::string& path) const { return origin + path; }
    std::string urlOf(Kind kind, const std::string& id) const { return absolute(pathOf(lang, kind, id)); }
};

/// Rows `first` to `first + count` of a list, and whether there are more.
struct Slice {
    std::vector<PublicRow> rows;
    bool more = false;
};
/// `page` from 1.
Slice sliceOf(const View& view, Kind kind, std::size_t page, std::size_t pageRows);

// What several forms say of a row in the same way.

/// The name of what `field` of `row` refers to; empty: it refers to nothing that is public.
Said nameOf(const View& view, const PublicRow& row);
Said craftOf(const View& view, const PublicRow& row);
/// Names of the crafts in the set `field`, without `but`.
std::vector<Said> craftsOf(const View& view, const PublicRow& row, std::string_view field,
                           std::string_view but = {});
/// "Almaty", or "Turkistan, Turkistan Region"
std::string whereabouts(const View& view, const PublicRow& artisan);
/// "written in Russian; no translation yet" where `said` is not in the view's language; empty otherwise.
std::string_view remarkOn(const View& view, const Said& said);
/// The place of an event or of a stop.
std::optional<PublicRow> placeOf(const View& view, const PublicRow& row);
/// The line of a route: as it is kept, else from stop to stop. No line leads to somebody's home.
std::vector<GeoPoint> lineOf(const View& view, const PublicRow& route);
/// Whether one stops at somebody's home: then no distance may be told.
bool leadsHome(const View& view, const PublicRow& stop);

} // namespace qoloner::web
