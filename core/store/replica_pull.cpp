// SPDX-License-Identifier: Apache-2.0
// What comes from the server: pages, epochs, scopes that go.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include "core/store/table_sql.h"

namespace qoloner {

using namespace replica_detail;

void Replica::writePulled(const PulledRow& pulled)
{
    const TableSql& sql = tableSql(pulled.table);
    const RowKey key{pulled.table, pulled.id};
    note(key);
    if (pulled.flags & (RowDeleted | RowLeft)) {
        Statement gone = m_db.prepare(sql.remove);
        gone.bind(1, pulled.id);
        gone.run();
        if (m_observer)
            m_observer(pulled.table, pulled.id, {});
        return;
    }
    // Straight from the wire to the statement: no intermediate values.
    Statement put = m_db.prepare(sql.upsertIfNewer);
    put.bind(1, pulled.id);
    CborReader in(pulled.fields);
    CborWriter extra;
    std::size_t extras = 0;
    std::size_t column = 0;
    std::int64_t previous = -1;
    for (std::size_t n = in.map(256); in.ok() && n > 0; --n) {
        const std::int64_t id = in.key(previous);
        previous = id;
        while (column < sql.fields.size() && sql.fields[column]->id < id)
            ++column;
        if (column == sql.fields.size() || sql.fields[column]->id != id) {
            const std::string_view value = in.skip();
            extra.uint(std::uint64_t(id));
            extra.raw(value);
            ++extras;
            continue;
        }
        const int index = int(column) + 2;
        switch (in.peek()) {
        case CborReader::Kind::Integer:
            put.bind(index, in.integer());
            break;
        case CborReader::Kind::Text:
            put.bind(index, in.text());
            break;
        case CborReader::Kind::Bytes:
            put.bindBlob(index, in.bytes());
            break;
        case CborReader::Kind::Null:
            in.null();
            break;
        default:
            in.fail();
        }
    }
    if (!in.finished())
        throw std::invalid_argument("row");
    put.bindBlob(sql.stampsParameter(), pulled.stamps);
    put.bind(sql.stampsParameter() + 1, pulled.rev);
    put.bind(sql.stampsParameter() + 2, int(pulled.flags));
    std::string extraMap;
    if (extras > 0) {
        CborWriter map;
        map.map(extras);
        map.raw(extra.out());
        extraMap = map.take();
        put.bindBlob(sql.stampsParameter() + 3, extraMap);
    }
    put.run();
    if (m_observer)
        m_observer(pulled.table, pulled.id, pulled.fields);
}

/// Revisions of another epoch cannot be compared: every row counts as older.
void Replica::startEpoch(const std::string& epoch)
{
    m_db.exec("DELETE FROM cursor");
    setMeta(metaEpoch, epoch);
    setMeta(metaComplete, "0");
    for (const TableId table : allTables()) {
        m_db.exec("UPDATE " + tableName(table) + " SET _rev = 0 WHERE _rev <> 0");
        std::vector<RowKey> keys;
        Statement bases = m_db.prepare("SELECT id FROM base_row WHERE tbl = ? AND state IS NOT NULL");
        bases.bind(1, std::int64_t(table.number));
        while (bases.step())
            keys.push_back({table, bases.string(0)});
        for (const RowKey& key : keys) {
            auto state = base(key);
            state->rev = 0;
            setBase(key, state);
        }
    }
}

Result<void> Replica::applyPage(const PulledPage& page)
{
    m_changes.clear();
    try {
        Transaction transaction(m_db);
        if (epoch() != page.epoch) {
            startEpoch(page.epoch);
        }
        std::set<RowKey> bases;
        {
            Statement all = m_db.prepare("SELECT tbl, id FROM base_row");
            while (all.step())
                bases.insert({{std::uint32_t(all.integer(0))}, all.string(1)});
        }
        std::set<RowKey> touched;
        for (const PulledRow& pulled : page.rows) {
            if (!exists(pulled.table))
                continue; // an entity of a newer schema: nothing here could show it
            const RowKey key{pulled.table, pulled.id};
            if (bases.empty() || !bases.contains(key)) {
                writePulled(pulled);
                continue;
            }
            const auto current = base(key);
            if (current && current->rev >= pulled.rev)
                continue;
            std::optional<RowState> next;
            if (!(pulled.flags & (RowDeleted | RowLeft))) {
                CborReader in(pulled.fields);
                auto stamps = RowStamps::decode(pulled.stamps);
                next = RowState{pulled.rev, pulled.flags, {}, readFields(in)};
                if (!in.finished() || !stamps)
                    throw std::invalid_argument("row");
                next->stamps = std::move(*stamps);
            }
            setBase(key, next);
            touched.insert(key);
        }
        for (const auto& [scope, rev] : page.cursor) {
            Statement put = m_db.prepare("INSERT INTO cursor (scope, rev) VALUES (?, ?) "
                                         "ON CONFLICT (scope) DO UPDATE SET rev = excluded.rev");
            put.bind(1, scope).bind(2, rev);
            put.run();
        }
        if (page.complete > 0) {
            setMeta(metaComplete, std::to_string(page.complete));
            const bool journalMoved =
                m_db.integer("SELECT count(*) FROM journal WHERE state = 2 AND rev <= " +
                             std::to_string(page.complete)) > 0;
            settle(page.complete, touched);
            if (journalMoved)
                m_changes[TableId{}];
        }
        for (const RowKey& key : touched)
            recompute(key);
        finish(transaction);
        return {};
    } catch (const std::invalid_argument&) {
        return failure("page_invalid");
    } catch (const ConstraintViolation&) {
        return failure("page_invalid");
    }
}

std::string Replica::epoch() const
{
    return meta(metaEpoch);
}

std::map<std::string, std::uint64_t> Replica::cursor() const
{
    std::map<std::string, std::uint64_t> result;
    Statement query = m_db.prepare("SELECT scope, rev FROM cursor");
    while (query.step())
        result.emplace(query.string(0), std::uint64_t(query.integer(1)));
    return result;
}

void Replica::dropPrivateRows()
{
    m_changes.clear();
    Transaction transaction(m_db);
    std::set<RowKey> covered;
    for (const TableId table : allTables()) {
        if (table.facet() == Facet::Published)
            continue;
        Statement rows = m_db.prepare("SELECT id FROM " + tableName(table));
        while (rows.step())
            note({table, rows.string(0)});
        m_db.exec("DELETE FROM " + tableName(table));
        Statement bases = m_db.prepare("SELECT id FROM base_row WHERE tbl = ?");
        bases.bind(1, std::int64_t(table.number));
        while (bases.step())
            covered.insert({table, bases.string(0)});
    }
    for (const RowKey& key : covered) {
        setBase(key, std::nullopt);
        recompute(key);
    }
    m_db.exec("DELETE FROM cursor");
    setMeta(metaComplete, "0");
    finish(transaction);
}

} // namespace qoloner
