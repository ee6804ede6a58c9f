// SPDX-License-Identifier: Apache-2.0
#include "core/domain/ids.h"

#include <sodium.h>

namespace qoloner {

namespace {
int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
} // namespace

std::string toHex(std::string_view bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        out.push_back(digits[static_cast<unsigned char>(c) >> 4]);
        out.push_back(digits[c & 15]);
    }
    return out;
}

std::string fromHex(std::string_view hex)
{
    std::string out;
    if (hex.size() % 2 != 0)
        return out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexDigit(hex[i]);
        const int low = hexDigit(hex[i + 1]);
        if (high < 0 || low < 0)
            return {};
        out.push_back(char(high << 4 | low));
    }
    return out;
}

namespace {
std::string canonical(std::string_view bytes)
{
    const std::string hex = toHex(bytes);
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            out.push_back('-');
        out.push_back(hex[i]);
    }
    return out;
}
} // namespace

std::string newUuid7(std::uint64_t nowMs)
{
    unsigned char bytes[16];
    randombytes_buf(bytes, sizeof bytes);
    for (int i = 0; i < 6; ++i)
        bytes[i] = static_cast<unsigned char>(nowMs >> (8 * (5 - i)));
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    return canonical({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < 36; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : hexDigit(text[i]) < 0)
            return false;
    }
    return true;
}

bool isRowId(std::string_view text)
{
    if (text.empty() || text.size() > 64)
        return false;
    for (const char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
              c == '_' || c == '-'))
            return false;
    return true;
}

void writeRowId(CborWriter& out, std::string_view id)
{
    if (!isUuid(id)) {
        out.text(id);
        return;
    }
    char bytes[16];
    std::size_t n = 0;
    for (std::size_t i = 0; i < id.size(); i += 2) {
        if (id[i] == '-')
            ++i;
        bytes[n++] = char(hexDigit(id[i]) << 4 | hexDigit(id[i + 1]));
    }
    out.bytes({bytes, sizeof bytes});
}

std::string readRowId(CborReader& in)
{
    if (in.peek() == CborReader::Kind::Bytes) {
        const std::string_view bytes = in.bytes();
        if (bytes.size() == 16)
            return canonical(bytes);
    } else {
        const std::string_view id = in.text();
        // A UUID in text form would be a second spelling of the same id.
        if (isRowId(id) && !isUuid(id))
            return std::string(id);
    }
    in.fail();
    return {};
}

} // namespace qoloner
