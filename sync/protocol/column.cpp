// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/column.h"

#include <unordered_map>

namespace qoloner::protocol {

namespace {
constexpr std::size_t maxValues = 256; ///< of a dictionary: an index is one byte
}

void ColumnWriter::add(std::string_view item)
{
    m_items.append(item);
    m_ends.push_back(std::uint32_t(m_items.size()));
}

void ColumnWriter::add(std::int64_t value)
{
    CborWriter item;
    item.integer(value);
    add(item.out());
}

void ColumnWriter::addUint(std::uint64_t value)
{
    CborWriter item;
    item.uint(value);
    add(item.out());
}

void ColumnWriter::write(CborWriter& out) const
{
    std::unordered_map<std::string_view, std::size_t> known;
    std::string values, indexes;
    // A dictionary must save what it costs: a byte an item and its values once.
    const std::size_t worth = m_items.size();
    std::size_t begin = 0;
    for (const std::uint32_t end : m_ends) {
        const std::string_view item = std::string_view(m_items).substr(begin, end - begin);
        begin = end;
        const auto [it, isNew] = known.emplace(item, known.size());
        if (isNew)
            values.append(item);
        if (known.size() > maxValues || values.size() + m_ends.size() >= worth) {
            out.bytes(m_items);
            return;
        }
        indexes.push_back(char(it->second));
    }
    if (indexes.empty()) {
        out.bytes(m_items);
        return;
    }
    out.array(2);
    out.bytes(values);
    out.bytes(indexes);
}

ColumnReader::ColumnReader(CborReader& in) : m_frame(&in), m_items({})
{
    if (in.peek() != CborReader::Kind::Array) {
        m_items = CborReader(in.bytes());
        return;
    }
    if (in.array(2) != 2)
        in.fail();
    CborReader values(in.bytes());
    m_indexes = in.bytes();
    while (values.ok() && !values.finished() && m_values.size() <= maxValues)
        m_values.push_back(values.skip());
    if (!values.finished() || m_values.empty() || m_values.size() > maxValues)
        in.fail();
}

int ColumnReader::nextIndex() const
{
    return m_values.empty() || m_next >= m_indexes.size()
               ? -1
               : int(static_cast<unsigned char>(m_indexes[m_next]));
}

/// The value that the next index names.
std::string_view ColumnReader::value()
{
    const int index = nextIndex();
    // In the order of first use: one way to write a column, and no value for nothing.
    if (index < 0 || std::size_t(index) > m_used || std::size_t(index) >= m_values.size()) {
        m_frame->fail();
        return {};
    }
    ++m_next;
    m_used = std::max(m_used, std::size_t(index) + 1);
    return m_values[std::size_t(index)];
}

std::string_view ColumnReader::item()
{
    if (hasDictionary())
        return value();
    const std::string_view item = m_items.skip();
    if (!m_items.ok())
        m_frame->fail();
    return item;
}

std::int64_t ColumnReader::integer()
{
    CborReader one(hasDictionary() ? value() : std::string_view());
    CborReader& from = hasDictionary() ? one : m_items;
    const std::int64_t number = from.integer();
    if (!from.ok())
        m_frame->fail();
    return number;
}

std::uint64_t ColumnReader::uint(std::uint64_t max)
{
    CborReader one(hasDictionary() ? value() : std::string_view());
    CborReader& from = hasDictionary() ? one : m_items;
    const std::uint64_t number = from.uint();
    if (!from.ok() || number > max)
        m_frame->fail();
    return number;
}

CborReader::Kind ColumnReader::peek() const
{
    if (!hasDictionary())
        return m_items.peek();
    const int index = nextIndex();
    return index < 0 || std::size_t(index) >= m_values.size()
               ? CborReader::Kind::End
               : CborReader(m_values[std::size_t(index)]).peek();
}

void ColumnReader::finish()
{
    const bool whole =
        hasDictionary() ? m_next == m_indexes.size() && m_used == m_values.size() : m_items.finished();
    if (!whole)
        m_frame->fail();
}

} // namespace qoloner::protocol
