// SPDX-License-Identifier: Apache-2.0
#include "core/domain/page_link.h"

#include "core/domain/ids.h"
#include <algorithm>
#include <array>

namespace qoloner {

namespace {

struct Folder {
    std::string_view entity, name;
};
constexpr std::array<Folder, 5> folders = {{{"artisan", "masters"},
                                            {"place", "places"},
                                            {"work", "works"},
                                            {"event", "events"},
                                            {"route", "routes"}}};

constexpr std::string_view appPrefix = "qoloner://open/";
constexpr std::string_view serverQuery = "?server=";
constexpr std::array<std::string_view, 3> languages = {"kk/", "ru/", "en/"};
constexpr std::size_t longestLink = 2048;
constexpr std::size_t longestServer = 500;

/// The letters of an address but those that mean something within one.
bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<std::string> decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? digitOf(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digitOf(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        out += char(high * 16 + low);
        i += 2;
    }
    return out;
}

bool isServer(std::string_view url)
{
    const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
    return scheme > 0 && url.size() > scheme && url.size() <= longestServer && !url.ends_with('/') &&
           std::all_of(url.begin() + std::ptrdiff_t(scheme), url.end(),
                       [](char c) { return isPlain(c) || c == ':' || c == '[' || c == ']' || c == '/'; });
}

/// "masters/ID"
std::optional<PageLink> parsed(std::string server, std::string_view path)
{
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const std::string_view entity = entityOfPageFolder(path.substr(0, slash));
    const std::string_view row = path.substr(slash + 1);
    if (entity.empty() || !isRowId(row) || !isServer(server))
        return std::nullopt;
    return PageLink{std::move(server), std::string(entity), std::string(row)};
}

} // namespace

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isPlain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string_view pageFolderOf(std::string_view entity)
{
    for (const Folder& folder : folders)
        if (folder.entity == entity)
            return folder.name;
    return {};
}

std::string_view entityOfPageFolder(std::string_view name)
{
    for (const Folder& folder : folders)
        if (folder.name == name)
            return folder.entity;
    return {};
}

std::string pageUrl(const PageLink& link)
{
    return link.server + "/" + std::string(pageFolderOf(link.entity)) + "/" + percentEncoded(link.row);
}

std::string pageAppUrl(const PageLink& link)
{
    std::string url(appPrefix);
    url.append(pageFolderOf(link.entity)).append("/").append(percentEncoded(link.row));
    return link.server.empty() ? url : url.append(serverQuery).append(percentEncoded(link.server));
}

std::optional<PageLink> parsePageLink(std::string_view text)
{
    if (text.size() > longestLink)
        return std::nullopt;
    if (text.starts_with(appPrefix)) {
        text.remove_prefix(appPrefix.size());
        const std::size_t query = text.find(serverQuery);
        if (query == std::string_view::npos)
            return std::nullopt;
        auto server = decoded(text.substr(query + serverQuery.size()));
        return server ? parsed(std::move(*server), text.substr(0, query)) : std::nullopt;
    }
    // The folder is the last but one segment; a language may stand before it.
    const std::size_t last = text.rfind('/');
    const std::size_t folder =
        last == std::string_view::npos || last == 0 ? std::string_view::npos : text.rfind('/', last - 1);
    if (folder == std::string_view::npos || folder == 0)
        return std::nullopt;
    std::string_view server = text.substr(0, folder + 1);
    for (const std::string_view language : languages)
        if (server.ends_with(std::string("/").append(language))) {
            server.remove_suffix(language.size());
            break;
        }
    server.remove_suffix(1);
    return parsed(std::string(server), text.substr(folder + 1));
}

} // namespace qoloner
