// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/codec/cbor.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner::protocol {

/// Items of one kind, one for each row that has it. Travels as a CBOR sequence
/// in a byte string, or, where few values repeat, as [values, indexes]: the
/// values in the order of their first use, and a byte for each item.
class ColumnWriter {
public:
    /// `item`: one encoded CBOR item.
    void add(std::string_view item);
    void add(std::int64_t value);
    void addUint(std::uint64_t value);
    void write(CborWriter& out) const;

private:
    std::string m_items;
    std::vector<std::uint32_t> m_ends;
};

/// Reads a column item by item; views point into the message. It fails the
/// reader it came from as soon as the column is not whole.
class ColumnReader {
public:
    /// Reads the column's frame from `in`, which must outlive it.
    explicit ColumnReader(CborReader& in);

    std::string_view item();
    std::int64_t integer();
    std::uint64_t uint(std::uint64_t max);
    /// The place of the item that comes next in the dictionary, or -1 without one.
    int nextIndex() const;
    bool hasDictionary() const { return !m_values.empty(); }
    CborReader::Kind peek() const;
    /// Everything was read, and every value of a dictionary was used.
    void finish();

private:
    std::string_view value();

    CborReader* m_frame;
    CborReader m_items;
    std::vector<std::string_view> m_values;
    std::string_view m_indexes;
    std::size_t m_next = 0;
    std::size_t m_used = 0;
};

} // namespace qoloner::protocol
