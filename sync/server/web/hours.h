// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/guide/opening_hours.h"
#include "sync/server/web/when.h"
#include <string>
#include <vector>

namespace qoloner::web {

/// Days in a row with the same hours.
struct HoursLine {
    int firstWeekday = 1, lastWeekday = 1; ///< 1 Monday .. 7 Sunday
    std::string hours;                     ///< "10:00–13:00, 14:00–18:00"; empty: closed
    bool allDay = false;
};

/// The week from Monday in which `today` is, by the rules for ordinary days. Empty where the text can't be
/// read.
std::vector<HoursLine> weekOf(const OpeningHours& hours, Day today);

} // namespace qoloner::web
