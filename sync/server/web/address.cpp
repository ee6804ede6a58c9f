// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/address.h"

#include "core/domain/ids.h"
#include "core/domain/page_link.h"
#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::size_t longestPath = 256;
constexpr std::size_t longestHost = 255;
constexpr std::size_t mostPages = 100'000;

constexpr std::array<std::pair<Format, std::string_view>, 4> suffixes = {{{Format::Ics, ".ics"},
                                                                          {Format::GeoJson, ".geojson"},
                                                                          {Format::Gpx, ".gpx"},
                                                                          {Format::JsonLd, ".jsonld"}}};

std::string_view suffixOf(Format format)
{
    for (const auto& [each, suffix] : suffixes)
        if (each == format)
            return suffix;
    return {};
}

/// Takes a known suffix off `name`.
Format takeFormat(std::string_view& name)
{
    for (const auto& [format, suffix] : suffixes)
        if (name.size() > suffix.size() && name.ends_with(suffix)) {
            name.remove_suffix(suffix.size());
            return format;
        }
    return Format::Page;
}

} // namespace

bool comesIn(Kind kind, Format format)
{
    switch (format) {
    case Format::Page:
    case Format::JsonLd:
        return true;
    case Format::Ics:
        return kind == Kind::Event;
    case Format::Gpx:
        return kind == Kind::Route;
    case Format::GeoJson:
        return kind == Kind::Master || kind == Kind::Place || kind == Kind::Route;
    }
    return false;
}

std::optional<Address> parseAddress(std::string_view path)
{
    using What = Address::What;
    if (path.size() > longestPath || !path.starts_with('/'))
        return std::nullopt;
    path.remove_prefix(1);
    Address address;
    for (const Lang lang : languages) {
        const std::string code(codeOf(lang));
        if (path == code)
            path = {};
        else if (path.starts_with(code + "/"))
            path.remove_prefix(code.size() + 1);
        else
            continue;
        address.lang = lang;
        break;
    }
    if (path.empty())
        return address;
    if (path == "app") {
        address.what = What::App;
        return address;
    }
    if (!address.lang && (path == "robots.txt" || path == "sitemap.xml" || path == "icon.svg")) {
        address.what = path[0] == 'r' ? What::Robots : path[0] == 's' ? What::Sitemap : What::Icon;
        return address;
    }
    const std::size_t slash = path.find('/');
    std::string_view folder = path.substr(0, slash);
    if (slash == std::string_view::npos)
        address.format = takeFormat(folder);
    const auto kind = kindOfPlural(folder);
    if (!kind || !comesIn(*kind, address.format))
        return std::nullopt;
    address.kind = *kind;
    address.what = What::List;
    if (slash == std::string_view::npos)
        return address;
    address.what = What::Item;
    address.id = std::string(path.substr(slash + 1));
    return isRowId(address.id) ? std::optional(address) : std::nullopt;
}

std::optional<Address> withFormat(const Address& item)
{
    std::string_view id = item.id;
    Address other = item;
    other.format = takeFormat(id);
    other.id = std::string(id);
    const bool is = item.what == Address::What::Item && item.format == Format::Page &&
                    other.format != Format::Page && comesIn(item.kind, other.format) && isRowId(other.id);
    return is ? std::optional(other) : std::nullopt;
}

std::string pathOf(const Address& address)
{
    using What = Address::What;
    std::string path = "/";
    if (address.lang)
        path.append(codeOf(*address.lang)).append("/");
    switch (address.what) {
    case What::Front:
        return path;
    case What::App:
        return path.append("app");
    case What::Robots:
        return path.append("robots.txt");
    case What::Sitemap:
        return path.append("sitemap.xml");
    case What::Icon:
        return path.append("icon.svg");
    case What::List:
        return path.append(pluralOf(address.kind)).append(suffixOf(address.format));
    case What::Item:
        path.append(pluralOf(address.kind)).append("/").append(percentEncoded(address.id));
        return path.append(suffixOf(address.format));
    }
    return path;
}

std::string pathOf(Lang lang, Kind kind, const std::string& id)
{
    return pathOf({Address::What::Item, lang, kind, id, Format::Page});
}

Query parseQuery(std::string_view query)
{
    Query parsed;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (part.starts_with("lang=")) {
            parsed.lang = langOf(part.substr(5));
        } else if (part.starts_with("page=")) {
            std::size_t number = 0;
            for (const char c : part.substr(5))
                number = c >= '0' && c <= '9' ? std::min(number * 10 + std::size_t(c - '0'), mostPages + 1)
                                              : mostPages + 1;
            parsed.page = number >= 1 && number <= mostPages ? number : 1;
        }
    }
    return parsed;
}

std::string plainHost(std::string_view host)
{
    const bool plain =
        !host.empty() && host.size() <= longestHost && std::all_of(host.begin(), host.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                   c == '-' || c == ':' || c == '[' || c == ']';
        });
    return plain ? std::string(host) : std::string();
}

} // namespace qoloner::web
