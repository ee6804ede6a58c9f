// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner {

/// Days by the local calendar of the event, both ends included.
struct DateRange {
    std::chrono::year_month_day first;
    std::optional<std::chrono::year_month_day> last; ///< none: the end is not known
    bool operator==(const DateRange&) const = default;
};

/// When an event happens, in the short form that the starter data uses
/// (core/catalogue/starter/SOURCES.md):
///
///     --03-21/--03-23         every year, these days
///     --12-16                 every year, one day
///     --09-Su#3               every year, the third Sunday of September (#-1: the last)
///     --09-Fr#3/P3D           the same, three days long
///     2025-10-03/2025-10-05   once
///     2025-10-03/             once, the end is not known
class EventRule {
public:
    /// How long after its start an event without a known end is still given.
    static constexpr int kOpenEndDays = 30;

    /// Nothing for an empty text or one that is not exactly of these forms.
    static std::optional<EventRule> parse(std::string_view text);

    /// The first occurrence that is not over on `day`: it may be under way.
    /// Nothing if there is none any more, or none in the next 40 years.
    std::optional<DateRange> next(std::chrono::year_month_day day) const;

    /// On which day it begins each year, as a RECUR value of RFC 5545; nothing for what happens once.
    std::optional<std::string> recurrence() const;

private:
    std::optional<DateRange> inYear(std::chrono::year year) const;

    enum class Kind { Once, Fixed, Nth };
    Kind m_kind = Kind::Once;
    DateRange m_once;
    std::chrono::month_day m_from{std::chrono::January, std::chrono::day(1)};
    std::chrono::month_day m_to{std::chrono::January, std::chrono::day(1)};
    std::chrono::month m_month{1};
    std::chrono::weekday m_weekday{0};
    int m_nth = 1;  // 1..5, or -1: the last
    int m_days = 0; // length in days; 0: by m_to
};

} // namespace qoloner
