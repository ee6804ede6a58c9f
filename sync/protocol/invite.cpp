// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/invite.h"

#include "core/codec/cbor.h"
#include "core/domain/keys.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t codeLength = 8;
constexpr std::size_t maxTyped = 64;
constexpr std::size_t maxPayload = 2048;
constexpr std::string_view prefix = "qoloner://join?";

bool unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string percentEncoded(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if (unreserved(c)) {
            out.push_back(raw);
        } else {
            out.push_back('%');
            out.push_back(digits[c >> 4]);
            out.push_back(digits[c & 15]);
        }
    }
    return out;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Result<std::string> percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return failure("invite_malformed");
        out.push_back(char(high << 4 | low));
        i += 2;
    }
    return out;
}

bool plausibleServer(std::string_view url)
{
    const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
    return scheme > 0 && url.size() > scheme && url.size() <= 500 && isUtf8(url) &&
           std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

} // namespace

std::string newInviteCode()
{
    const std::string random = randomBytes(5);
    std::uint64_t bits = 0;
    for (const char c : random)
        bits = bits << 8 | static_cast<unsigned char>(c);
    std::string code(codeLength, '0');
    for (std::size_t i = codeLength; i-- > 0; bits >>= 5)
        code[i] = alphabet[bits & 31];
    return code;
}

std::string showInviteCode(std::string_view code)
{
    return std::string(code.substr(0, 4)) + "-" +
           std::string(code.substr(std::min<std::size_t>(4, code.size())));
}

Result<std::string> parseInviteCode(std::string_view typed)
{
    if (typed.size() > maxTyped)
        return failure("invite_malformed");
    std::string code;
    for (char c : typed) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (alphabet.find(c) == std::string_view::npos)
            return failure("invite_malformed");
        code.push_back(c);
    }
    if (code.size() != codeLength)
        return failure("invite_malformed");
    return code;
}

std::string invitePayload(const InvitePayload& invite)
{
    return std::string(prefix) + "server=" + percentEncoded(invite.server) +
           "&code=" + showInviteCode(invite.code);
}

Result<InvitePayload> parseInvitePayload(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    if (text.size() > maxPayload || !text.starts_with(prefix))
        return failure("invite_malformed");
    text.remove_prefix(prefix.size());
    InvitePayload invite;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos)
            return failure("invite_malformed");
        auto value = percentDecoded(pair.substr(equals + 1));
        if (!value)
            return tl::unexpected(value.error());
        if (pair.substr(0, equals) == "server") {
            while (value->ends_with('/'))
                value->pop_back();
            invite.server = std::move(*value);
        } else if (pair.substr(0, equals) == "code") {
            auto code = parseInviteCode(*value);
            if (!code)
                return tl::unexpected(code.error());
            invite.code = std::move(*code);
        }
    }
    if (invite.code.empty() || !plausibleServer(invite.server))
        return failure("invite_malformed");
    return invite;
}

} // namespace qoloner
