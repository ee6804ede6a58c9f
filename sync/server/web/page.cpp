// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/page.h"

#include "sync/server/web/style.h"

namespace qoloner::web {

namespace {

constexpr std::size_t longestSummary = 200;
constexpr std::array<std::string_view, 3> localeNames = {"kk_KZ", "ru_KZ", "en_GB"};
constexpr std::array<std::string_view, 3> languageNames = {"Қазақша", "Русский", "English"};
constexpr std::array<std::string_view, 3> shortNames = {"Қаз", "Рус", "Eng"};

/// The first words of a text on one line.
std::string summaryOf(std::string_view text)
{
    std::string line = wellFormed(text);
    for (char& c : line)
        if (c == '\n' || c == '\t')
            c = ' ';
    if (line.size() <= longestSummary)
        return line;
    std::size_t end = line.rfind(' ', longestSummary);
    if (end == std::string::npos || end == 0) {
        end = longestSummary;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80)
            --end;
    }
    return line.substr(0, end) + "…";
}

Address inLanguage(Address address, Lang lang)
{
    address.lang = lang;
    return address;
}

bool isPage(const Page& page)
{
    return page.status == 200;
}

void meta(Html& out, Raw name, std::string_view content)
{
    if (!content.empty())
        out << "<meta property=\""_h << name << "\" content=\""_h << content << "\">"_h;
}

void head(Html& out, const View& view, const Page& page)
{
    const auto city = view.city.row("city", view.city.city());
    std::string site = "Qolöner";
    if (city)
        site.append(" · ").append(nameOf(view, *city).text);
    out << "<!doctype html>\n<html lang=\""_h << codeOf(view.lang)
        << "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width,initial-scale=1\"><title>"_h
        << (page.title.empty() ? site : page.title.text + " – " + site) << "</title>"_h;
    const std::string summary = summaryOf(page.summary.text);
    if (!summary.empty())
        out << "<meta name=\"description\" content=\""_h << summary << "\">"_h;
    if (!page.inIndex || !isPage(page))
        out << "<meta name=\"robots\" content=\"noindex\">"_h;
    out << "<meta name=\"theme-color\" content=\"#f7f2e8\" media=\"(prefers-color-scheme: light)\">"
           "<meta name=\"theme-color\" content=\"#171513\" media=\"(prefers-color-scheme: dark)\">"
           "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/icon.svg\">"_h;
    if (isPage(page)) {
        const std::string url = view.absolute(pathOf(page.address));
        out << "<link rel=\"canonical\" href=\""_h << url << "\">"_h;
        for (const Lang lang : languages)
            out << "<link rel=\"alternate\" hreflang=\""_h << codeOf(lang) << "\" href=\""_h
                << view.absolute(pathOf(inLanguage(page.address, lang))) << "\">"_h;
        Address neutral = page.address;
        neutral.lang.reset();
        out << "<link rel=\"alternate\" hreflang=\"x-default\" href=\""_h << view.absolute(pathOf(neutral))
            << "\">"_h;
        meta(out, "og:type"_h, page.type);
        meta(out, "og:site_name"_h, site);
        meta(out, "og:title"_h, page.title.empty() ? site : page.title.text);
        meta(out, "og:description"_h, summary);
        meta(out, "og:url"_h, url);
        meta(out, "og:locale"_h, localeNames[std::size_t(view.lang)]);
        for (const Lang lang : languages)
            if (lang != view.lang)
                meta(out, "og:locale:alternate"_h, localeNames[std::size_t(lang)]);
        out << "<meta name=\"twitter:card\" content=\"summary\">"_h;
    }
    (out << "<style>"_h).ours(styleSheet) << "</style>"_h;
    if (!page.linked.empty())
        (out << "<script type=\"application/ld+json\">"_h).json(page.linked) << "</script>"_h;
    out << "</head>"_h;
}

void bar(Html& out, const View& view, const Page& page)
{
    const Words& words = view.words();
    const auto city = view.city.row("city", view.city.city());
    out << "<body>"_h << hornSymbol() << "<a class=\"skip\" href=\"#content\">"_h << words.skip
        << "</a><header class=\"top\"><div class=\"wrap\"><a class=\"brand\" href=\""_h
        << pathOf({Address::What::Front, view.lang, {}, {}, {}}) << "\">"_h << logo() << "<span>"_h
        << (city ? nameOf(view, *city).text : std::string("Qolöner"))
        << "</span></a><nav class=\"parts\" aria-label=\""_h << words.parts << "\"><ul>"_h;
    const bool inPart = isPage(page) && (page.address.what == Address::What::List ||
                                         page.address.what == Address::What::Item);
    const std::pair<Kind, std::string_view> parts[] = {{Kind::Master, words.masters},
                                                       {Kind::Route, words.walks},
                                                       {Kind::Event, words.events},
                                                       {Kind::Place, words.places}};
    for (const auto& [kind, name] : parts) {
        const bool here = inPart && page.address.kind == kind;
        out << "<li><a href=\""_h << pathOf({Address::What::List, view.lang, kind, {}, Format::Page})
            << "\""_h;
        if (here)
            out << " aria-current=\"true\""_h;
        out << ">"_h << name << "</a></li>"_h;
    }
    out << "</ul></nav><nav class=\"langs\" aria-label=\""_h << words.languages << "\"><ul>"_h;
    for (const Lang lang : languages) {
        out << "<li><a lang=\""_h << codeOf(lang) << "\" hreflang=\""_h << codeOf(lang) << "\" href=\""_h
            << pathOf(inLanguage(page.address, lang)) << "\" aria-label=\""_h
            << languageNames[std::size_t(lang)] << "\""_h;
        if (lang == view.lang)
            out << " aria-current=\"true\""_h;
        out << ">"_h << shortNames[std::size_t(lang)] << "</a></li>"_h;
    }
    out << "</ul></nav></div></header>"_h;
}

void feedLink(Html& out, const View& view, const Page& page, Kind kind, Format format, std::string_view label)
{
    Address feed{Address::What::List, view.lang, kind, {}, format};
    if (page.address.what == Address::What::Item && page.address.kind == kind) {
        feed.what = Address::What::Item;
        feed.id = page.address.id;
    }
    out << "<li><a href=\""_h << pathOf(feed) << "\">"_h << label << "</a></li>"_h;
}

void foot(Html& out, const View& view, const Page& page)
{
    const Words& words = view.words();
    out << "<div class=\"wrap\"><div class=\"thread\" aria-hidden=\"true\"><svg viewBox=\"0 0 96 66\">"
           "<use href=\"#h\"/></svg></div></div><footer><div class=\"wrap\">"_h;
    const bool hasFeeds = isPage(page) && page.address.what != Address::What::App;
    if (hasFeeds) {
        const bool front = page.address.what == Address::What::Front;
        const Kind kind = page.address.kind;
        out << "<p>"_h << words.openData << ": "_h << words.openDataWhy << "</p><ul>"_h;
        if (front || comesIn(kind, Format::Ics))
            feedLink(out, view, page, Kind::Event, Format::Ics, words.calendar);
        if (front || comesIn(kind, Format::GeoJson))
            feedLink(out, view, page, front ? Kind::Place : kind, Format::GeoJson, words.mapData);
        if (front || comesIn(kind, Format::Gpx))
            feedLink(out, view, page, Kind::Route, Format::Gpx, words.gpx);
        feedLink(out, view, page, front ? Kind::Master : kind, Format::JsonLd, words.linkedData);
        out << "</ul>"_h;
    }
    if (page.tellsOsm)
        out << "<p>"_h << words.osm << "</p>"_h;
    out << "<p>Qolöner · "_h << words.guide << "</p></div></footer></body></html>\n"_h;
}

} // namespace

std::string documentOf(const View& view, const Page& page)
{
    Html out;
    head(out, view, page);
    bar(out, view, page);
    out << "<main id=\"content\" class=\"wrap\" tabindex=\"-1\">"_h << page.main << "</main>"_h;
    foot(out, view, page);
    return out.take();
}

} // namespace qoloner::web
