// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/page_codec.h"

#include "core/domain/ids.h"
#include "sync/protocol/column.h"
#include <bitset>
#include <map>
#include <optional>
#include <stdexcept>

namespace qoloner::protocol {

namespace {

constexpr std::size_t maxTables = 1024;
constexpr std::size_t maxFields = 256;   ///< of a row
constexpr std::size_t maxGroups = 256;   ///< stamps of a row
constexpr std::size_t maxColumns = 1024; ///< of a table: more fields than any row has
constexpr std::size_t blockItems = 13;
constexpr std::size_t uuidBytes = 16;
constexpr std::size_t timeBytes = 6; ///< of a UUIDv7: its milliseconds

/// Differences wrap, so that any two numbers have one.
std::int64_t step(std::uint64_t from, std::uint64_t to)
{
    return std::int64_t(to - from);
}
std::uint64_t stepped(std::uint64_t from, std::int64_t step)
{
    return from + std::uint64_t(step);
}

struct FieldColumn {
    std::uint16_t field = 0;
    ColumnWriter values;
    std::string presence; ///< a bit a row, the lowest first
    std::size_t present = 0;
};

/// The rows of one table.
class BlockWriter {
public:
    explicit BlockWriter(std::uint32_t table) : m_table(table) {}

    void add(const PulledRow& row)
    {
        addId(row.id);
        m_revs.add(step(m_rev, row.rev));
        m_rev = row.rev;
        m_flags.push_back(char(row.flags));
        addStamps(row.stamps);
        addFields(row.fields);
        ++m_rows;
    }

    void write(CborWriter& out)
    {
        out.array(blockItems);
        out.uint(m_table);
        out.uint(m_rows);
        m_ids.write(out);
        out.bytes(m_tails);
        m_revs.write(out);
        out.bytes(m_flags);
        m_groups.write(out);
        m_ms.write(out);
        m_counters.write(out);
        m_devices.write(out);
        m_dseqs.write(out);
        m_sets.write(out);
        out.array(m_fields.size());
        for (FieldColumn& column : m_fields) {
            out.array(3);
            out.uint(column.field);
            if (column.present == m_rows) {
                out.null();
            } else {
                column.presence.resize((m_rows + 7) / 8);
                out.bytes(column.presence);
            }
            column.values.write(out);
        }
    }

private:
    void addId(const std::string& id)
    {
        CborWriter encoded;
        writeRowId(encoded, id);
        CborReader in(encoded.out());
        if (in.peek() != CborReader::Kind::Bytes) {
            m_ids.add(encoded.out());
            return;
        }
        const std::string_view bytes = in.bytes();
        std::uint64_t time = 0;
        for (std::size_t i = 0; i < timeBytes; ++i)
            time = time << 8 | static_cast<unsigned char>(bytes[i]);
        m_ids.add(step(m_time, time));
        m_time = time;
        m_tails.append(bytes.substr(timeBytes));
    }

    void addStamps(std::string_view stamps)
    {
        if (stamps.empty()) {
            m_groups.addUint(0);
            return;
        }
        CborReader in(stamps);
        const std::size_t groups = in.array(maxGroups);
        m_groups.addUint(groups);
        for (std::size_t n = groups; in.ok() && n > 0; --n) {
            if (in.array(4) != 4)
                in.fail();
            const std::uint64_t hlc = in.uint();
            const std::uint64_t device = in.uint();
            const std::uint64_t dseq = in.uint();
            const std::string_view set = in.skip();
            m_ms.add(step(m_lastMs, hlc >> 16));
            m_lastMs = hlc >> 16;
            m_counters.addUint(hlc & 0xffff);
            m_devices.addUint(device);
            std::uint64_t& last = m_lastDseq[device];
            m_dseqs.add(step(last, dseq));
            last = dseq;
            m_sets.add(set);
        }
        if (!in.finished() || groups == 0)
            throw std::invalid_argument("stamps");
    }

