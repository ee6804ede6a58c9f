// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace qoloner {

/// Writes our profile of deterministic CBOR (RFC 8949, 4.2): shortest integers,
/// definite lengths, map keys in ascending order (the caller's duty), text in
/// UTF-8. No floats, no tags: positions and money are scaled integers.
class CborWriter {
public:
    void uint(std::uint64_t value) { head(0, value); }
    void integer(std::int64_t value);
    void bytes(std::string_view value);
    void text(std::string_view value);
    void boolean(bool value) { m_out.push_back(value ? char(0xf5) : char(0xf4)); }
    void null() { m_out.push_back(char(0xf6)); }
    void array(std::size_t count) { head(4, count); }
    /// `count` pairs follow, keys ascending.
    void map(std::size_t count) { head(5, count); }
    /// Splices in bytes that are already one or more encoded items.
    void raw(std::string_view encoded) { m_out.append(encoded); }

    const std::string& out() const { return m_out; }
    std::string take() { return std::move(m_out); }
    void reserve(std::size_t bytes) { m_out.reserve(bytes); }

private:
    void head(int major, std::uint64_t value);
    std::string m_out;
};

/// Strict reader of the same profile. It never throws and never reads outside
/// its input: the first violation makes it fail for good, after which every
/// read gives an empty value and `ok()` is false. Views point into the input.
class CborReader {
public:
    enum class Kind { End, Integer, Bytes, Text, Array, Map, Bool, Null };
    static constexpr int maxDepth = 16;

    explicit CborReader(std::string_view input) : m_in(input) {}

    /// What comes next, without reading it.
    Kind peek() const;
    std::uint64_t uint();
    std::int64_t integer();
    std::string_view bytes();
    std::string_view text();
    bool boolean();
    void null();
    /// Number of items; fails when it is above `max` or more than the input can hold.
    std::size_t array(std::size_t max);
    std::size_t map(std::size_t max);
    /// Next integer key of a map; fails unless it is above `previous` (-1 before the first).
    std::int64_t key(std::int64_t previous);
    /// Skips one item, whatever it is, and gives its bytes; for fields of a newer schema.
    std::string_view skip();

    bool ok() const { return m_ok; }
    /// All input was read and nothing was wrong.
    bool finished() const { return m_ok && m_pos == m_in.size(); }
    void fail() { m_ok = false; }
    std::size_t position() const { return m_pos; }

private:
    bool head(int& major, std::uint64_t& value);
    std::string_view chunk(int wanted);
    void skipItem(int depth);

    std::string_view m_in;
    std::size_t m_pos = 0;
    bool m_ok = true;
};

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool isUtf8(std::string_view text);

} // namespace qoloner
