// SPDX-License-Identifier: Apache-2.0
#include "core/guide/event_rule.h"

#include <array>

namespace qoloner {

using namespace std::chrono;

namespace {

// Exactly `digits` digits at the start of `text`, taken off it.
bool takeNumber(std::string_view& text, std::size_t digits, unsigned& value)
{
    if (text.size() < digits)
        return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    text.remove_prefix(digits);
    return true;
}

bool take(std::string_view& text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.remove_prefix(what.size());
    return true;
}

bool takeDate(std::string_view& text, year_month_day& out)
{
    unsigned y = 0;
    unsigned m = 0;
    unsigned d = 0;
    if (!takeNumber(text, 4, y) || !take(text, "-") || !takeNumber(text, 2, m) || !take(text, "-") ||
        !takeNumber(text, 2, d))
        return false;
    out = year(static_cast<int>(y)) / month(m) / day(d);
    return out.ok();
}

bool takeMonthDay(std::string_view& text, month_day& out)
{
    unsigned m = 0;
    unsigned d = 0;
    if (!take(text, "--") || !takeNumber(text, 2, m) || !take(text, "-") || !takeNumber(text, 2, d))
        return false;
    out = month(m) / day(d);
    return out.ok();
}

bool takeDuration(std::string_view& text, int& days)
{
    unsigned n = 0;
    if (!take(text, "/P"))
        return false;
    const std::size_t digits = text.find('D');
    if (digits == std::string_view::npos || digits == 0 || digits > 2 || !takeNumber(text, digits, n) ||
        !take(text, "D"))
        return false;
    days = static_cast<int>(n);
    return n >= 1 && n <= 31;
}

} // namespace

std::optional<EventRule> EventRule::parse(std::string_view text)
{
    EventRule rule;
    if (!text.starts_with("--")) {
        rule.m_kind = Kind::Once;
        if (!takeDate(text, rule.m_once.first))
            return std::nullopt;
        rule.m_once.last = rule.m_once.first;
        if (text.empty())
            return rule;
        if (!take(text, "/"))
            return std::nullopt;
        rule.m_once.last.reset();
        if (text.empty())
            return rule;
        year_month_day last;
        if (!takeDate(text, last) || !text.empty() || last < rule.m_once.first)
            return std::nullopt;
        rule.m_once.last = last;
        return rule;
    }

    std::string_view rest = text;
    if (takeMonthDay(rest, rule.m_from)) {
        rule.m_kind = Kind::Fixed;
        rule.m_to = rule.m_from;
        if (rest.starts_with("/P")) {
            if (!takeDuration(rest, rule.m_days))
                return std::nullopt;
        } else if (take(rest, "/")) {
            if (!takeMonthDay(rest, rule.m_to))
                return std::nullopt;
        }
        return rest.empty() ? std::optional(rule) : std::nullopt;
    }

    static constexpr std::array<std::string_view, 7> names = {"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"};
    unsigned m = 0;
    rest = text;
    if (!take(rest, "--") || !takeNumber(rest, 2, m) || !month(m).ok() || !take(rest, "-"))
        return std::nullopt;
    rule.m_kind = Kind::Nth;
    rule.m_month = month(m);
    rule.m_days = 1;
    for (unsigned i = 0; i < names.size(); ++i) {
        if (!take(rest, names[i]))
            continue;
        rule.m_weekday = weekday(i);
        unsigned n = 0;
        if (take(rest, "#-1"))
            rule.m_nth = -1;
        else if (take(rest, "#") && takeNumber(rest, 1, n) && n >= 1 && n <= 5)
            rule.m_nth = static_cast<int>(n);
        else
            return std::nullopt;
        if (!rest.empty() && !takeDuration(rest, rule.m_days))
            return std::nullopt;
        return rest.empty() ? std::optional(rule) : std::nullopt;
    }
    return std::nullopt;
}

// The occurrence that starts in `y`; nothing where it doesn't exist
// (29 February, a fifth Sunday).
std::optional<DateRange> EventRule::inYear(year y) const
{
    year_month_day first;
    if (m_kind == Kind::Fixed) {
        first = y / m_from.month() / m_from.day();
    } else if (m_nth < 0) {
        first = year_month_day(sys_days(y / m_month / m_weekday[last]));
    } else {
        const year_month_weekday nth = y / m_month / m_weekday[static_cast<unsigned>(m_nth)];
        if (!nth.ok())
            return std::nullopt;
        first = year_month_day(sys_days(nth));
    }
    if (!first.ok())
        return std::nullopt;
    if (m_days > 0)
        return DateRange{first, year_month_day(sys_days(first) + days(m_days - 1))};
    const year endYear = m_to < m_from ? y + years(1) : y;
    const year_month_day end = endYear / m_to.month() / m_to.day();
    return end.ok() ? std::optional(DateRange{first, end}) : std::nullopt;
}

std::optional<DateRange> EventRule::next(year_month_day day) const
{
    if (!day.ok())
        return std::nullopt;
    if (m_kind == Kind::Once) {
        const year_month_day end =
            m_once.last ? *m_once.last : year_month_day(sys_days(m_once.first) + days(kOpenEndDays));
        return end >= day ? std::optional(m_once) : std::nullopt;
    }
    for (int i = -1; i <= 40; ++i) { // last year's may run over New Year
        const auto range = inYear(day.year() + years(i));
        if (range && *range->last >= day)
            return range;
    }
    return std::nullopt;
}

std::optional<std::string> EventRule::recurrence() const
{
    static constexpr std::array<std::string_view, 7> names = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    if (m_kind == Kind::Once)
        return std::nullopt;
    std::string rule = "FREQ=YEARLY;BYMONTH=";
    if (m_kind == Kind::Fixed)
        return rule + std::to_string(unsigned(m_from.month())) +
               ";BYMONTHDAY=" + std::to_string(unsigned(m_from.day()));
    rule += std::to_string(unsigned(m_month)) + ";BYDAY=" + std::to_string(m_nth);
    return rule.append(names[m_weekday.c_encoding()]);
}

} // namespace qoloner
