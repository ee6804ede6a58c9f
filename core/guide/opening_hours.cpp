// SPDX-License-Identifier: Apache-2.0
#include "core/guide/opening_hours.h"

#include <algorithm>
#include <string>

namespace qoloner {

using namespace std::chrono;

namespace {

constexpr int kDay = 24 * 60;
constexpr int kSearchDays = 370;

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::array<std::string_view, 7> kWeekdays = {"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

LocalMinutes localMinutes(std::int64_t utcSeconds, int offsetMinutes)
{
    return floorDiv(utcSeconds, 60) + offsetMinutes;
}

LocalMinutes localMinutes(year_month_day day, int hour, int minute)
{
    return std::int64_t(sys_days(day).time_since_epoch().count()) * kDay + hour * 60 + minute;
}

/// Recursive descent over the text; every function leaves the position where
/// it was when it returns false, and anything left over fails the whole.
class OpeningHoursParser {
public:
    explicit OpeningHoursParser(std::string_view text) : m_text(text) {}

    bool parse(OpeningHours& out)
    {
        bool adds = false;
        while (true) {
            skipSpaces();
            if (atEnd())
                return !out.m_rules.empty() && !adds; // a closing ';' is common and harmless
            OpeningHours::Rule rule;
            rule.adds = adds;
            if (!parseRule(rule))
                return false;
            out.m_namesHolidays = out.m_namesHolidays || rule.holidays;
            out.m_rules.push_back(std::move(rule));
            skipSpaces();
            if (atEnd())
                return true;
            if (literal(";"))
                adds = false;
            else if (literal(","))
                adds = true;
            else
                return false;
        }
    }

private:
    bool atEnd() const { return m_pos == m_text.size(); }

    void skipSpaces()
    {
        while (!atEnd() && m_text[m_pos] == ' ')
            ++m_pos;
    }

    bool literal(std::string_view what)
    {
        if (!m_text.substr(m_pos).starts_with(what))
            return false;
        m_pos += what.size();
        return true;
    }

    // A word ends where its letters end: "Mo" is not the start of "Mother".
    bool word(std::string_view what)
    {
        const std::size_t end = m_pos + what.size();
        const bool ends = end >= m_text.size() || !((m_text[end] | 32) >= 'a' && (m_text[end] | 32) <= 'z');
        return ends && literal(what);
    }

    template <std::size_t N> bool nameOf(const std::array<std::string_view, N>& names, unsigned& index)
    {
        for (unsigned i = 0; i < N; ++i) {
            if (word(names[i])) {
                index = i;
                return true;
            }
        }
        return false;
    }

    bool number(int maxDigits, int& value)
    {
        std::size_t end = m_pos;
        value = 0;
        while (end < m_text.size() && isDigit(m_text[end]) &&
               end - m_pos < static_cast<std::size_t>(maxDigits))
            value = value * 10 + (m_text[end++] - '0');
        if (end == m_pos || (end < m_text.size() && isDigit(m_text[end])))
            return false;
        m_pos = end;
        return true;
    }

    bool time(int& minutes)
    {
        const std::size_t start = m_pos;
        int hour = 0;
        int minute = 0;
        if (number(2, hour) && literal(":") && m_pos + 2 <= m_text.size() && isDigit(m_text[m_pos]) &&
            number(2, minute) && hour <= 48 && minute < 60) {
            minutes = hour * 60 + minute;
            return true;
        }
        m_pos = start;
        return false;
    }

    bool span(OpeningHours::Span& out)
    {
        const std::size_t start = m_pos;
        skipSpaces();
        if (time(out.from)) {
            skipSpaces();
            if (literal("-")) {
                skipSpaces();
                if (time(out.to) && out.from < kDay && out.to <= 2 * kDay && out.to != out.from) {
                    if (out.to < out.from)
                        out.to += kDay;
                    // "10:00-34:01" would be more than a day.
                    if (out.to - out.from <= kDay)
                        return true;
                }
            }
        }
        m_pos = start;
        return false;
    }

    bool seasonEnd(month_day& out, bool isStart, bool& hasDay)
    {
        unsigned index = 0;
        if (!nameOf(kMonths, index))
            return false;
        const month m(index + 1);
        const std::size_t afterMonth = m_pos;
        skipSpaces();
        int d = 0;
        hasDay =
            number(2, d) && (atEnd() || m_text[m_pos] != ':') && (m / day(static_cast<unsigned>(d))).ok();
        if (!hasDay) {
            m_pos = afterMonth;
            const day last = m == February ? day(29) : year_month_day_last(2000y, month_day_last(m)).day();
            out = isStart ? m / day(1) : m / last;
            return true;
        }
        out = m / day(static_cast<unsigned>(d));
        return true;
    }

    bool season(OpeningHours::DayRange& out)
    {
        bool startDay = false;
        const std::size_t start = m_pos;
        if (!seasonEnd(out.from, true, startDay))
            return false;
        const std::size_t afterFirst = m_pos;
        skipSpaces();
        if (literal("-")) {
            skipSpaces();
            bool endDay = false;
            if (seasonEnd(out.to, false, endDay)) {
                if (startDay != endDay) // "Apr 15-Oct" has no agreed meaning
                    m_pos = start;
                return startDay == endDay;
            }
            int d = 0; // "Dec 24-31"
            if (startDay && number(2, d) && (out.from.month() / day(static_cast<unsigned>(d))).ok()) {
                out.to = out.from.month() / day(static_cast<unsigned>(d));
                if (out.from <= out.to)
                    return true;
            }
            m_pos = start;
            return false;
        }
        m_pos = afterFirst;
        if (startDay) {
            out.to = out.from;
        } else {
            const month m = out.from.month();
            out.to = m / (m == February ? day(29) : year_month_day_last(2000y, month_day_last(m)).day());
        }
        return true;
    }

    // "Mo-Fr", "Mo,We", "PH"; stops before a comma that begins something else.
    bool daySelector(OpeningHours::Rule& rule)
    {
        bool any = false;
        std::size_t good = m_pos;
        while (true) {
            skipSpaces();
            unsigned from = 0;
            if (word("PH")) {
                rule.holidays = true;
            } else if (nameOf(kWeekdays, from)) {
                unsigned to = from;
                const std::size_t single = m_pos;
                skipSpaces();
                if (literal("-")) {
                    skipSpaces();
                    if (!nameOf(kWeekdays, to)) {
                        m_pos = good;
                        return any;
                    }
                } else {
                    m_pos = single;
                }
                for (unsigned d = from;; d = (d + 1) % 7) {
                    rule.weekdays[d] = true;
                    if (d == to)
                        break;
                }
            } else {
                m_pos = good;
                return any;
            }
            any = true;
            good = m_pos;
            skipSpaces();
            if (!literal(",")) {
                m_pos = good;
                return true;
            }
        }
    }

    bool parseRule(OpeningHours::Rule& rule)
    {
        if (literal("24/7")) {
            rule.everyDay = true;
            skipSpaces();
            rule.off = word("off") || word("closed");
            return true;
        }
        OpeningHours::DayRange range;
        const bool selects = season(range);
        for (bool more = selects; more;) {
            rule.seasons.push_back(range);
            const std::size_t good = m_pos;
            skipSpaces();
            more = literal(",");
            if (!more) {
                m_pos = good;
            } else {
                skipSpaces();
                if (!season(range))
                    return false;
            }
        }
        skipSpaces();
        if (selects)
            literal(":");
        const bool days = daySelector(rule);
        rule.everyDay = !days;
        skipSpaces();
        if (days)
            literal(":");

        OpeningHours::Span span1;
        while (span(span1)) {
            rule.spans.push_back(span1);
            const std::size_t good = m_pos;
            skipSpaces();
            if (!literal(",")) {
                m_pos = good;
                break;
            }
            skipSpaces();
            if (atEnd() || !isDigit(m_text[m_pos])) { // the comma begins another rule
                m_pos = good;
                break;
            }
        }
        std::sort(rule.spans.begin(), rule.spans.end(),
                  [](const auto& a, const auto& b) { return a.from < b.from; });
        skipSpaces();
        if (word("off") || word("closed")) {
            rule.off = true;
            return selects || days || !rule.spans.empty();
        }
        word("open");
        // "Mo-Fr" alone is open round the clock by the letter of the format,
        // but hardly ever by the meaning of who wrote it.
        return !rule.spans.empty();
    }

    std::string_view m_text;
    std::size_t m_pos = 0;
};

OpeningHours OpeningHours::parse(std::string_view text)
{
    OpeningHours hours;
    if (text.size() <= kMaxBytes && OpeningHoursParser(text).parse(hours))
        hours.m_known = true;
    else
        hours = OpeningHours();
    return hours;
}

OpeningHours::Plan OpeningHours::planOf(sys_days date, bool holiday) const
{
    const month_day today = year_month_day(date).month() / year_month_day(date).day();
    const unsigned weekdayIndex = weekday(date).c_encoding();
    const auto inSeason = [&](const Rule& rule) {
        return rule.seasons.empty() ||
               std::any_of(rule.seasons.begin(), rule.seasons.end(), [&](const DayRange& r) {
                   return r.from <= r.to ? today >= r.from && today <= r.to
                                         : today >= r.from || today <= r.to;
               });
    };
    const auto onlyHolidays = [](const Rule& rule) {
        return rule.holidays &&
               std::find(rule.weekdays.begin(), rule.weekdays.end(), true) == rule.weekdays.end();
    };
    const bool ownRules = holiday && std::any_of(m_rules.begin(), m_rules.end(), [&](const Rule& r) {
                              return onlyHolidays(r) && inSeason(r);
                          });
    Plan plan;
    for (const Rule& rule : m_rules) {
        const bool named = rule.everyDay || rule.weekdays[weekdayIndex] || (rule.holidays && holiday);
        // With rules of their own, holidays follow no weekday's hours; what is
        // off stays off.
        const bool matches = named && (!ownRules || onlyHolidays(rule) || rule.off);
        if (!matches || !inSeason(rule))
            continue;
        const std::vector<Span> spans = rule.spans.empty() ? std::vector<Span>{{0, kDay}} : rule.spans;
        if (rule.off) {
            std::vector<Span> left;
            for (Span open : plan.open) { // cut what is off out of what was open
                for (const Span& gap : spans) {
                    if (gap.from <= open.from && gap.to > open.from)
                        open.from = gap.to;
                    else if (gap.from > open.from && gap.from < open.to) {
                        left.push_back({open.from, gap.from});
                        open.from = gap.to;
                    }
                }
                if (open.from < open.to)
                    left.push_back(open);
            }
            plan.open = rule.spans.empty() ? std::vector<Span>{} : std::move(left);
            continue;
        }
        if (!rule.adds)
            plan.open.clear();
        plan.open.insert(plan.open.end(), spans.begin(), spans.end());
    }
    std::sort(plan.open.begin(), plan.open.end(),
              [](const Span& a, const Span& b) { return a.from < b.from; });
    return plan;
}

OpeningHours::Plan OpeningHours::planOf(sys_days date, const HolidayTable& table) const
{
    if (!m_namesHolidays)
        return planOf(date, false);
    const HolidayTable::Answer answer = table.isHoliday(year_month_day(date));
    Plan plan = planOf(date, answer == HolidayTable::Answer::Yes);
    plan.unknown = answer == HolidayTable::Answer::Maybe;
    return plan;
}

OpeningHours::State OpeningHours::stateAt(LocalMinutes time, const HolidayTable& table) const
{
    if (!m_known)
        return State::Unknown;
    const sys_days today{days(static_cast<int>(floorDiv(time, kDay)))};
    const int minute = static_cast<int>(time - floorDiv(time, kDay) * kDay);
    const Plan now = planOf(today, table);
    const Plan before = planOf(today - days(1), table); // nights that run over midnight
    if (now.unknown)
        return State::Unknown;
    const auto covers = [](const Plan& plan, int m) {
        return std::any_of(plan.open.begin(), plan.open.end(),
                           [m](const Span& s) { return m >= s.from && m < s.to; });
    };
    if (covers(now, minute))
        return State::Open;
    if (covers(before, minute + kDay))
        return before.unknown ? State::Unknown : State::Open;
    return State::Closed;
}

OpeningHours::Answer OpeningHours::at(LocalMinutes time, const HolidayTable& table) const
{
    Answer answer;
    answer.state = stateAt(time, table);
    if (!m_known)
        return answer;
    const std::int64_t firstDay = floorDiv(time, kDay);
    for (std::int64_t d = firstDay; d <= firstDay + kSearchDays; ++d) {
        // The state can only change at midnight or where a span begins or ends.
        std::vector<LocalMinutes> edges = {d * kDay};
        for (const std::int64_t of : {d - 1, d}) {
            for (const Span& s : planOf(sys_days{days(static_cast<int>(of))}, table).open) {
                edges.push_back(of * kDay + s.from);
                edges.push_back(of * kDay + s.to);
            }
        }
        std::sort(edges.begin(), edges.end());
        for (const LocalMinutes edge : edges) {
            if (edge > time && edge < (d + 1) * kDay && stateAt(edge, table) != answer.state) {
                answer.nextChange = edge;
                return answer;
            }
        }
    }
    return answer;
}

} // namespace qoloner
