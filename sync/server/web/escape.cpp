// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/escape.h"

#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

struct Character {
    char32_t code = 0;
    std::size_t size = 0; ///< bytes; 0: what stands there is no UTF-8
};

/// The character at the start of `text`, which is not empty (RFC 3629: shortest form, no surrogates).
Character first(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size)
        return {};
    char32_t code = lead & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        code = code << 6 | (byte(i) & 0x3fU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return {};
    return {code, size};
}

bool isForbidden(char32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c <= 0x9f) || (c & 0xfffe) == 0xfffe ||
           (c >= 0xfdd0 && c <= 0xfdef);
}

/// Overrides and isolates of the bidirectional algorithm: one without its end reaches beyond its own text.
bool turnsDirection(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/// `text` made well-formed, and what `written` gives in place of an ASCII character; empty: the character.
/// What may stay is copied in long runs.
template <class Written> std::string cleaned(std::string_view text, Written written)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    std::size_t run = 0;
    std::size_t at = 0;
    const auto replace = [&](std::size_t size, std::string_view by) {
        out.append(text, run, at - run).append(by);
        at += size;
        run = at;
    };
    while (at < text.size()) {
        const char c = text[at];
        if ((c >= ' ' && c < 0x7f) || c == '\t' || c == '\n') {
            if (const std::string_view other = written(c); other.empty())
                ++at;
            else
                replace(1, other);
            continue;
        }
        if (text.substr(at, 2) == "\r\n") {
            replace(1, {});
            continue;
        }
        const Character found = first(text.substr(at));
        if (found.size == 0 || isForbidden(found.code))
            replace(std::max<std::size_t>(found.size, 1), replacement);
        else if (turnsDirection(found.code))
            replace(found.size, {});
        else
            at += found.size;
    }
    out.append(text, run, at - run);
    return out;
}

} // namespace

std::string wellFormed(std::string_view text)
{
    return cleaned(text, [](char) { return std::string_view(); });
}

std::string markup(std::string_view text)
{
    return cleaned(text, [](char c) -> std::string_view {
        switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
        }
    });
}

std::string scriptJson(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    for (const char c : json) {
        if (c == '<')
            out += "\\u003c"; // in JSON only ever within a string
        else if (c == '>')
            out += "\\u003e";
        else if (c == '&')
            out += "\\u0026";
        else
            out += c;
    }
    return out;
}

std::string icsText(std::string_view text)
{
    std::string out;
    for (const char c : wellFormed(text)) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',')
            out += '\\';
        out += c;
    }
    return out;
}

std::string icsLine(std::string_view line)
{
    constexpr std::size_t longest = 75;
    std::string out;
    std::size_t room = longest;
    while (!line.empty()) {
        const std::size_t size = std::max<std::size_t>(first(line).size, 1);
        if (size > room) {
            out += "\r\n ";
            room = longest - 1;
        }
        out += line.substr(0, size);
        room -= size;
        line.remove_prefix(size);
    }
    return out + "\r\n";
}

} // namespace qoloner::web
