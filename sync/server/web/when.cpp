// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/when.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <date/tz.h>

namespace qoloner::web {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

constexpr std::int64_t dayMs = 86'400'000;

constexpr std::array<std::string_view, 7> httpWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> httpMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const date::time_zone* zoneOf(std::string_view name)
{
    for (const std::string_view each : {name, cityZone})
        try {
            if (!each.empty())
                return date::locate_zone(std::string(each));
        } catch (const std::runtime_error&) { // no such zone
        }
    return nullptr;
}

struct Clockwork {
    Day day;
    int hour = 0, minute = 0, second = 0;
};

Clockwork clockOf(std::int64_t utcMs)
{
    const auto since = std::chrono::sys_time<milliseconds>(milliseconds(utcMs));
    const auto day = std::chrono::floor<days>(since);
    const auto seconds = int((since - day) / std::chrono::seconds(1));
    return {Day(day), seconds / 3600, seconds / 60 % 60, seconds % 60};
}

std::string printed(const char* format, Day day, const Clockwork& clock)
{
    std::array<char, 64> out{};
    const int size = std::snprintf(out.data(), out.size(), format, int(day.year()), unsigned(day.month()),
                                   unsigned(day.day()), clock.hour, clock.minute, clock.second);
    return {out.data(), std::size_t(std::clamp(size, 0, int(out.size()) - 1))};
}

Day dayAfter(Day day)
{
    return Day(sys_days(day) + days(1));
}

Day dayBefore(Day day)
{
    return Day(sys_days(day) - days(1));
}

/// From midnight to midnight: nobody means the hours.
bool isWholeDays(const LocalTime& from, const std::optional<LocalTime>& to)
{
    return from.minute == 0 && (!to || to->minute == 0);
}

Occasion occasionFrom(std::int64_t startMs, std::int64_t endMs, std::string_view zone)
{
    const LocalTime from = localTime(startMs, zone);
    const auto to = endMs > startMs ? std::optional(localTime(endMs, zone)) : std::nullopt;
    Occasion occasion{from.day, std::nullopt, std::nullopt, std::nullopt};
    if (isWholeDays(from, to)) {
        if (to)
            occasion.last = dayBefore(to->day);
        return occasion;
    }
    occasion.fromMinute = from.minute;
    if (to) {
        occasion.last = to->day;
        occasion.toMinute = to->minute;
    }
    return occasion;
}

} // namespace

LocalTime localTime(std::int64_t utcMs, std::string_view zone)
{
    const date::time_zone* found = zoneOf(zone);
    std::int64_t localMs = utcMs;
    if (found) {
        const auto since = date::sys_time<milliseconds>(milliseconds(utcMs));
        localMs = found->to_local(since).time_since_epoch().count();
    }
    const auto local = std::chrono::sys_time<milliseconds>(milliseconds(localMs));
    const auto day = std::chrono::floor<days>(local);
    return {Day(day), int((local - day) / std::chrono::minutes(1))};
}

std::string knownZone(std::string_view zone)
{
    const date::time_zone* found = zoneOf(zone);
    return found ? found->name() : "UTC";
}

std::optional<Occasion> occasionOf(const PublicRow& event, std::uint64_t nowMs)
{
    const auto now = std::int64_t(nowMs);
    const std::string zone = event.text("tz");
    const std::int64_t startMs = event.number("starts_at").value_or(0);
    const std::int64_t endMs = event.number("ends_at").value_or(0);
    if (startMs > 0 && (endMs > 0 ? endMs : startMs + dayMs) > now) {
        Occasion next = occasionFrom(startMs, endMs, zone);
        next.underWay = startMs <= now;
        return next;
    }
    const Day today = localTime(now, zone).day;
    const auto rule = EventRule::parse(event.text("rule"));
    if (const auto range = rule ? rule->next(today) : std::nullopt) {
        Occasion next{range->first, range->last, std::nullopt, std::nullopt};
        next.underWay = range->first <= today;
        return next;
    }
    std::optional<Occasion> past;
    if (startMs > 0)
        past = occasionFrom(startMs, endMs, zone);
    else if (const auto range = rule ? rule->next(Day(std::chrono::year(1) / 1 / 1)) : std::nullopt)
        past = Occasion{range->first, range->last, std::nullopt, std::nullopt};
    if (past)
        past->over = true;
    return past;
}

