// SPDX-License-Identifier: Apache-2.0
#include "core/guide/holidays.h"

namespace qoloner {

using namespace std::chrono;

HolidayTable HolidayTable::kazakhstan()
{
    HolidayTable table;
    constexpr month_day fixed[] = {
        January / 1,   January / 2,             // New Year
        January / 7,                            // Orthodox Christmas
        March / 8,                              // Women's Day
        March / 21,    March / 22,  March / 23, // Nauryz
        May / 1,                                // Unity Day
        May / 7,                                // Defenders' Day
        May / 9,                                // Victory Day
        July / 6,                               // Capital Day
        August / 30,                            // Constitution Day
        October / 25,                           // Republic Day
        December / 16,                          // Independence Day
    };
    for (const month_day day : fixed)
        table.addYearly(day);

    // First day of Kurban Ait: held so far ...
    table.addDay(2024y / June / 16);
    table.addDay(2025y / June / 6);
    table.addDay(2026y / May / 27);
    // ... and as the moon is expected; the Muftiate names the day.
    constexpr year_month_day forecast[] = {
        2027y / May / 16,   2028y / May / 5,    2029y / April / 24, 2030y / April / 13,    2031y / April / 2,
        2032y / March / 22, 2033y / March / 11, 2034y / March / 1,  2035y / February / 18,
    };
    for (const year_month_day day : forecast)
        table.addForecast(day);
    table.setKnownThrough(2035y);
    return table;
}

void HolidayTable::addForecast(year_month_day day)
{
    for (const days shift : {days(-1), days(0), days(1)})
        m_days.emplace(year_month_day(sys_days(day) + shift), Answer::Maybe);
}

HolidayTable::Answer HolidayTable::isHoliday(year_month_day day) const
{
    const auto found = m_days.find(day);
    if (found != m_days.end() && found->second != Answer::Maybe)
        return found->second;
    if (m_yearly.contains(day.month() / day.day()))
        return Answer::Yes;
    if (found != m_days.end() || day.year() > m_knownThrough)
        return Answer::Maybe;
    return Answer::No;
}

} // namespace qoloner
