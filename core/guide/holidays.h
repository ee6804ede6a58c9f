// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <map>
#include <set>

namespace qoloner {

/// Public holidays ("PH" in opening hours): fixed days, movable days by year,
/// and what a government moves from year to year. Data, not rules.
class HolidayTable {
public:
    enum class Answer { No, Yes, Maybe };

    /// Kazakhstan: the fixed days, and the first day of Kurban Ait where known.
    /// Years whose Kurban Ait is only forecast say Maybe for the day and its
    /// neighbours; years beyond the forecast say Maybe for every day that is
    /// not certainly a holiday.
    static HolidayTable kazakhstan();

    void addYearly(std::chrono::month_day day) { m_yearly.insert(day); }
    void addDay(std::chrono::year_month_day day) { m_days[day] = Answer::Yes; }
    /// A day that would be a holiday and was moved elsewhere by decree.
    void removeDay(std::chrono::year_month_day day) { m_days[day] = Answer::No; }
    void addForecast(std::chrono::year_month_day day);
    /// All movable days of years up to this one are in the table.
    void setKnownThrough(std::chrono::year year) { m_knownThrough = year; }

    Answer isHoliday(std::chrono::year_month_day day) const;

private:
    std::set<std::chrono::month_day> m_yearly;
    std::map<std::chrono::year_month_day, Answer> m_days;
    std::chrono::year m_knownThrough = std::chrono::year::max();
};

} // namespace qoloner
