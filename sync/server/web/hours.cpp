// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/hours.h"

namespace qoloner::web {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int dayMinutes = 1440;
constexpr int mostSpans = 8;

std::string clock(int minute)
{
    const std::string hours = std::to_string(minute / 60);
    const std::string minutes = std::to_string(minute % 60);
    return (hours.size() < 2 ? "0" : "") + hours + ":" + (minutes.size() < 2 ? "0" : "") + minutes;
}

/// The hours that begin on `day`; what runs past midnight ends the next day.
HoursLine lineOf(const OpeningHours& hours, Day day, const HolidayTable& none)
{
    HoursLine line;
    const LocalMinutes midnight = localMinutes(day, 0, 0);
    LocalMinutes at = midnight;
    // What still runs from the evening before belongs to that day.
    const auto first = hours.at(at, none);
    const bool ranBefore = hours.stateAt(at - 1, none) == OpeningHours::State::Open;
    if (first.state == OpeningHours::State::Open && ranBefore) {
        at = first.nextChange.value_or(midnight + dayMinutes);
        line.allDay = at >= midnight + dayMinutes;
    }
    for (int spans = 0; spans < mostSpans && at < midnight + dayMinutes; ++spans) {
        const auto state = hours.at(at, none);
        if (state.state != OpeningHours::State::Open) {
            if (!state.nextChange)
                break;
            at = *state.nextChange;
            continue;
        }
        const LocalMinutes end = state.nextChange.value_or(midnight + 2 * dayMinutes);
        if (at == midnight && end >= midnight + dayMinutes) {
            line.allDay = true;
            break;
        }
        // Into the small hours is an evening that ends late; longer than that, the next day says.
        const bool late = end - midnight <= dayMinutes + dayMinutes / 2;
        line.hours.append(line.hours.empty() ? "" : ", ").append(clock(int(at - midnight))).append("–");
        line.hours.append(late && end != midnight + dayMinutes ? clock(int((end - midnight) % dayMinutes))
                                                               : std::string("24:00"));
        at = end;
    }
    return line;
}

} // namespace

std::vector<HoursLine> weekOf(const OpeningHours& hours, Day today)
{
    std::vector<HoursLine> week;
    if (!hours.isKnown())
        return week;
    const HolidayTable none;
    const auto weekday = std::chrono::weekday(sys_days(today)).iso_encoding();
    const sys_days monday = sys_days(today) - days(weekday - 1);
    if (hours.at(localMinutes(Day(monday), 0, 0), none).state == OpeningHours::State::Open &&
        !hours.at(localMinutes(Day(monday), 0, 0), none).nextChange)
        return {{1, 7, {}, true}};
    for (int i = 0; i < 7; ++i) {
        HoursLine line = lineOf(hours, Day(monday + days(i)), none);
        line.firstWeekday = line.lastWeekday = i + 1;
        if (!week.empty() && week.back().hours == line.hours && week.back().allDay == line.allDay)
            week.back().lastWeekday = i + 1;
        else
            week.push_back(std::move(line));
    }
    return week;
}

} // namespace qoloner::web
