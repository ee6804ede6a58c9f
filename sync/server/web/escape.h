// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace qoloner::web {

/// `text` as UTF-8 that HTML and XML 1.0 can hold: what is no UTF-8, no character of theirs or a
/// control (but tab and line feed) becomes U+FFFD, and what turns the writing direction of the
/// rest of a page goes. A carriage return with a line feed is a line feed.
std::string wellFormed(std::string_view text);

/// For HTML and XML, as text and between double or single quotes: it can end neither.
std::string markup(std::string_view text);

/// JSON (from a writer that gives well-formed UTF-8) between <script> tags: no tag, no comment can begin in
/// it.
std::string scriptJson(std::string_view json);

/// A TEXT value of RFC 5545.
std::string icsText(std::string_view text);
/// A content line of RFC 5545 with its line break, folded to at most 75 octets a line between characters.
std::string icsLine(std::string_view line);

} // namespace qoloner::web
