// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/page.h"

#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::size_t rowsOnPage = 60;
constexpr std::size_t mastersInFront = 8;
constexpr std::size_t eventsInFront = 5;
constexpr std::size_t walksInFront = 6;
constexpr std::size_t mostEvents = 500; ///< of which the next ones are looked for

std::string listPath(const View& view, Kind kind)
{
    return pathOf({Address::What::List, view.lang, kind, {}, Format::Page});
}

std::string_view titleOf(const Words& words, Kind kind)
{
    switch (kind) {
    case Kind::Master:
        return words.masters;
    case Kind::Place:
        return words.places;
    case Kind::Work:
        return words.works;
    case Kind::Event:
        return words.events;
    case Kind::Route:
        return words.walks;
    }
    return {};
}

Html shown(const View& view, Kind kind, const PublicRow& row)
{
    switch (kind) {
    case Kind::Master:
        return masterTile(view, row);
    case Kind::Place:
        return placeRow(view, row);
    case Kind::Work:
        return workTile(view, row);
    case Kind::Event:
        return eventRow(view, row);
    case Kind::Route:
        return walkTile(view, row);
    }
    return {};
}

Html listOf(const View& view, Kind kind, const std::vector<PublicRow>& rows)
{
    Html out;
    if (rows.empty())
        return out << "<p>"_h << view.words().nothingYet << "</p>"_h;
    if (kind == Kind::Place || kind == Kind::Event)
        out << "<ul class=\"rows\">"_h;
    else if (kind == Kind::Route)
        out << "<ul class=\"cards wide\">"_h;
    else
        out << "<ul class=\"cards\">"_h;
    for (const PublicRow& row : rows)
        out << shown(view, kind, row);
    return out << "</ul>"_h;
}

/// What comes next first, then what has no date, then what is over.
std::vector<PublicRow> byDate(const View& view, std::vector<PublicRow> events)
{
    struct Key {
        int group;
        Day first;
    };
    const auto keyOf = [&](const PublicRow& event) {
        const auto time = occasionOf(event, view.nowMs);
        return Key{!time ? 1 : time->over ? 2 : 0, time ? time->first : Day()};
    };
    std::vector<std::pair<Key, std::size_t>> order;
    for (std::size_t i = 0; i < events.size(); ++i)
        order.emplace_back(keyOf(events[i]), i);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.first.group != b.first.group ? a.first.group < b.first.group
               : a.first.group == 2           ? a.first.first > b.first.first
               : a.first.group == 0           ? a.first.first < b.first.first
                                              : false;
    });
    std::vector<PublicRow> sorted;
    sorted.reserve(events.size());
    for (const auto& [key, index] : order)
        sorted.push_back(events[index]);
    return sorted;
}

void part(Html& out, const View& view, Kind kind, const std::vector<PublicRow>& rows)
{
    const std::size_t count = view.city.count(kind);
    if (count == 0)
        return;
    out << "<section><div class=\"head\"><h2>"_h << titleOf(view.words(), kind) << "</h2>"_h;
    if (count > rows.size())
        out << "<a href=\""_h << listPath(view, kind) << "\">"_h
            << filled(view.words().all, std::to_string(count)) << "</a>"_h;
    out << "</div>"_h;
    if (!rows.empty())
        out << listOf(view, kind, rows);
    out << "</section>"_h;
}

} // namespace

Page frontPage(const View& view)
{
    const Words& words = view.words();
    Page page;
    page.address = {Address::What::Front, view.lang, {}, {}, {}};
    page.summary = {std::string(words.welcome), view.lang};
    page.tellsOsm = view.city.count(Kind::Route) > 0;
    const auto city = view.city.row("city", view.city.city());
    Html& main = page.main;
    main << frieze() << "<div class=\"hero\"><div><div class=\"kicker\"><span>"_h;
    if (const auto since = city ? city->number("designated_at") : std::nullopt)
        main << filled(words.designated, dateText(localTime(*since, cityZone).day, view.lang));
    else
        main << words.guide;
    main << "</span></div><h1>"_h << (city ? nameOf(view, *city).text : std::string("Qolöner"))
         << "</h1><p class=\"lead\">"_h << words.welcome << "</p></div></div><div class=\"cols\"><div>"_h;
    part(main, view, Kind::Master, sliceOf(view, Kind::Master, 1, mastersInFront).rows);
    part(main, view, Kind::Route, sliceOf(view, Kind::Route, 1, walksInFront).rows);
    main << "</div><div>"_h;
    auto events = byDate(view, sliceOf(view, Kind::Event, 1, mostEvents).rows);
    if (events.size() > eventsInFront)
        events.erase(events.begin() + eventsInFront, events.end());
    part(main, view, Kind::Event, events);
    part(main, view, Kind::Place, {});
    main << appCard(view, {}) << "</div></div>"_h;
    return page;
}