std::optional<CalendarTime> calendarTimeOf(const PublicRow& event, std::uint64_t nowMs)
{
    const std::string zone = event.text("tz");
    const std::int64_t startMs = event.number("starts_at").value_or(0);
    const std::int64_t endMs = event.number("ends_at").value_or(0);
    const auto rule = EventRule::parse(event.text("rule"));
    const bool ahead = startMs > 0 && (endMs > 0 ? endMs : startMs + dayMs) > std::int64_t(nowMs);
    CalendarTime time;
    if (startMs > 0 && (ahead || !rule || !rule->recurrence())) {
        const LocalTime from = localTime(startMs, zone);
        const auto to = endMs > startMs ? std::optional(localTime(endMs, zone)) : std::nullopt;
        time.wholeDays = isWholeDays(from, to);
        time.first = from.day;
        time.after = to ? to->day : dayAfter(from.day);
        time.fromMs = startMs;
        time.toMs = to ? endMs : 0;
        return time;
    }
    if (!rule)
        return std::nullopt;
    // A series begins in the year its entry was last edited: the same until it is edited again.
    const auto range =
        rule->next(rule->recurrence() ? localTime(std::int64_t(event.changedMs()), zone).day.year() / 1 / 1
                                      : Day(std::chrono::year(1) / 1 / 1));
    if (!range)
        return std::nullopt;
    time.first = range->first;
    time.after = dayAfter(range->last.value_or(range->first));
    time.recurrence = rule->recurrence();
    return time;
}

std::string icsUtc(std::int64_t utcMs)
{
    const Clockwork clock = clockOf(utcMs);
    return printed("%04d%02u%02uT%02d%02d%02dZ", clock.day, clock);
}

std::string icsDate(Day day)
{
    return printed("%04d%02u%02u", day, {});
}

std::string isoUtc(std::int64_t utcMs)
{
    const Clockwork clock = clockOf(utcMs);
    return printed("%04d-%02u-%02uT%02d:%02d:%02dZ", clock.day, clock);
}

std::string isoDate(Day day)
{
    return printed("%04d-%02u-%02u", day, {});
}

std::string httpDate(std::int64_t utcMs)
{
    const Clockwork clock = clockOf(utcMs);
    const auto weekday = std::chrono::weekday(sys_days(clock.day)).c_encoding();
    std::array<char, 40> out{};
    const int size = std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                   httpWeekdays[weekday].data(), unsigned(clock.day.day()),
                                   httpMonths[unsigned(clock.day.month()) - 1].data(), int(clock.day.year()),
                                   clock.hour, clock.minute, clock.second);
    return {out.data(), std::size_t(std::clamp(size, 0, int(out.size()) - 1))};
}

std::optional<std::int64_t> parseHttpDate(std::string_view text)
{
    // "Thu, 26 Nov 2026 12:00:00 GMT"; read back, so that nothing but this form passes.
    constexpr std::size_t size = 29;
    if (text.size() != size)
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        for (const char c : text.substr(at, digits))
            value = c >= '0' && c <= '9' && value >= 0 ? value * 10 + (c - '0') : -1;
        return value;
    };
    const auto month = std::find(httpMonths.begin(), httpMonths.end(), text.substr(8, 3));
    const int dayNumber = number(5, 2);
    const int year = number(12, 4);
    if (month == httpMonths.end() || dayNumber < 1 || year < 0)
        return std::nullopt;
    const Day day = std::chrono::year(year) / std::chrono::month(unsigned(month - httpMonths.begin()) + 1) /
                    std::chrono::day(unsigned(dayNumber));
    if (!day.ok())
        return std::nullopt;
    const std::int64_t ms = std::chrono::milliseconds(sys_days(day).time_since_epoch()).count() +
                            1000LL * (number(17, 2) * 3600 + number(20, 2) * 60 + number(23, 2));
    return httpDate(ms) == text ? std::optional(ms) : std::nullopt;
}

} // namespace qoloner::web
