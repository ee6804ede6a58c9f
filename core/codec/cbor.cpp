// SPDX-License-Identifier: Apache-2.0
#include "core/codec/cbor.h"

#include <cstring>
#include <limits>

namespace qoloner {

void CborWriter::head(int major, std::uint64_t value)
{
    const auto top = static_cast<unsigned char>(major << 5);
    char buffer[9];
    int bytes = 0;
    if (value < 24) {
        m_out.push_back(char(top | value));
        return;
    }
    if (value <= 0xff)
        buffer[0] = char(top | 24), bytes = 1;
    else if (value <= 0xffff)
        buffer[0] = char(top | 25), bytes = 2;
    else if (value <= 0xffffffff)
        buffer[0] = char(top | 26), bytes = 4;
    else
        buffer[0] = char(top | 27), bytes = 8;
    for (int i = 0; i < bytes; ++i)
        buffer[1 + i] = char(value >> (8 * (bytes - 1 - i)));
    m_out.append(buffer, std::size_t(bytes) + 1);
}

void CborWriter::integer(std::int64_t value)
{
    if (value >= 0)
        head(0, std::uint64_t(value));
    else
        head(1, std::uint64_t(-(value + 1)));
}

void CborWriter::bytes(std::string_view value)
{
    head(2, value.size());
    m_out.append(value);
}

void CborWriter::text(std::string_view value)
{
    head(3, value.size());
    m_out.append(value);
}

CborReader::Kind CborReader::peek() const
{
    if (!m_ok || m_pos >= m_in.size())
        return Kind::End;
    const auto byte = static_cast<unsigned char>(m_in[m_pos]);
    switch (byte >> 5) {
    case 0:
    case 1:
        return Kind::Integer;
    case 2:
        return Kind::Bytes;
    case 3:
        return Kind::Text;
    case 4:
        return Kind::Array;
    case 5:
        return Kind::Map;
    case 7:
        return byte == 0xf6 ? Kind::Null : (byte == 0xf4 || byte == 0xf5) ? Kind::Bool : Kind::End;
    default:
        return Kind::End;
    }
}

bool CborReader::head(int& major, std::uint64_t& value)
{
    if (!m_ok || m_pos >= m_in.size())
        return m_ok = false;
    const auto first = static_cast<unsigned char>(m_in[m_pos++]);
    major = first >> 5;
    const int info = first & 31;
    if (info < 24) {
        value = std::uint64_t(info);
        return true;
    }
    if (info > 27 || major == 7)
        return m_ok = false; // indefinite lengths, reserved, floats, simple values
    const std::size_t count = std::size_t(1) << (info - 24);
    if (m_in.size() - m_pos < count)
        return m_ok = false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | static_cast<unsigned char>(m_in[m_pos + i]);
    m_pos += count;
    const std::uint64_t least = info == 24 ? 24 : std::uint64_t(1) << (8 * (count / 2));
    if (value < least)
        return m_ok = false; // not the shortest form
    return true;
}

std::uint64_t CborReader::uint()
{
    int major = 0;
    std::uint64_t value = 0;
    if (!head(major, value) || major != 0) {
        m_ok = false;
        return 0;
    }
    return value;
}

std::int64_t CborReader::integer()
{
    int major = 0;
    std::uint64_t value = 0;
    constexpr auto top = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    if (!head(major, value) || major > 1 || value > top) {
        m_ok = false;
        return 0;
    }
    return major == 0 ? std::int64_t(value) : -std::int64_t(value) - 1;
}

std::string_view CborReader::chunk(int wanted)
{
    int major = 0;
    std::uint64_t size = 0;
    if (!head(major, size) || major != wanted || size > m_in.size() - m_pos) {
        m_ok = false;
        return {};
    }
    const std::string_view result = m_in.substr(m_pos, size);
    m_pos += size;
    return result;
}

std::string_view CborReader::bytes()
{
    return chunk(2);
}

std::string_view CborReader::text()
{
    const std::string_view result = chunk(3);
    if (m_ok && !isUtf8(result)) {
        m_ok = false;
        return {};
    }
    return result;
}

bool CborReader::boolean()
{
    if (peek() != Kind::Bool)
        return m_ok = false;
    return static_cast<unsigned char>(m_in[m_pos++]) == 0xf5;
}

void CborReader::null()
{
    if (peek() != Kind::Null)
        m_ok = false;
    else
        ++m_pos;
}

std::size_t CborReader::array(std::size_t max)
{
    int major = 0;
    std::uint64_t count = 0;
    // Each item takes a byte at least: a count above what is left is a lie.
    if (!head(major, count) || major != 4 || count > max || count > m_in.size() - m_pos) {
        m_ok = false;
        return 0;
    }
    return count;
}

std::size_t CborReader::map(std::size_t max)
{
    int major = 0;
    std::uint64_t count = 0;
    if (!head(major, count) || major != 5 || count > max || count > (m_in.size() - m_pos) / 2) {
        m_ok = false;
        return 0;
    }
    return count;
}

std::int64_t CborReader::key(std::int64_t previous)
{
    const auto value = std::int64_t(uint() & 0x7fffffffffffffff);
    if (value <= previous)
        m_ok = false;
    return m_ok ? value : -1;
}

void CborReader::skipItem(int depth)
{
    if (depth > maxDepth) {
        m_ok = false;
        return;
    }
    switch (peek()) {
    case Kind::Integer: {
        int major = 0;
        std::uint64_t value = 0;
        head(major, value);
        return;
    }
    case Kind::Bytes:
        bytes();
        return;
    case Kind::Text:
        text();
        return;
    case Kind::Bool:
    case Kind::Null:
        ++m_pos;
        return;
    case Kind::Array:
        for (std::size_t n = array(m_in.size()); m_ok && n > 0; --n)
            skipItem(depth + 1);
        return;
    case Kind::Map:
        for (std::size_t n = map(m_in.size()); m_ok && n > 0; --n) {
            skipItem(depth + 1);
            skipItem(depth + 1);
        }
        return;
    case Kind::End:
        m_ok = false;
        return;
    }
}

std::string_view CborReader::skip()
{
    const std::size_t start = m_pos;
    skipItem(0);
    return m_ok ? m_in.substr(start, m_pos - start) : std::string_view();
}

bool isUtf8(std::string_view text)
{
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = p + text.size();
    while (p < end) {
        // Eight plain ASCII bytes at a time: most of what we read.
        while (end - p >= 8) {
            std::uint64_t word;
            std::memcpy(&word, p, 8);
            if (word & 0x8080808080808080ull)
                break;
            p += 8;
        }
        if (p == end)
            break;
        const unsigned char c = *p;
        if (c < 0x80) {
            ++p;
            continue;
        }
        const int extra = c >= 0xc2 && c <= 0xdf   ? 1
                          : c >= 0xe0 && c <= 0xef ? 2
                          : c >= 0xf0 && c <= 0xf4 ? 3
                                                   : 0;
        if (extra == 0 || end - p <= extra)
            return false;
        for (int i = 1; i <= extra; ++i)
            if ((p[i] & 0xc0) != 0x80)
                return false;
        if ((c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] > 0x9f) || (c == 0xf0 && p[1] < 0x90) ||
            (c == 0xf4 && p[1] > 0x8f))
            return false;
        p += extra + 1;
    }
    return true;
}

} // namespace qoloner
