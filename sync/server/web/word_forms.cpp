// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace qoloner::web {

namespace {

constexpr std::string_view hardSpace = "\u00a0";

struct Choice {
    std::string_view field, word;
    std::string_view in[3]; ///< kk, ru, en
};

constexpr Choice choices[] = {
    {"kind", "workshop", {"Шеберхана", "Мастерская", "Workshop"}},
    {"kind", "home_workshop", {"Үйдегі шеберхана", "Домашняя мастерская", "Home workshop"}},
    {"kind", "cluster", {"Қолөнер орамы", "Ремесленный квартал", "Craft quarter"}},
    {"kind", "gallery", {"Галерея", "Галерея", "Gallery"}},
    {"kind", "shop", {"Дүкен", "Магазин", "Shop"}},
    {"kind", "market", {"Базар", "Рынок", "Market"}},
    {"kind", "museum", {"Музей", "Музей", "Museum"}},
    {"kind", "school", {"Мектеп", "Учебное заведение", "School"}},
    {"kind", "events_venue", {"Өтетін орын", "Площадка", "Venue"}},
    {"kind", "theatre", {"Театр", "Театр", "Theatre"}},
    {"kind", "library", {"Кітапхана", "Библиотека", "Library"}},
    {"kind", "park", {"Саябақ", "Парк", "Park"}},
    {"kind", "landmark", {"Көрікті жер", "Достопримечательность", "Sight"}},
    {"kind", "square", {"Алаң", "Площадь", "Square"}},
    {"kind", "street", {"Көше", "Улица", "Street"}},
    {"kind", "transport", {"Көлік", "Транспорт", "Transport"}},
    {"kind", "organization", {"Ұйым", "Организация", "Organization"}},
    {"kind", "village", {"Ауыл", "Село", "Village"}},
    {"kind", "government", {"Мемлекеттік мекеме", "Учреждение", "Public office"}},
    {"kind", "fair", {"Жәрмеңке", "Ярмарка", "Fair"}},
    {"kind", "festival", {"Фестиваль", "Фестиваль", "Festival"}},
    {"kind", "exhibition", {"Көрме", "Выставка", "Exhibition"}},
    {"kind", "competition", {"Байқау", "Конкурс", "Competition"}},
    {"kind", "class", {"Сабақ", "Мастер-класс", "Class"}},
    {"kind", "demonstration", {"Көрсетілім", "Показ", "Demonstration"}},
    {"kind", "course", {"Курс", "Курс", "Course"}},
    {"kind", "residency", {"Резиденция", "Резиденция", "Residency"}},
    {"kind", "open_studio", {"Ашық шеберхана", "Открытая мастерская", "Open studio"}},
    {"kind", "conference", {"Конференция", "Конференция", "Conference"}},
    {"kind", "holiday", {"Мереке", "Праздник", "Holiday"}},
    {"level", "apprentice", {"Шәкірт", "Ученик", "Apprentice"}},
    {"level", "artisan", {"Қолөнерші", "Ремесленник", "Artisan"}},
    {"level", "master", {"Шебер", "Мастер", "Master"}},
    {"level", "honoured", {"Құрметті шебер", "Заслуженный мастер", "Honoured master"}},
    {"visit_mode",
     "walk_in",
     {"Алдын ала сұрамай келуге болады", "Можно прийти без записи", "Come without asking"}},
    {"visit_mode", "by_appointment", {"Алдын ала келісіңіз", "По договорённости", "Arrange it beforehand"}},
    {"visit_mode",
     "events_only",
     {"Жәрмеңкелер мен іс-шараларда", "На ярмарках и событиях", "At fairs and events"}},
    {"visit_mode", "closed", {"Қонақ қабылдамайды", "Не принимает посетителей", "Does not receive visitors"}},
    {"working_status", "active", {"Жұмыс істейді", "Работает", "Working"}},
    {"working_status",
     "part_time",
     {"Ара-тұра жұмыс істейді", "Работает время от времени", "Works part of the time"}},
    {"working_status", "seasonal", {"Маусыммен жұмыс істейді", "Работает по сезону", "Works by season"}},
    {"working_status", "retired", {"Зейнетте", "На покое", "Retired"}},
    {"working_status", "deceased", {"Марқұм шебер", "Светлой памяти", "In memory"}},
    {"learned_how", "family", {"Отбасында", "В семье", "In the family"}},
    {"learned_how", "apprenticeship", {"Шебердің қасында", "У мастера", "From a master"}},
    {"learned_how", "college", {"Колледжде", "В колледже", "At college"}},
    {"learned_how", "course", {"Курста", "На курсах", "On a course"}},
    {"learned_how", "self_taught", {"Өздігінен", "Самостоятельно", "By oneself"}},
    {"learned_how",
     "revived",
     {"Музей бұйымдарынан қайта жаңғыртқан", "Возрождено по музейным вещам", "Revived from museum pieces"}},
    {"state", "for_sale", {"Сатылады", "Продаётся", "For sale"}},
    {"state", "sold", {"Сатылып кеткен", "Продано", "Sold"}},
    {"state", "museum", {"Музейде", "В музее", "In a museum"}},
    {"state", "not_for_sale", {"Сатылмайды", "Не продаётся", "Not for sale"}},
};

struct Units {
    std::string_view metre, kilometre, minute, hour;
    char decimal;
};
constexpr Units units[] = {
    {"м", "км", "мин", "сағ", ','}, {"м", "км", "мин", "ч", ','}, {"m", "km", "min", "h", '.'}};

std::string joined(std::string value, std::string_view unit)
{
    return value.append(hardSpace).append(unit);
}

/// With a no-break space between thousands.
std::string grouped(std::int64_t value)
{
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) {
        at -= 3;
        digits.insert(at, hardSpace);
    }
    return digits;
}

