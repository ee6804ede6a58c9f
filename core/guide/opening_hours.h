// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/guide/holidays.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace qoloner {

/// Civil time at the place: minutes since 1970-01-01 00:00 by the local clock.
using LocalMinutes = std::int64_t;

/// The local clock of a place whose offset from UTC is `offsetMinutes`
/// (Asia/Almaty: +300 since 1 March 2024).
LocalMinutes localMinutes(std::int64_t utcSeconds, int offsetMinutes);
LocalMinutes localMinutes(std::chrono::year_month_day day, int hour, int minute);

/// OpenStreetMap's opening_hours, the part that places in practice use:
///
///     24/7 · Mo-Fr 09:00-18:00 · Tu,Th 10:00-13:00,14:00-19:00 · Sa off
///     Mo-Su 10:00-18:00; PH off · Apr-Oct Mo-Su 09:00-20:00 · Fr 20:00-02:00
///     Mo-Fr 09:00-18:00, Sa 10:00-14:00 · Dec 25-Jan 05 off
///
/// What it does not understand (comments, sunset, weeks, school holidays,
/// open ends) makes the whole text Unknown: it never says open when it is not
/// sure. A rule for PH wins over rules for weekdays wherever it stands.
class OpeningHours {
public:
    enum class State { Open, Closed, Unknown };
    struct Answer {
        State state = State::Unknown;
        /// When the state next differs, looked for over a year; none: it doesn't.
        std::optional<LocalMinutes> nextChange = std::nullopt;
    };
    /// Longer texts are Unknown.
    static constexpr std::size_t kMaxBytes = 255;

    /// Never fails: what can't be read (and the empty text) is Unknown at all times.
    static OpeningHours parse(std::string_view text);

    bool isKnown() const { return m_known; }
    State stateAt(LocalMinutes time, const HolidayTable& holidays) const;
    Answer at(LocalMinutes time, const HolidayTable& holidays) const;

private:
    friend class OpeningHoursParser;
    struct Span {
        int from = 0; // minutes after midnight
        int to = 0;   // up to 2880: runs into the next day
    };
    struct DayRange {
        std::chrono::month_day from;
        std::chrono::month_day to; // may lie before `from`: over New Year
    };
    struct Rule {
        std::vector<DayRange> seasons;     // empty: all year
        std::array<bool, 7> weekdays = {}; // Sunday first
        bool everyDay = false;             // names neither weekday nor PH
        bool holidays = false;
        bool adds = false; // after a comma: adds to the rules before
        bool off = false;
        std::vector<Span> spans; // empty: the whole day
    };
    struct Plan {
        bool unknown = false;
        std::vector<Span> open;
    };
    Plan planOf(std::chrono::sys_days day, const HolidayTable& table) const;
    Plan planOf(std::chrono::sys_days day, bool holiday) const;

    std::vector<Rule> m_rules;
    bool m_known = false;
    bool m_namesHolidays = false;
};

} // namespace qoloner