    void addFields(std::string_view fields)
    {
        if (fields.empty())
            return;
        CborReader in(fields);
        std::int64_t previous = -1;
        std::size_t place = 0;
        for (std::size_t n = in.map(maxFields); in.ok() && n > 0; --n) {
            previous = in.key(previous);
            if (previous > 0xffff)
                in.fail();
            const std::string_view value = in.skip();
            if (!in.ok())
                break;
            const auto field = std::uint16_t(previous);
            while (place < m_fields.size() && m_fields[place].field < field)
                ++place;
            if (place == m_fields.size() || m_fields[place].field != field) {
                m_fields.insert(m_fields.begin() + std::ptrdiff_t(place), FieldColumn{});
                m_fields[place].field = field;
            }
            FieldColumn& column = m_fields[place];
            column.values.add(value);
            if (column.presence.size() <= m_rows / 8)
                column.presence.resize(m_rows / 8 + 1);
            column.presence[m_rows / 8] = char(column.presence[m_rows / 8] | 1 << (m_rows % 8));
            ++column.present;
        }
        if (!in.finished() || m_fields.size() > maxColumns)
            throw std::invalid_argument("fields");
    }

    std::uint32_t m_table;
    std::size_t m_rows = 0;
    ColumnWriter m_ids, m_revs, m_groups, m_ms, m_counters, m_devices, m_dseqs, m_sets;
    std::string m_tails, m_flags;
    std::vector<FieldColumn> m_fields;
    std::uint64_t m_time = 0, m_rev = 0, m_lastMs = 0;
    std::map<std::uint64_t, std::uint64_t> m_lastDseq;
};

/// Where a row's bytes will be once the storage stands still.
struct Extent {
    std::size_t stamps = 0, fields = 0, end = 0;
};

/// A byte string of ascending 16-bit field ids, as in RowStamps.
bool isFieldSet(std::string_view item)
{
    CborReader in(item);
    const std::string_view set = in.bytes();
    if (!in.finished() || set.empty() || set.size() % 2 != 0 || set.size() > 2 * maxFields)
        return false;
    for (std::size_t i = 2; i < set.size(); i += 2)
        if (set.substr(i, 2) <= set.substr(i - 2, 2)) // big-endian: text order is number order
            return false;
    return true;
}

/// Which fields of a row have a stamp already.
class Taken {
public:
    /// False when one of `set`, ascending 16-bit ids, was taken before.
    bool take(std::string_view set)
    {
        for (std::size_t i = 0; i + 1 < set.size(); i += 2) {
            const auto field = std::uint16_t(static_cast<unsigned char>(set[i]) << 8 |
                                             static_cast<unsigned char>(set[i + 1]));
            if (m_taken[field])
                return false;
            m_taken.set(field);
            m_list.push_back(field);
        }
        return true;
    }
    void clear()
    {
        for (const std::uint16_t field : m_list)
            m_taken.reset(field);
        m_list.clear();
    }

private:
    std::bitset<0x10000> m_taken;
    std::vector<std::uint16_t> m_list;
};

struct FieldSource {
    std::uint64_t field;
    std::string_view presence; ///< empty: every row has it
    ColumnReader values;

    bool has(std::size_t row) const
    {
        return presence.empty() || (static_cast<unsigned char>(presence[row / 8]) >> (row % 8) & 1);
    }
};

/// Reads the rows of one table, each from all its columns.
class BlockReader {
public:
    explicit BlockReader(CborReader& in, std::size_t maxRows)
        : m_in(in),
          m_table(head(in)),
          m_rows(rowCount(in, maxRows)),
          m_ids(in),
          m_tails(in.bytes()),
          m_revs(in),
          m_flags(in.bytes()),
          m_groups(in),
          m_ms(in),
          m_counters(in),
          m_devices(in),
          m_dseqs(in),
          m_sets(in)
    {
        const std::size_t columns = in.array(maxColumns);
        if (m_flags.size() != m_rows)
            in.fail();
        std::int64_t previous = -1;
        for (std::size_t n = columns; in.ok() && n > 0; --n) {
            if (in.array(3) != 3)
                in.fail();
            previous = in.key(previous);
            std::string_view presence;
            if (in.peek() == CborReader::Kind::Null)
                in.null();
            else
                presence = readPresence();
            if (previous > 0xffff)
                in.fail();
            m_fields.push_back({std::uint64_t(previous), presence, ColumnReader(in)});
        }
    }