Page listPage(const View& view, Kind kind, std::size_t number)
{
    const Words& words = view.words();
    Page page;
    page.title = {std::string(titleOf(words, kind)), view.lang};
    page.summary = {std::string(words.welcome), view.lang};
    page.address = {Address::What::List, view.lang, kind, {}, Format::Page};
    page.tellsOsm = kind == Kind::Route;
    page.inIndex = number == 1;
    // Events go by date, which changes by itself: they come on one page.
    Slice slice = sliceOf(view, kind, number, kind == Kind::Event ? mostEvents : rowsOnPage);
    if (kind == Kind::Event)
        slice.rows = byDate(view, std::move(slice.rows));
    Html& main = page.main;
    main << "<div class=\"hero\"><h1>"_h << page.title.text << "</h1>"_h;
    if (number > 1)
        main << "<p class=\"lead\">"_h << filled(words.pageNumber, std::to_string(number)) << "</p>"_h;
    main << "</div>"_h << listOf(view, kind, slice.rows);
    if (number > 1 || slice.more) {
        main << "<div class=\"pages\">"_h;
        if (number > 1)
            main << "<a class=\"button plain\" rel=\"prev\" href=\""_h << listPath(view, kind) << "?page="_h
                 << std::to_string(number - 1) << "\">"_h << words.previous << "</a>"_h;
        if (slice.more)
            main << "<a class=\"button plain\" rel=\"next\" href=\""_h << listPath(view, kind) << "?page="_h
                 << std::to_string(number + 1) << "\">"_h << words.next << "</a>"_h;
        main << "</div>"_h;
    }
    return page;
}

Page appPage(const View& view)
{
    const Words& words = view.words();
    Page page;
    page.title = {std::string(words.getApp), view.lang};
    page.summary = {std::string(words.appDoes), view.lang};
    page.address = {Address::What::App, view.lang, {}, {}, {}};
    Html& main = page.main;
    main << frieze() << "<h1>"_h << words.takeWithYou << "</h1><p class=\"lead\">"_h << words.appDoes
         << "</p><ol class=\"steps\">"_h
         << "<li><div class=\"step\" aria-hidden=\"true\">1</div><div><h2>"_h << words.installIt
         << "</h2><p>"_h << (view.appUrl.empty() ? words.installAsk : words.installFrom) << "</p>"_h;
    if (!view.appUrl.empty())
        main << "<div class=\"buttons\"><a class=\"button\" href=\""_h << view.appUrl << "\">"_h
             << words.getApp << "</a></div>"_h;
    main << "</div></li><li><div class=\"step\" aria-hidden=\"true\">2</div><div><h2>"_h << words.connectIt
         << "</h2><p>"_h << words.connectHow << "</p>"_h;
    if (!view.origin.empty())
        main << "<code>"_h << view.origin << "</code>"_h;
    main << "</div></li><li><div class=\"step\" aria-hidden=\"true\">3</div><div><h2>"_h << words.goOffline
         << "</h2><p>"_h << words.goOfflineHow << "</p></div></li></ol>"_h;
    return page;
}

Page missingPage(const View& view, const Address& address, bool gone)
{
    const Words& words = view.words();
    Page page;
    page.status = gone ? 410 : 404;
    page.address = address;
    page.title = {std::string(gone ? words.gone : words.notFound), view.lang};
    page.main << "<div class=\"middle\"><div class=\"art\" aria-hidden=\"true\">"_h
              << art(gone ? "gone" : "missing") << "</div><div class=\"kicker\"><span>"_h
              << std::to_string(page.status) << "</span></div><h1>"_h << page.title.text
              << "</h1><p class=\"lead\">"_h << (gone ? words.goneWhy : words.notFoundWhy)
              << "</p><div class=\"buttons\"><a class=\"button\" href=\""_h
              << pathOf({Address::What::Front, view.lang, {}, {}, {}}) << "\">"_h << words.toFront
              << "</a></div></div>"_h;
    return page;
}

} // namespace qoloner::web
