// SPDX-License-Identifier: Apache-2.0
#include "core/search/fold.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace qoloner {
namespace {

constexpr char32_t kInvalid = 0xFFFD;

// The next code point at `pos`, which moves past it. Overlong forms,
// surrogates and broken sequences give kInvalid and consume one byte.
char32_t nextCodePoint(std::string_view s, std::size_t& pos)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
    const std::uint8_t lead = byte(pos++);
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 && lead < 0xF5   ? 3
                     : lead >= 0xE0 && lead < 0xF0 ? 2
                     : lead >= 0xC2 && lead < 0xE0 ? 1
                                                   : 0;
    if (more == 0 || s.size() - pos < static_cast<std::size_t>(more))
        return kInvalid;
    char32_t cp = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        const std::uint8_t b = byte(pos + static_cast<std::size_t>(i));
        if ((b & 0xC0) != 0x80)
            return kInvalid;
        cp = (cp << 6) | (b & 0x3Fu);
    }
    constexpr std::array<char32_t, 4> smallest = {0, 0x80, 0x800, 0x10000};
    if (cp < smallest[static_cast<std::size_t>(more)] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return kInvalid;
    pos += static_cast<std::size_t>(more);
    return cp;
}

void appendUtf8(std::string& out, char32_t cp)
{
    const auto put = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
    if (cp < 0x800) {
        put(0xC0 | (cp >> 6));
    } else if (cp < 0x10000) {
        put(0xE0 | (cp >> 12));
        put(0x80 | ((cp >> 6) & 0x3F));
    } else {
        put(0xF0 | (cp >> 18));
        put(0x80 | ((cp >> 12) & 0x3F));
        put(0x80 | ((cp >> 6) & 0x3F));
    }
    put(0x80 | (cp & 0x3F));
}

struct Letter {
    char32_t cp;
    const char* latin;
};

// Russian а..я (U+0430..U+044F) in order.
constexpr std::array<const char*, 32> kRussian = {
    "a", "b", "v", "g", "d", "e", "j",  "z",  "i",  "i",  "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sh", "",  "i", "",  "e", "iu", "ia",
};

