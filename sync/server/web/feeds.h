// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/view.h"

namespace qoloner::web {

constexpr std::string_view attribution = "© OpenStreetMap contributors, ODbL";

/// iCalendar (RFC 5545) of those of `events` whose date is known.
std::string calendarOf(const View& view, const std::vector<PublicRow>& events);
/// GeoJSON (RFC 7946) of masters, places or walks. Who has no position is there without one.
std::string geoJsonOf(const View& view, Kind kind, const std::vector<PublicRow>& rows);
/// GPX 1.1: stops as waypoints and as a route, the line as a track.
std::string gpxOf(const View& view, const std::vector<PublicRow>& routes);
/// JSON-LD 1.1 in the words of schema.org; its context is inside, nothing needs to be fetched.
std::string jsonLdOf(const View& view, Kind kind, const std::vector<PublicRow>& rows);

/// Degrees with as many digits as are kept.
std::string degreesText(double degrees);

} // namespace qoloner::web
