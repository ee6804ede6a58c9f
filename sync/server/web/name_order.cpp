// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/name_order.h"

#include <algorithm>
#include <map>

namespace qoloner::web {

namespace {

constexpr std::string_view lower = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
constexpr std::string_view upper = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
constexpr std::size_t letterBytes = 2;

const std::map<std::string_view, char>& places()
{
    static const std::map<std::string_view, char> all = [] {
        std::map<std::string_view, char> made;
        for (std::size_t i = 0; i < lower.size(); i += letterBytes) {
            made[lower.substr(i, letterBytes)] = char(i / letterBytes + 1);
            made[upper.substr(i, letterBytes)] = char(i / letterBytes + 1);
        }
        return made;
    }();
    return all;
}

} // namespace

std::string sortKey(std::string_view name)
{
    std::string key;
    while (!name.empty()) {
        const auto known = places().find(name.substr(0, letterBytes));
        if (known != places().end()) {
            key += '\xff'; // after Latin letters and digits
            key += known->second;
            name.remove_prefix(letterBytes);
            continue;
        }
        // Quotation marks and dashes.
        if (const std::size_t mark = name.starts_with("\xc2") ? 2 : name.starts_with("\xe2\x80") ? 3 : 0) {
            name.remove_prefix(std::min(mark, name.size()));
            continue;
        }
        const char c = name.front();
        name.remove_prefix(1);
        if (c >= 'A' && c <= 'Z')
            key += char(c + 32);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || (c & 0x80))
            key += c;
    }
    return key;
}

} // namespace qoloner::web
