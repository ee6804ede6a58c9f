// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qoloner::web {

enum class Lang : std::uint8_t { Kk, Ru, En };

constexpr std::array<Lang, 3> languages = {Lang::Kk, Lang::Ru, Lang::En};
constexpr std::array<std::string_view, 3> languageCodes = {"kk", "ru", "en"};

constexpr std::string_view codeOf(Lang lang)
{
    return languageCodes[std::size_t(lang)];
}
std::optional<Lang> langOf(std::string_view code);

/// What somebody with this Accept-Language (RFC 9110, 12.5.4) reads best; Kazakh when it names none of ours.
Lang preferredLanguage(std::string_view acceptLanguage);

/// A text with the language it is written in.
struct Said {
    std::string text;
    Lang lang = Lang::Kk;
    bool empty() const { return text.empty(); }
};

} // namespace qoloner::web
