// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/city_tables.h"

#include <array>
#include <stdexcept>

namespace qoloner {

namespace {

using Kind = StoredTable::Kind;
using Column = StoredTable::Column;

constexpr Column metaColumns[] = {{"key", Kind::Text}, {"value", Kind::Blob}};
constexpr Column actorColumns[] = {{"id", Kind::Text},
                                   {"name", Kind::Text},
                                   {"role", Kind::Integer},
                                   {"artisan", Kind::Text},
                                   {"regions", Kind::Text}};
constexpr Column deviceColumns[] = {
    {"id", Kind::Integer},       {"public_key", Kind::Blob},        {"actor", Kind::Text},
    {"label", Kind::Text},       {"revoked", Kind::Integer},        {"highest", Kind::Integer},
    {"last_hash", Kind::Blob},   {"last_effective", Kind::Integer}, {"enrolled_ms", Kind::Integer},
    {"seen_ms", Kind::Integer},  {"backed_up", Kind::Integer},      {"fork_of", Kind::Integer},
    {"fork_from", Kind::Integer}};
constexpr Column inviteColumns[] = {{"code_hash", Kind::Blob},     {"actor", Kind::Text},
                                    {"name", Kind::Text},          {"role", Kind::Integer},
                                    {"artisan", Kind::Text},       {"regions", Kind::Text},
                                    {"expires_ms", Kind::Integer}, {"used_by", Kind::Integer}};
constexpr Column mutationColumns[] = {
    {"device", Kind::Integer},   {"dseq", Kind::Integer},      {"hash", Kind::Blob},
    {"body", Kind::Blob},        {"signature", Kind::Blob},    {"outcome", Kind::Integer},
    {"rev", Kind::Integer},      {"effective", Kind::Integer}, {"error_code", Kind::Text},
    {"error_field", Kind::Text}, {"error_args", Kind::Text},   {"received_ms", Kind::Integer}};
constexpr Column heldColumns[] = {
    {"device", Kind::Integer},    {"dseq", Kind::Integer},        {"body", Kind::Blob},
    {"signature", Kind::Blob},    {"effective", Kind::Integer},   {"wait_device", Kind::Integer},
    {"wait_dseq", Kind::Integer}, {"received_ms", Kind::Integer}, {"refill_order", Kind::Integer}};
constexpr Column gappedColumns[] = {{"device", Kind::Integer},     {"dseq", Kind::Integer},
                                    {"hash", Kind::Blob},          {"body", Kind::Blob},
                                    {"signature", Kind::Blob},     {"effective", Kind::Integer},
                                    {"received_ms", Kind::Integer}};
constexpr Column quarantineColumns[] = {{"hash", Kind::Blob},   {"device", Kind::Integer},
                                        {"body", Kind::Blob},   {"signature", Kind::Blob},
                                        {"reason", Kind::Text}, {"received_ms", Kind::Integer}};
constexpr Column reissuedColumns[] = {
    {"hash", Kind::Blob}, {"device", Kind::Integer}, {"dseq", Kind::Integer}};
constexpr Column twinColumns[] = {{"device", Kind::Integer},
                                  {"dseq", Kind::Integer},
                                  {"of_device", Kind::Integer},
                                  {"of_dseq", Kind::Integer}};
constexpr Column rowColumns[] = {{"tbl", Kind::Integer},   {"id", Kind::Text},    {"rev", Kind::Integer},
                                 {"flags", Kind::Integer}, {"state", Kind::Blob}, {"owner", Kind::Text},
                                 {"region", Kind::Text}};
constexpr Column scopeColumns[] = {{"number", Kind::Integer}, {"name", Kind::Text}, {"floor", Kind::Integer}};
constexpr Column feedColumns[] = {{"scope", Kind::Integer},
                                  {"tbl", Kind::Integer},
                                  {"id", Kind::Text},
                                  {"rev", Kind::Integer},
                                  {"leave", Kind::Integer}};
constexpr Column graveColumns[] = {{"entity", Kind::Integer},
                                   {"id", Kind::Text},
                                   {"hlc", Kind::Integer},
                                   {"device", Kind::Integer},
                                   {"dseq", Kind::Integer}};
constexpr Column markColumns[] = {{"ms", Kind::Integer}, {"rev", Kind::Integer}};

constexpr std::array tables = {
    StoredTable{"meta", metaColumns, 1},         StoredTable{"actor", actorColumns, 1},
    StoredTable{"device", deviceColumns, 1},     StoredTable{"invite", inviteColumns, 1},
    StoredTable{"mutation", mutationColumns, 2}, StoredTable{"held", heldColumns, 2},
    StoredTable{"gapped", gappedColumns, 3},     StoredTable{"quarantine", quarantineColumns, 1},
    StoredTable{"reissued", reissuedColumns, 1}, StoredTable{"twin", twinColumns, 2},
    StoredTable{"synced_row", rowColumns, 2},    StoredTable{"scope", scopeColumns, 1},
    StoredTable{"feed", feedColumns, 3},         StoredTable{"grave", graveColumns, 2},
    StoredTable{"rev_mark", markColumns, 1},
};

/// Both tables' tuples side by side, each read in parts.
class Walk {
public:
    Walk(CityStore& store, const StoredTable& table) : m_store(store), m_table(table) {}
    const StoredTuple* next()
    {
        if (m_at == m_part.size()) {
            if (m_ended)
                return nullptr;
            const std::size_t before = m_part.size();
            StoredTuple last = before > 0 ? std::move(m_part.back()) : StoredTuple();
            m_part = m_store.tuples(m_table, last);
            m_at = 0;
            m_ended = m_part.empty();
            if (m_ended)
                return nullptr;
        }
        const StoredTuple& tuple = m_part[m_at++];
        // That it went elsewhere is true of the place and not of the city.
        return m_table.name == "meta" && tuple.front() == StoredValue(std::string(metaMoved)) ? next()
                                                                                              : &tuple;
    }

private:
    CityStore& m_store;
    const StoredTable& m_table;
    std::vector<StoredTuple> m_part;
    std::size_t m_at = 0;
    bool m_ended = false;
};

} // namespace

std::span<const StoredTable> storedTables()
{
    return tables;
}

namespace {

/// Within a transaction of either.
CopyReport fill(CityStore& from, CityStore& to)
{
    CopyReport report;
    for (const StoredTable& table : tables) {
        Walk walk(from, table);
        std::uint64_t& count = report.tuples[std::string(table.name)];
        while (const StoredTuple* tuple = walk.next()) {
            to.putTuple(table, *tuple);
            ++count;
        }
    }
    return report;
}

CopyReport compare(CityStore& one, CityStore& other)
{
    CopyReport report;
    for (const StoredTable& table : tables) {
        Walk left(one, table), right(other, table);
        std::uint64_t& count = report.tuples[std::string(table.name)];
        while (true) {
            const StoredTuple* a = left.next();
            const StoredTuple* b = right.next();
            if (!a && !b)
                break;
            if (!a || !b || *a != *b)
                throw std::runtime_error("table " + std::string(table.name) + " differs at tuple " +
                                         std::to_string(count + 1));
            ++count;
        }
    }
    return report;
}

void mustBeEmpty(CityStore& store)
{
    if (!store.meta("city").empty())
        throw std::runtime_error("there is a city already: " + store.meta("city"));
}

} // namespace

CopyReport copyCity(CityStore& from, CityStore& to)
{
    CopyReport report;
    from.read([&] {
        to.write([&] {
            mustBeEmpty(to);
            report = fill(from, to);
        });
    });
    return report;
}

CopyReport replaceCity(CityStore& from, CityStore& to)
{
    CopyReport report;
    from.read([&] {
        to.write([&] {
            for (const StoredTable& table : tables)
                to.clear(table);
            report = fill(from, to);
        });
    });
    return report;
}

CopyReport moveCity(CityStore& from, CityStore& to)
{
    CopyReport report;
    mustBeEmpty(to);
    const auto copy = [&] {
        to.write([&] {
            mustBeEmpty(to);
            report = fill(from, to);
        });
        to.read([&] { compare(from, to); });
    };
    if (!from.meta(metaMoved).empty())
        from.read(copy);
    else
        from.write([&] { // whoever writes waits
            copy();
            from.setMeta(metaMoved, "1");
        });
    return report;
}

CopyReport compareCities(CityStore& one, CityStore& other)
{
    CopyReport report;
    one.read([&] { other.read([&] { report = compare(one, other); }); });
    return report;
}

} // namespace qoloner