    std::uint32_t table() const { return m_table; }
    std::size_t rows() const { return m_rows; }

    void read(std::vector<PulledRow>& rows, std::vector<Extent>& extents, std::string& storage,
              std::size_t maxBytes)
    {
        for (std::size_t n = 0; m_in.ok() && n < m_rows; ++n) {
            PulledRow& row = rows.emplace_back();
            row.table.number = m_table;
            row.id = readId();
            row.rev = m_rev = stepped(m_rev, m_revs.integer());
            row.flags = std::uint8_t(m_flags[n]);
            Extent& extent = extents.emplace_back();
            extent.stamps = storage.size();
            readStamps(storage);
            extent.fields = storage.size();
            readFields(n, storage);
            extent.end = storage.size();
            if (storage.size() > maxBytes)
                m_in.fail();
        }
        for (ColumnReader* column :
             {&m_ids, &m_revs, &m_groups, &m_ms, &m_counters, &m_devices, &m_dseqs, &m_sets})
            column->finish();
        for (FieldSource& field : m_fields)
            field.values.finish();
        if (m_tail != m_tails.size())
            m_in.fail();
    }

private:
    static std::uint32_t head(CborReader& in)
    {
        if (in.array(blockItems) != blockItems)
            in.fail();
        const std::uint64_t table = in.uint();
        if (table > 0xffffffff)
            in.fail();
        return std::uint32_t(table);
    }
    static std::size_t rowCount(CborReader& in, std::size_t maxRows)
    {
        const std::uint64_t rows = in.uint();
        if (rows == 0 || rows > maxRows)
            in.fail();
        return in.ok() ? std::size_t(rows) : 0;
    }

    /// One bit a row, some of them set and some not, none beyond the last row.
    std::string_view readPresence()
    {
        const std::string_view bits = m_in.bytes();
        std::size_t set = 0;
        for (const char byte : bits)
            for (int bit = 0; bit < 8; ++bit)
                set += static_cast<unsigned char>(byte) >> bit & 1;
        const bool fits = bits.size() == (m_rows + 7) / 8 && set > 0 && set < m_rows &&
                          (m_rows % 8 == 0 || static_cast<unsigned char>(bits.back()) >> (m_rows % 8) == 0);
        if (!fits)
            m_in.fail();
        return bits;
    }

    std::string readId()
    {
        if (m_ids.peek() == CborReader::Kind::Text) {
            const std::string_view item = m_ids.item();
            CborReader in(item);
            std::string id = readRowId(in);
            if (!in.finished())
                m_in.fail();
            return id;
        }
        m_time = stepped(m_time, m_ids.integer());
        if (m_time >> (8 * timeBytes) != 0 || m_tails.size() - m_tail < uuidBytes - timeBytes) {
            m_in.fail();
            return {};
        }
        std::string item(1, char(0x40 | uuidBytes)); // the head of a byte string
        for (std::size_t i = 0; i < timeBytes; ++i)
            item.push_back(char(m_time >> (8 * (timeBytes - 1 - i))));
        item.append(m_tails.substr(m_tail, uuidBytes - timeBytes));
        m_tail += uuidBytes - timeBytes;
        CborReader in(item);
        return readRowId(in);
    }

    /// The set of the next group without its head; checked once for each value of a dictionary.
    std::string_view readSet(std::string_view& item)
    {
        const int index = m_sets.nextIndex();
        item = m_sets.item();
        if ((index < 0 || index == m_checkedSets) && !isFieldSet(item))
            m_in.fail();
        if (index == m_checkedSets)
            ++m_checkedSets;
        CborReader in(item);
        return in.bytes();
    }