// Everything else that has a Latin shape; both cases; sorted by code point.
constexpr Letter kLetters[] = {
    {0x00C0, "a"},  {0x00C1, "a"},  {0x00C2, "a"},  {0x00C3, "a"},  {0x00C4, "a"},  {0x00C5, "a"},
    {0x00C6, "ae"}, {0x00C7, "ch"}, {0x00C8, "e"},  {0x00C9, "e"},  {0x00CA, "e"},  {0x00CB, "e"},
    {0x00CC, "i"},  {0x00CD, "i"},  {0x00CE, "i"},  {0x00CF, "i"},  {0x00D0, "d"},  {0x00D1, "n"},
    {0x00D2, "o"},  {0x00D3, "o"},  {0x00D4, "o"},  {0x00D5, "o"},  {0x00D6, "o"},  {0x00D8, "o"},
    {0x00D9, "u"},  {0x00DA, "u"},  {0x00DB, "u"},  {0x00DC, "u"},  {0x00DD, "u"},  {0x00DE, "t"},
    {0x00DF, "s"},  {0x00E0, "a"},  {0x00E1, "a"},  {0x00E2, "a"},  {0x00E3, "a"},  {0x00E4, "a"},
    {0x00E5, "a"},  {0x00E6, "ae"}, {0x00E7, "ch"}, {0x00E8, "e"},  {0x00E9, "e"},  {0x00EA, "e"},
    {0x00EB, "e"},  {0x00EC, "i"},  {0x00ED, "i"},  {0x00EE, "i"},  {0x00EF, "i"},  {0x00F0, "d"},
    {0x00F1, "n"},  {0x00F2, "o"},  {0x00F3, "o"},  {0x00F4, "o"},  {0x00F5, "o"},  {0x00F6, "o"},
    {0x00F8, "o"},  {0x00F9, "u"},  {0x00FA, "u"},  {0x00FB, "u"},  {0x00FC, "u"},  {0x00FD, "u"},
    {0x00FE, "t"},  {0x00FF, "i"},  {0x0100, "a"},  {0x0101, "a"},  {0x0102, "a"},  {0x0103, "a"},
    {0x0104, "a"},  {0x0105, "a"},  {0x0106, "ch"}, {0x0107, "ch"}, {0x010C, "ch"}, {0x010D, "ch"},
    {0x010E, "d"},  {0x010F, "d"},  {0x0110, "d"},  {0x0111, "d"},  {0x0112, "e"},  {0x0113, "e"},
    {0x0116, "e"},  {0x0117, "e"},  {0x0118, "e"},  {0x0119, "e"},  {0x011A, "e"},  {0x011B, "e"},
    {0x011C, "g"},  {0x011D, "g"},  {0x011E, "g"},  {0x011F, "g"},  {0x0120, "g"},  {0x0121, "g"},
    {0x0122, "g"},  {0x0123, "g"},  {0x0128, "i"},  {0x0129, "i"},  {0x012A, "i"},  {0x012B, "i"},
    {0x012C, "i"},  {0x012D, "i"},  {0x012E, "i"},  {0x012F, "i"},  {0x0130, "i"},  {0x0131, "i"},
    {0x0136, "k"},  {0x0137, "k"},  {0x0139, "l"},  {0x013A, "l"},  {0x013B, "l"},  {0x013C, "l"},
    {0x013D, "l"},  {0x013E, "l"},  {0x0141, "l"},  {0x0142, "l"},  {0x0143, "n"},  {0x0144, "n"},
    {0x0145, "n"},  {0x0146, "n"},  {0x0147, "n"},  {0x0148, "n"},  {0x014A, "n"},  {0x014B, "n"},
    {0x014C, "o"},  {0x014D, "o"},  {0x014E, "o"},  {0x014F, "o"},  {0x0150, "o"},  {0x0151, "o"},
    {0x0152, "oe"}, {0x0153, "oe"}, {0x0154, "r"},  {0x0155, "r"},  {0x0158, "r"},  {0x0159, "r"},
    {0x015A, "sh"}, {0x015B, "sh"}, {0x015E, "sh"}, {0x015F, "sh"}, {0x0160, "sh"}, {0x0161, "sh"},
    {0x0162, "t"},  {0x0163, "t"},  {0x0164, "t"},  {0x0165, "t"},  {0x0168, "u"},  {0x0169, "u"},
    {0x016A, "u"},  {0x016B, "u"},  {0x016C, "u"},  {0x016D, "u"},  {0x016E, "u"},  {0x016F, "u"},
    {0x0170, "u"},  {0x0171, "u"},  {0x0172, "u"},  {0x0173, "u"},  {0x0178, "i"},  {0x0179, "z"},
    {0x017A, "z"},  {0x017B, "z"},  {0x017C, "z"},  {0x017D, "j"},  {0x017E, "j"},  {0x018F, "a"},
    {0x01E6, "g"},  {0x01E7, "g"},  {0x01F4, "g"},  {0x01F5, "g"},  {0x0218, "sh"}, {0x0219, "sh"},
    {0x021A, "t"},  {0x021B, "t"},  {0x0259, "a"},  {0x0401, "e"},  {0x0404, "e"},  {0x0406, "i"},
    {0x0407, "i"},  {0x040E, "u"},  {0x0451, "e"},  {0x0454, "e"},  {0x0456, "i"},  {0x0457, "i"},
    {0x045E, "u"},  {0x0490, "g"},  {0x0491, "g"},  {0x0492, "g"},  {0x0493, "g"},  {0x0496, "j"},
    {0x0497, "j"},  {0x049A, "k"},  {0x049B, "k"},  {0x04A2, "n"},  {0x04A3, "n"},  {0x04A4, "n"},
    {0x04A5, "n"},  {0x04AE, "u"},  {0x04AF, "u"},  {0x04B0, "u"},  {0x04B1, "u"},  {0x04B2, "h"},
    {0x04B3, "h"},  {0x04B6, "j"},  {0x04B7, "j"},  {0x04BA, "h"},  {0x04BB, "h"},  {0x04D8, "a"},
    {0x04D9, "a"},  {0x04E8, "o"},  {0x04E9, "o"},  {0x1E9E, "s"},
};

