// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/page.h"

#include <array>

namespace qoloner::web {

namespace {

constexpr std::string_view noBreak = "\u00a0";
constexpr std::array<std::array<std::string_view, 12>, 3> months = {
    {{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан",
      "қараша", "желтоқсан"},
     {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
      "ноября", "декабря"},
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December"}}};
constexpr std::array<std::array<std::string_view, 12>, 3> shortMonths = {
    {{"қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"},
     {"янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}}};

std::size_t monthOf(Day day)
{
    return unsigned(day.month()) - 1;
}

std::string dayAndMonth(Day day, Lang lang)
{
    return std::to_string(unsigned(day.day()))
        .append(noBreak)
        .append(months[std::size_t(lang)][monthOf(day)]);
}

std::string clockText(int minute)
{
    const std::string hours = std::to_string(minute / 60);
    const std::string minutes = std::to_string(minute % 60);
    return (hours.size() < 2 ? "0" : "") + hours + ":" + (minutes.size() < 2 ? "0" : "") + minutes;
}

std::string daysText(Day first, Day last, Lang lang)
{
    std::string end = dateText(last, lang);
    if (first >= last)
        return end;
    if (first.year() != last.year())
        return dateText(first, lang).append(" –").append(noBreak).append(end);
    if (first.month() != last.month())
        return dayAndMonth(first, lang).append(" –").append(noBreak).append(end);
    return std::to_string(unsigned(first.day())).append("–").append(end);
}

} // namespace

std::string dateText(Day day, Lang lang)
{
    return dayAndMonth(day, lang).append(noBreak).append(std::to_string(int(day.year())));
}

std::string dateText(const Occasion& occasion, Lang lang)
{
    std::string text = daysText(occasion.first, occasion.last.value_or(occasion.first), lang);
    if (!occasion.fromMinute)
        return text;
    const bool oneDay = occasion.last.value_or(occasion.first) == occasion.first;
    text.append(",").append(noBreak).append(clockText(*occasion.fromMinute));
    if (occasion.toMinute && oneDay)
        text.append("–").append(clockText(*occasion.toMinute));
    return text;
}

std::string_view shortMonth(Day day, Lang lang)
{
    return shortMonths[std::size_t(lang)][monthOf(day)];
}

} // namespace qoloner::web
