// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace qoloner {

/// The search key of a text: Kazakh Cyrillic, Russian and the Latin
/// transliterations in use come out alike, so that құрақ, курак, kurak and
/// quraq are one word. For matching only; what people read is never folded.
///
/// The key is lower-case a-z (without q, w, x, y), digits, letters of other
/// scripts as they were, and single spaces between words. Apostrophes and
/// accents vanish, letters that are written twice count once. Invalid UTF-8
/// separates words; the function never fails.
///
/// fold(fold(t)) == fold(t), and the key is at most twice as long as `t`.
///
/// What is deliberately one letter (so that people find each other's
/// spelling): а ә; г ғ gh; е ё э ye; ж zh j дж; и й і ы y; к қ q c; н ң ng;
/// о ө; у ұ ү w; х һ kh; ш щ sh ş; ч ch ç.
std::string fold(std::string_view utf8);

/// The key of what somebody looks for. Empty when a word of it is hardly more
/// than one letter over and over (zzzz, ааааа): its key is that one letter, and
/// half of all there is begins with it.
std::string foldQuery(std::string_view utf8);

} // namespace qoloner