constexpr bool isSorted()
{
    for (std::size_t i = 1; i < std::size(kLetters); ++i) {
        if (kLetters[i - 1].cp >= kLetters[i].cp)
            return false;
    }
    return true;
}
static_assert(isSorted(), "kLetters is searched by halving");

const char* latinOf(char32_t cp)
{
    if (cp >= 0x0410 && cp <= 0x042F)
        return kRussian[cp - 0x0410];
    if (cp >= 0x0430 && cp <= 0x044F)
        return kRussian[cp - 0x0430];
    const auto* it = std::lower_bound(std::begin(kLetters), std::end(kLetters), cp,
                                      [](const Letter& l, char32_t c) { return l.cp < c; });
    return it != std::end(kLetters) && it->cp == cp ? it->latin : nullptr;
}

constexpr bool isCombining(char32_t cp)
{
    return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x1AB0 && cp <= 0x1AFF) ||
           (cp >= 0x1DC0 && cp <= 0x1DFF) || (cp >= 0x20D0 && cp <= 0x20FF) ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xFE20 && cp <= 0xFE2F);
}

// A base letter whose sound an accent changes, for text in decomposed form:
// s + cedilla is ş. Null where the accent only decorates.
const char* latinWithMark(char32_t base, char32_t mark)
{
    const char32_t lower = base >= 'A' && base <= 'Z' ? base + 32 : base;
    const bool cedilla = mark == 0x0327 || mark == 0x0326;
    const bool caron = mark == 0x030C;
    const bool acute = mark == 0x0301;
    if (lower == 's' && (cedilla || caron || acute))
        return "sh";
    if (lower == 'c' && (mark == 0x0327 || caron || acute))
        return "ch";
    if (lower == 'z' && caron)
        return "j";
    if (lower == 'y' && acute)
        return "u";
    return nullptr;
}

constexpr bool isApostrophe(char32_t cp)
{
    return cp == '\'' || cp == '`' || cp == 0x00B4 || cp == 0x2018 || cp == 0x2019 || cp == 0x201B ||
           cp == 0x2032 || (cp >= 0x02B0 && cp <= 0x02FF) || cp == 0x00AD || cp == 0x200B || cp == 0x200C ||
           cp == 0x200D;
}

// Letters and digits of scripts that have no Latin shape here; punctuation,
// symbols, spaces, private use and the unassigned upper planes part words.
constexpr bool isForeignLetter(char32_t cp)
{
    if (cp < 0x0250 || cp == kInvalid)
        return false;
    return !((cp >= 0x2000 && cp <= 0x2BFF) || (cp >= 0x2E00 && cp <= 0x2E7F) ||
             (cp >= 0x3000 && cp <= 0x303F) || (cp >= 0xD800 && cp <= 0xF8FF) ||
             (cp >= 0xFE10 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF0F) ||
             (cp >= 0xFFE0 && cp <= 0xFFFF) || cp >= 0x1F000);
}

// Builds one key. Latin letters go through `letter`, which keeps the word
// irreducible: no rewriting rule applies anywhere before the newest letter.
// That is what makes folding a key leave it as it is.
class KeyBuilder {
public:
    explicit KeyBuilder(std::size_t bytes) { m_key.reserve(bytes); }

    // a-z; 'g' before 'h' never arrives as two letters (see `latin`).
    void letter(char c)
    {
        if (c == 'q')
            c = 'k';
        else if (c == 'w')
            c = 'u';
        else if (c == 'y')
            c = 'i';
        if (c != 'h')
            settleC();
        beginWord();
        m_key.push_back(c);
        while (reduce()) {
        }
    }

    // gh is г or ғ; the h is dropped here because "ngh" must become n, not nh.
    void latin(const char* letters)
    {
        for (; *letters; ++letters) {
            if (*letters == 'h' && m_lastG) {
                m_lastG = false;
                continue;
            }
            m_lastG = *letters == 'g';
            if (*letters == 'x') {
                letter('k');
                letter('s');
            } else {
                letter(*letters);
            }
        }
    }

