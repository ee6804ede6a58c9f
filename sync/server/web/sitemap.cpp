// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/sitemap.h"

#include "sync/server/web/escape.h"

namespace qoloner::web {

namespace {

constexpr std::size_t mostAddresses = 50'000;

bool isSample(const View& view, Kind kind, const PublicRow& row)
{
    if (kind == Kind::Master)
        return row.flag("is_demo");
    const auto maker = kind == Kind::Work ? view.city.row(Kind::Master, row.text("artisan")) : std::nullopt;
    return maker && maker->flag("is_demo");
}

} // namespace

std::string robotsText(const View& view)
{
    return "User-agent: *\nDisallow: /v1/\n" +
           (view.origin.empty() ? std::string() : "Sitemap: " + view.absolute("/sitemap.xml") + "\n");
}

std::string sitemapOf(const View& view)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    std::size_t left = mostAddresses;
    const auto add = [&](Address address) {
        for (const Lang lang : languages) {
            if (left == 0)
                return;
            --left;
            address.lang = lang;
            out += "<url><loc>" + markup(view.absolute(pathOf(address))) + "</loc></url>\n";
        }
    };
    add({});
    for (const Kind kind : kinds) {
        add({Address::What::List, {}, kind, {}, Format::Page});
        for (const std::string& id : view.city.ids(entityOf(kind)))
            if (const auto row = view.city.row(kind, id); row && !isSample(view, kind, *row))
                add({Address::What::Item, {}, kind, id, Format::Page});
    }
    return out + "</urlset>\n";
}

} // namespace qoloner::web
