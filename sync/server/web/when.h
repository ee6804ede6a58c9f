// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/guide/event_rule.h"
#include "sync/server/web/public_row.h"
#include <chrono>
#include <optional>
#include <string>

namespace qoloner::web {

using Day = std::chrono::year_month_day;

/// Where an event does not say its zone.
constexpr std::string_view cityZone = "Asia/Almaty";

struct LocalTime {
    Day day;
    int minute = 0; ///< after midnight
};
/// By the clock of the IANA zone `zone`; of `cityZone` when there is none of this name.
LocalTime localTime(std::int64_t utcMs, std::string_view zone);
/// The zone that `localTime` goes by.
std::string knownZone(std::string_view zone);

/// When an event is, or was last. Days are its own.
struct Occasion {
    Day first;
    std::optional<Day> last;       ///< none: the end is not known
    std::optional<int> fromMinute; ///< after midnight; none: whole days
    std::optional<int> toMinute;
    bool underWay = false;
    bool over = false;
};
/// The one under way or the next, else the last one that is known; nothing where no date is.
std::optional<Occasion> occasionOf(const PublicRow& event, std::uint64_t nowMs);

/// What a calendar is told of an event.
struct CalendarTime {
    bool wholeDays = true;
    Day first, after;                      ///< whole days; `after` is not one of them any more
    std::int64_t fromMs = 0, toMs = 0;     ///< otherwise, UTC; toMs 0: not known
    std::optional<std::string> recurrence; ///< RRULE of RFC 5545
};
/// Nothing for an event whose date is not known: a calendar must not guess.
std::optional<CalendarTime> calendarTimeOf(const PublicRow& event, std::uint64_t nowMs);

/// "20261126T120000Z", "20261126" (RFC 5545), "2026-11-26T12:00:00Z", "2026-11-26" (RFC 3339),
/// "Thu, 26 Nov 2026 12:00:00 GMT" (RFC 9110). Years 0..9999.
std::string icsUtc(std::int64_t utcMs);
std::string icsDate(Day day);
std::string isoUtc(std::int64_t utcMs);
std::string isoDate(Day day);
std::string httpDate(std::int64_t utcMs);
/// Milliseconds of the only form that `httpDate` writes; nothing for any other text.
std::optional<std::int64_t> parseHttpDate(std::string_view text);

} // namespace qoloner::web