    void digit(char c)
    {
        settleC();
        m_lastG = false;
        beginWord();
        m_key.push_back(c);
        m_letters = m_key.size(); // letters on the two sides of a digit don't meet
    }

    void foreign(char32_t cp)
    {
        settleC();
        m_lastG = false;
        beginWord();
        if (cp >= 0x80)
            appendUtf8(m_key, cp);
        m_letters = m_key.size();
    }

    void separator()
    {
        settleC();
        endWord();
        m_lastG = false;
        m_pendingSpace = !m_key.empty();
        m_letters = m_key.size();
    }

    std::string finish()
    {
        settleC();
        endWord();
        return std::move(m_key);
    }

    // A letter was written, whatever it becomes.
    void typed() { ++m_typed; }
    // Of a word of three letters or more, less than half is left.
    bool stutters() const { return m_stutters; }

private:
    void beginWord()
    {
        if (m_pendingSpace) {
            m_key.push_back(' ');
            m_letters = m_word = m_key.size();
            m_pendingSpace = false;
        }
    }

    void endWord()
    {
        const std::string_view word = std::string_view(m_key).substr(m_pendingSpace ? m_key.size() : m_word);
        if (m_typed >= 3 && word.size() * 2 < m_typed && word != "i") // III is a numeral
            m_stutters = true;
        m_typed = 0;
    }

    // A c that turned out not to begin "ch" is a k (craft, Beck).
    void settleC()
    {
        if (m_key.size() > m_letters && m_key.back() == 'c') {
            m_key.back() = 'k';
            while (reduce()) {
            }
        }
    }

    // Applies one rule to the end of the current run of letters.
    bool reduce()
    {
        struct Rule {
            std::string_view from;
            std::string_view to;
        };
        static constexpr Rule rules[] = {
            {"shch", "sh"}, {"sch", "sh"}, {"zh", "j"}, {"dj", "j"},
            {"kh", "h"},    {"gh", "g"},   {"ng", "n"}, {"ie", "e"},
        };
        const std::string_view run = std::string_view(m_key).substr(m_letters);
        for (const Rule& rule : rules) {
            if (run.ends_with(rule.from)) {
                m_key.replace(m_key.size() - rule.from.size(), rule.from.size(), rule.to);
                return true;
            }
        }
        if (run.size() >= 2 && run[run.size() - 1] == run[run.size() - 2]) {
            m_key.pop_back();
            return true;
        }
        return false;
    }

    std::string m_key;
    std::size_t m_letters = 0; // where the current run of Latin letters starts
    std::size_t m_word = 0;    // where the current word starts
    std::size_t m_typed = 0;   // letters of it, before folding
    bool m_stutters = false;
    bool m_pendingSpace = false;
    bool m_lastG = false;
};

void foldInto(KeyBuilder& key, std::string_view utf8)
{
    std::size_t pos = 0;
    while (pos < utf8.size()) {
        const char32_t cp = nextCodePoint(utf8, pos);
        if (isCombining(cp) || isApostrophe(cp))
            continue;
        if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || latinOf(cp) || isForeignLetter(cp))
            key.typed();
        if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')) {
            std::size_t ahead = pos;
            const char32_t mark = ahead < utf8.size() ? nextCodePoint(utf8, ahead) : 0;
            if (const char* marked = latinWithMark(cp, mark)) {
                key.latin(marked);
            } else {
                const char letter[2] = {static_cast<char>(cp >= 'a' ? cp : cp + 32), 0};
                key.latin(letter);
            }
        } else if (cp >= '0' && cp <= '9') {
            key.digit(static_cast<char>(cp));
        } else if (const char* latin = latinOf(cp)) {
            key.latin(latin);
        } else if (isForeignLetter(cp)) {
            key.foreign(cp);
        } else {
            key.separator();
        }
    }
}

} // namespace

std::string fold(std::string_view utf8)
{
    KeyBuilder key(utf8.size());
    foldInto(key, utf8);
    return key.finish();
}

std::string foldQuery(std::string_view utf8)
{
    KeyBuilder key(utf8.size());
    foldInto(key, utf8);
    std::string folded = key.finish();
    return key.stutters() ? std::string() : folded;
}

} // namespace qoloner
