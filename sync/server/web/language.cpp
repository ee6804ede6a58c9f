// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/language.h"

#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::size_t mostRanges = 16;

std::string_view stripped(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Thousandths of ";q=0.8"; 1000 where there is none, 0 where it is no number.
int qualityOf(std::string_view parameters)
{
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos)
        return 1000;
    int value = 0;
    int scale = 1000;
    bool fraction = false;
    for (const char c : parameters.substr(at + 2)) {
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9' && scale > 0) {
            if (fraction)
                scale /= 10;
            value += (c - '0') * scale;
        } else {
            break;
        }
    }
    return std::min(value, 1000);
}

} // namespace

std::optional<Lang> langOf(std::string_view code)
{
    const auto it = std::find(languageCodes.begin(), languageCodes.end(), code);
    if (it == languageCodes.end())
        return std::nullopt;
    return Lang(it - languageCodes.begin());
}

Lang preferredLanguage(std::string_view header)
{
    Lang best = Lang::Kk;
    int bestQuality = 0;
    for (std::size_t n = 0; n < mostRanges && !header.empty(); ++n) {
        const std::size_t comma = std::min(header.find(','), header.size());
        const std::string_view range = stripped(header.substr(0, comma));
        header.remove_prefix(std::min(comma + 1, header.size()));
        const std::size_t semicolon = std::min(range.find(';'), range.size());
        const std::string_view tag = stripped(range.substr(0, semicolon));
        std::string primary(tag.substr(0, tag.find('-')));
        for (char& c : primary)
            if (c >= 'A' && c <= 'Z')
                c = char(c + 32);
        const auto lang = langOf(primary);
        const int quality = qualityOf(range.substr(semicolon));
        if (lang && quality > bestQuality) {
            best = *lang;
            bestQuality = quality;
        }
    }
    return best;
}

} // namespace qoloner::web
