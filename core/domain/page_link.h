// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// An entry of a city's guide as people hand it on: printed on a label as a QR code, or in a message.
struct PageLink {
    std::string server; ///< http:// or https:// address, no trailing slash
    std::string entity; ///< "artisan", "place", "work", "event" or "route"
    std::string row;
    bool operator==(const PageLink&) const = default;
};

/// "masters" for "artisan", and so on: as addresses say it; empty for an entity without pages.
std::string_view pageFolderOf(std::string_view entity);
std::string_view entityOfPageFolder(std::string_view folder);

/// As one segment of a path, or a value of a query: all but the unreserved characters of RFC 3986 as %XX.
std::string percentEncoded(std::string_view text);

/// SERVER/masters/ID: what a label carries. A browser opens it in its reader's language.
std::string pageUrl(const PageLink& link);
/// qoloner://open/masters/ID?server=SERVER: opens the app.
std::string pageAppUrl(const PageLink& link);
/// Of either form, with or without a language in front of the folder; nothing for anything else, however odd.
std::optional<PageLink> parsePageLink(std::string_view text);

} // namespace qoloner
