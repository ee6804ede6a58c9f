// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/language.h"
#include <string>
#include <string_view>

namespace qoloner::web {

/// What pages and feeds say by themselves, in one language. "%1" stands for what is filled in.
struct Words {
    std::string_view guide, welcome, designated;
    std::string_view masters, works, work, walks, events, places, all, nothingYet, next, previous, pageNumber;
    std::string_view skip, languages, parts, otherLanguage;
    std::string_view takeWithYou, appDoes, openInApp, getApp, noStore;
    std::string_view installIt, installFrom, installAsk, connectIt, connectHow, goOffline, goOfflineHow;
    std::string_view sampleMaster, sampleWork, sample, writtenIn[3];
    std::string_view master, region, craft, crafts, story, visits, hours, takes, orders, apprentices, level,
        since, learned, homeArea, about;
    std::string_view materials, year, availability, price, priceOn, from, around, onRequest, free, donation,
        noName, moreByMaster;
    std::string_view address, wheelchair, yes, inPart, no, checked, source, askFirst, openInMaps, eventsHere,
        walksHere, craftsHere;
    std::string_view when, where, usually, onNow, until, over, notConfirmed, askOrganiser, addToCalendar;
    std::string_view walk, onFoot, walking, withStops, stay, stops, onTheWay, season, sketch, north, gpx;
    std::string_view holidays, closed, closedOnHolidays, allDay, thisWeek, asWritten;
    std::string_view notFound, notFoundWhy, gone, goneWhy, toFront;
    std::string_view openData, openDataWhy, calendar, mapData, linkedData, osm;
};

const Words& wordsOf(Lang lang);

/// `pattern` with `value` in place of its "%1".
std::string filled(std::string_view pattern, std::string_view value);

/// The name of a choice of the catalogue ("museum", "fair", "for_sale", "by_appointment", ...); empty for
/// one that is not known.
std::string_view nameOfChoice(std::string_view field, std::string_view choice, Lang lang);

/// "3 stops", with the number's own form of the word.
std::string stopCount(std::size_t count, Lang lang);
/// "850 m", "1.6 km"; "1 h 35 min"; "45 000 ₸": as the app writes them.
std::string distanceText(std::int64_t metres, Lang lang);
std::string durationText(std::int64_t minutes, Lang lang);
std::string moneyText(std::int64_t minorUnits, std::string_view currency, Lang lang);

/// The name of a town or village as its people write it, in Latin letters where the page is English.
std::string settlementText(std::string_view asWritten, Lang lang);

} // namespace qoloner::web