std::string_view symbolOf(std::string_view currency)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> symbols = {
        {{"KZT", "₸"}, {"USD", "$"}, {"EUR", "€"}, {"RUB", "₽"}}};
    for (const auto& [code, symbol] : symbols)
        if (code == currency)
            return symbol;
    return currency.empty() ? "₸" : currency;
}

/// How a Cyrillic letter is written in Latin ones. Upper case comes from its neighbour in the list.
const std::map<std::string_view, std::string>& latin()
{
    static const std::map<std::string_view, std::string> all = [] {
        constexpr std::string_view lower = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
        constexpr std::string_view upper = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
        const std::vector<std::string> written = {
            "a", "a",  "b", "v",  "g",  "g",  "d",    "e", "yo", "zh", "z", "i", "i",  "k",
            "k", "l",  "m", "n",  "ng", "o",  "o",    "p", "r",  "s",  "t", "u", "u",  "u",
            "f", "kh", "h", "ts", "ch", "sh", "shch", "",  "y",  "i",  "",  "e", "yu", "ya"};
        std::map<std::string_view, std::string> made;
        for (std::size_t i = 0; i < written.size(); ++i) {
            std::string capital = written[i];
            if (!capital.empty())
                capital[0] = char(capital[0] - 32);
            made[lower.substr(2 * i, 2)] = written[i];
            made[upper.substr(2 * i, 2)] = capital;
        }
        return made;
    }();
    return all;
}

std::string inLatin(std::string_view word)
{
    std::string out;
    while (!word.empty()) {
        const auto known = latin().find(word.substr(0, 2));
        if (known == latin().end()) {
            out += word.front();
            word.remove_prefix(1);
            continue;
        }
        word.remove_prefix(2);
        // ң: a ғ after it brings the g (Маңғыстау: Mangystau)
        const bool bringsG = word.starts_with("ғ") || word.starts_with("г");
        out += known->second == "ng" && bringsG ? "n" : known->second;
    }
    return out;
}

/// What kind of settlement a word says it is; empty: it is a part of the name.
std::string_view settlementKind(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known = {{{"ауылы", "village"},
                                                                                     {"аулы", "village"},
                                                                                     {"село", "village"},
                                                                                     {"аул", "village"},
                                                                                     {"кенті", "township"},
                                                                                     {"поселок", "township"},
                                                                                     {"посёлок", "township"},
                                                                                     {"қаласы", "town"},
                                                                                     {"город", "town"}}};
    for (const auto& [name, kind] : known)
        if (name == word)
            return kind;
    return {};
}

} // namespace

std::string_view nameOfChoice(std::string_view field, std::string_view choice, Lang lang)
{
    const auto found = std::find_if(std::begin(choices), std::end(choices), [&](const Choice& each) {
        return each.field == field && each.word == choice;
    });
    return found == std::end(choices) ? std::string_view() : found->in[std::size_t(lang)];
}

std::string stopCount(std::size_t count, Lang lang)
{
    std::string_view word = count == 1 ? "stop" : "stops";
    if (lang == Lang::Kk)
        word = "аялдама";
    if (lang == Lang::Ru) {
        const bool teen = count % 100 >= 11 && count % 100 <= 14;
        word = !teen && count % 10 == 1                      ? "остановка"
               : !teen && count % 10 >= 2 && count % 10 <= 4 ? "остановки"
                                                             : "остановок";
    }
    return joined(std::to_string(count), word);
}

std::string distanceText(std::int64_t metres, Lang lang)
{
    const Units& unit = units[std::size_t(lang)];
    const std::int64_t tens = metres < 50 ? metres : (metres + 5) / 10 * 10;
    if (tens < 1000)
        return joined(std::to_string(tens), unit.metre);
    const std::int64_t tenths = (metres + 50) / 100;
    if (tenths >= 100)
        return joined(grouped((metres + 500) / 1000), unit.kilometre);
    return joined(std::to_string(tenths / 10) + unit.decimal + std::to_string(tenths % 10), unit.kilometre);
}

std::string durationText(std::int64_t minutes, Lang lang)
{
    const Units& unit = units[std::size_t(lang)];
    if (minutes < 60)
        return joined(std::to_string(minutes), unit.minute);
    std::string out = joined(std::to_string(minutes / 60), unit.hour);
    if (minutes % 60 != 0)
        out.append(hardSpace).append(joined(std::to_string(minutes % 60), unit.minute));
    return out;
}

std::string moneyText(std::int64_t minorUnits, std::string_view currency, Lang lang)
{
    std::string amount = grouped(minorUnits / 100);
    if (const std::int64_t rest = minorUnits % 100; rest != 0)
        amount.append(1, units[std::size_t(lang)].decimal)
            .append(rest < 10 ? "0" : "")
            .append(std::to_string(rest));
    return joined(std::move(amount), symbolOf(currency));
}

std::string settlementText(std::string_view asWritten, Lang lang)
{
    if (lang != Lang::En)
        return std::string(asWritten);
    std::string name;
    std::string_view kind;
    std::string_view rest = asWritten;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (word.empty())
            continue;
        if (const std::string_view said = settlementKind(word); !said.empty())
            kind = said;
        else
            name.append(name.empty() ? "" : " ").append(inLatin(word));
    }
    if (name.empty())
        return inLatin(asWritten);
    return kind.empty() ? name : name.append(" ").append(kind);
}

} // namespace qoloner::web