    void readStamps(std::string& storage)
    {
        const std::uint64_t groups = m_groups.uint(maxGroups);
        if (!m_in.ok() || groups == 0)
            return;
        CborWriter out;
        out.array(groups);
        Stamp last;
        m_taken.clear();
        for (std::uint64_t n = 0; m_in.ok() && n < groups; ++n) {
            m_lastMs = stepped(m_lastMs, m_ms.integer());
            const std::uint64_t counter = m_counters.uint(0xffff);
            const std::uint64_t device = m_devices.uint(UINT64_MAX);
            std::uint64_t& dseq = m_lastDseq[device];
            dseq = stepped(dseq, m_dseqs.integer());
            std::string_view item;
            const std::string_view set = readSet(item);
            const Stamp stamp{{m_lastMs << 16 | counter}, {device, dseq}};
            if (m_lastMs >> 48 != 0 || (n > 0 && stamp <= last) || (groups > 1 && !m_taken.take(set)))
                m_in.fail();
            last = stamp;
            out.array(4);
            out.uint(stamp.hlc.packed);
            out.uint(device);
            out.uint(dseq);
            out.raw(item);
        }
        storage.append(out.out());
    }

    void readFields(std::size_t row, std::string& storage)
    {
        std::size_t count = 0;
        for (const FieldSource& field : m_fields)
            count += field.has(row);
        if (count > maxFields)
            m_in.fail();
        CborWriter head;
        head.map(count);
        storage.append(head.out());
        for (FieldSource& field : m_fields) {
            if (!m_in.ok())
                return;
            if (!field.has(row))
                continue;
            CborWriter key;
            key.uint(field.field);
            storage.append(key.out());
            storage.append(field.values.item());
        }
    }

    CborReader& m_in;
    // In the order of the block.
    std::uint32_t m_table;
    std::size_t m_rows;
    ColumnReader m_ids;
    std::string_view m_tails;
    ColumnReader m_revs;
    std::string_view m_flags;
    ColumnReader m_groups, m_ms, m_counters, m_devices, m_dseqs, m_sets;
    std::vector<FieldSource> m_fields;
    // What has been reached.
    std::size_t m_tail = 0;
    std::uint64_t m_time = 0, m_rev = 0, m_lastMs = 0;
    std::map<std::uint64_t, std::uint64_t> m_lastDseq;
    int m_checkedSets = 0;
    Taken m_taken;
};

} // namespace

void writeRows(CborWriter& out, const std::vector<PulledRow>& rows)
{
    std::map<std::uint32_t, BlockWriter> blocks;
    for (const PulledRow& row : rows)
        blocks.try_emplace(row.table.number, row.table.number).first->second.add(row);
    out.array(blocks.size());
    for (auto& [table, block] : blocks)
        block.write(out);
}

void readRows(CborReader& in, std::vector<PulledRow>& rows, std::shared_ptr<const std::string>& storage,
              std::size_t maxRows, std::size_t maxBytes)
{
    std::string bytes;
    std::vector<Extent> extents;
    std::optional<std::uint32_t> previous;
    for (std::size_t n = in.array(maxTables); in.ok() && n > 0; --n) {
        BlockReader block(in, maxRows - rows.size());
        if (previous && block.table() <= *previous)
            in.fail();
        previous = block.table();
        if (in.ok())
            block.read(rows, extents, bytes, maxBytes);
    }
    if (!in.ok()) {
        rows.clear();
        return;
    }
    auto whole = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view all = *whole;
    for (std::size_t n = 0; n < rows.size(); ++n) {
        rows[n].stamps = all.substr(extents[n].stamps, extents[n].fields - extents[n].stamps);
        rows[n].fields = all.substr(extents[n].fields, extents[n].end - extents[n].fields);
    }
    storage = std::move(whole);
}

} // namespace qoloner::protocol
