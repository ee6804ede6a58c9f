// SPDX-License-Identifier: Apache-2.0
// The store's side of compaction.
// Definitions of SqlCityStore; for sql_city_store.cpp alone.
#pragma once
#include "sync/server/store/sql_city_store.h"
#include "sync/server/store/sql_dialect.h"

namespace qoloner {

template <class Db> std::uint64_t SqlCityStore<Db>::floorOf(const std::string& scope)
{
    auto query = m_db.prepare("SELECT floor FROM scope WHERE name = ?");
    query.bind(1, scope);
    return query.step() ? std::uint64_t(query.integer(0)) : 0;
}

template <class Db> void SqlCityStore<Db>::raiseFloor(const std::string& scope, std::uint64_t rev)
{
    auto raise = m_db.prepare("UPDATE scope SET floor = " + std::string(SqlDialect<Db>::later) +
                              "(floor, ?) WHERE name = ?");
    raise.bind(1, rev).bind(2, scope).run();
}

template <class Db> std::optional<Stamp> SqlCityStore<Db>::grave(std::uint16_t entity, const std::string& row)
{
    if (m_writing)
        if (const auto known = m_graves.find({entity, row}); known != m_graves.end())
            return known->second;
    auto query = m_db.prepare("SELECT hlc, device, dseq FROM grave WHERE entity = ? AND id = ?");
    query.bind(1, int(entity)).bind(2, row);
    if (!query.step())
        return std::nullopt;
    return Stamp{Hlc{std::uint64_t(query.integer(0))}, {DeviceId(query.integer(1)), Dseq(query.integer(2))}};
}

template <class Db>
void SqlCityStore<Db>::putGrave(std::uint16_t entity, const std::string& row, const Stamp& stamp)
{
    m_graves.erase({entity, row});
    auto put = m_db.prepare("INSERT INTO grave (entity, id, hlc, device, dseq) VALUES (?, ?, ?, ?, ?) "
                            "ON CONFLICT (entity, id) DO NOTHING");
    put.bind(1, int(entity)).bind(2, row).bind(3, stamp.hlc.packed);
    put.bind(4, stamp.dot.device).bind(5, stamp.dot.dseq).run();
}

template <class Db> void SqlCityStore<Db>::markRev(std::uint64_t ms, std::uint64_t rev)
{
    auto put = m_db.prepare("INSERT INTO rev_mark (ms, rev) VALUES (?, ?) ON CONFLICT (ms) DO NOTHING");
    put.bind(1, ms).bind(2, rev).run();
}

template <class Db> std::uint64_t SqlCityStore<Db>::revBefore(std::uint64_t ms)
{
    auto query = m_db.prepare("SELECT ms, rev FROM rev_mark WHERE ms <= ? ORDER BY ms DESC LIMIT 1");
    query.bind(1, ms);
    if (!query.step())
        return 0;
    const auto rev = std::uint64_t(query.integer(1));
    auto forget = m_db.prepare("DELETE FROM rev_mark WHERE ms < ?");
    forget.bind(1, query.integer(0)).run();
    return rev;
}

template <class Db>
std::vector<StoredRow> SqlCityStore<Db>::tombstones(std::uint64_t after, std::uint64_t upTo,
                                                    std::size_t limit)
{
    std::vector<StoredRow> rows;
    auto query =
        m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row WHERE " +
                     std::string(SqlDialect<Db>::isDeleted) + " AND rev > ? AND rev <= ? ORDER BY rev");
    query.bind(1, after).bind(2, upTo);
    while (query.step()) {
        StoredRow row = rowFrom(query);
        if (rows.size() >= limit && rows.back().state.rev != row.state.rev)
            break;
        rows.push_back(std::move(row));
    }
    return rows;
}

template <class Db>
void SqlCityStore<Db>::removeRow(const RowKey& key, const std::vector<std::string>& scopes)
{
    m_rows.erase(key);
    for (const std::string& scope : scopes) {
        auto line = m_db.prepare("DELETE FROM feed WHERE scope = ? AND tbl = ? AND id = ?");
        line.bind(1, scopeNumber(scope, false)).bind(2, std::int64_t(key.table.number)).bind(3, key.id).run();
    }
    auto gone = m_db.prepare("DELETE FROM synced_row WHERE tbl = ? AND id = ?");
    gone.bind(1, std::int64_t(key.table.number)).bind(2, key.id).run();
}

template <class Db> std::size_t SqlCityStore<Db>::foldLeaves(std::uint64_t upTo, std::size_t limit)
{
    struct Line {
        std::int64_t scope, rev, table;
        std::string id;
    };
    std::vector<Line> lines;
    {
        auto query = m_db.prepare("SELECT scope, rev, tbl, id FROM feed WHERE leave = 1 AND rev <= ? "
                                  "ORDER BY rev LIMIT ?");
        query.bind(1, upTo).bind(2, std::int64_t(limit));
        while (query.step())
            lines.push_back({query.integer(0), query.integer(1), query.integer(2), query.string(3)});
    }
    for (const Line& line : lines) {
        auto raise = m_db.prepare("UPDATE scope SET floor = " + std::string(SqlDialect<Db>::later) +
                                  "(floor, ?) WHERE number = ?");
        raise.bind(1, line.rev).bind(2, line.scope).run();
        auto gone = m_db.prepare("DELETE FROM feed WHERE scope = ? AND rev = ? AND tbl = ? AND id = ?");
        gone.bind(1, line.scope).bind(2, line.rev).bind(3, line.table).bind(4, line.id).run();
    }
    return lines.size();
}

template <class Db>
void SqlCityStore<Db>::eachRow(TableId table, const std::function<void(const StoredRow&)>& use)
{
    auto query =
        m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row WHERE tbl = ? ORDER BY id");
    query.bind(1, std::int64_t(table.number));
    while (query.step())
        use(rowFrom(query));
}

} // namespace qoloner
