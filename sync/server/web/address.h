// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/public_city.h"
#include <optional>
#include <string>
#include <string_view>

namespace qoloner::web {

/// In which form one wants what is at an address.
enum class Format : std::uint8_t { Page, Ics, GeoJson, Gpx, JsonLd };

/// What a path means. Without a language it is the address on labels: a browser is sent to its own.
struct Address {
    enum class What : std::uint8_t { Front, App, List, Item, Robots, Sitemap, Icon };
    What what = What::Front;
    std::optional<Lang> lang;
    Kind kind = Kind::Master; ///< List, Item
    std::string id;           ///< Item
    Format format = Format::Page;
    bool operator==(const Address&) const = default;
};

/// Nothing for a path that is none of ours. An item's id may look as if it had a format: it is left
/// whole, and `withFormat` takes the other reading.
std::optional<Address> parseAddress(std::string_view path);
/// "walk.gpx" read as "walk" in the form GPX, where things of its kind have that form.
std::optional<Address> withFormat(const Address& item);
std::string pathOf(const Address& address);
std::string pathOf(Lang lang, Kind kind, const std::string& id);

/// Whether `kind` comes in `format`; one by one, or all together.
bool comesIn(Kind kind, Format format);

/// What may follow the '?'.
struct Query {
    std::optional<Lang> lang;
    std::size_t page = 1; ///< from 1
};
/// Anything unknown or odd is passed over.
Query parseQuery(std::string_view query);

/// The host of a request as a part of an address: letters, digits, dots, dashes, a port; empty for anything
/// else.
std::string plainHost(std::string_view host);

} // namespace qoloner::web
