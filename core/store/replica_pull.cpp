// SPDX-License-Identifier: Apache-2.0
// What comes from the server: pages, epochs, scopes that go.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include "core/store/table_sql.h"

namespace qoloner {

using namespace replica_detail;

/// Runs one of the table's writing statements with the row's values; whether it wrote.
bool Replica::runPulled(const std::string& statement, const PulledRow& pulled)
{
    const TableSql& sql = tableSql(pulled.table);
    // Straight from the wire to the statement: no intermediate values.
    Statement put = m_db.prepare(statement);
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
    return m_db.changes() > 0;
}

void Replica::writePulled(const PulledRow& pulled, bool mostlyNew)
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
    if (mostlyNew || !runPulled(sql.updateUnindexed, pulled))
        runPulled(sql.upsertIfNewer, pulled);
    if (m_observer)
        m_observer(pulled.table, pulled.id, pulled.fields);
}

/// A row of a table that only a newer catalogue has: it waits here for the program that knows it.
void Replica::keepForLater(const PulledRow& pulled)
{
    if (pulled.flags & (RowDeleted | RowLeft)) {
        Statement gone = m_db.prepare("DELETE FROM later_row WHERE tbl = ? AND id = ?");
        gone.bind(1, std::int64_t(pulled.table.number)).bind(2, pulled.id).run();
        return;
    }
    CborReader fields(pulled.fields);
    readFields(fields);
    if (!fields.finished() || !RowStamps::decode(pulled.stamps))
        throw std::invalid_argument("row");
    Statement put =
        m_db.prepare("INSERT INTO later_row (tbl, id, rev, flags, stamps, fields) VALUES (?, ?, ?, "
                     "?, ?, ?) ON CONFLICT (tbl, id) DO UPDATE SET rev = excluded.rev, flags = "
                     "excluded.flags, stamps = excluded.stamps, fields = excluded.fields "
                     "WHERE excluded.rev > later_row.rev");
    put.bind(1, std::int64_t(pulled.table.number)).bind(2, pulled.id).bind(3, pulled.rev);
    put.bind(4, int(pulled.flags)).bindBlob(5, pulled.stamps).bindBlob(6, pulled.fields);
    put.run();
}

/// The receive rule of the hybrid clock: the next local stamp is later than
/// everything in the page, except for stamps too far ahead to be anybody's present.
void Replica::receiveTime(const PulledPage& page)
{
    const std::uint64_t now = m_clock.nowMs();
    Hlc latest;
    for (const PulledRow& row : page.rows) {
        CborReader in(row.stamps);
        if (row.stamps.empty())
            continue;
        for (std::size_t n = in.array(256); in.ok() && n > 0; --n) {
            in.array(4);
            const Hlc stamp{in.uint()};
            in.uint();
            in.uint();
            in.bytes();
            if (in.ok() && stamp.ms() <= now + clockBoundMs)
                latest = std::max(latest, stamp);
        }
    }
    const std::string stored = meta(metaHlc);
    const Hlc last{stored.empty() ? 0 : std::stoull(stored)};
    if (latest > last)
        setMeta(metaHlc, std::to_string(receive(last, latest, now).packed));
}

Result<void> Replica::applyPage(const PulledPage& page)
{
    m_changes.clear();
    try {
        Transaction transaction(m_db);
        std::set<RowKey> touched;
        if (epoch() != page.epoch)
            startEpoch(page.epoch, touched);
        const bool mostlyNew = meta(metaComplete).empty(); // the first pull is not complete yet
        receiveTime(page);
        if (m_db.integer("SELECT count(*) FROM cursor") == 0)
            setMeta(metaBegun, std::to_string(page.head));
        std::set<RowKey> bases;
        {
            Statement all = m_db.prepare("SELECT tbl, id FROM base_row");
            while (all.step())
                bases.insert({{std::uint32_t(all.integer(0))}, all.string(1)});
        }
        for (const PulledRow& pulled : page.rows) {
            if (!exists(pulled.table)) {
                keepForLater(pulled);
                continue;
            }
            const RowKey key{pulled.table, pulled.id};
            if (bases.empty() || !bases.contains(key)) {
                writePulled(pulled, mostlyNew);
                continue;
            }
            const auto current = base(key);
            // A row that left one scope and comes by another has the revision it left with.
            const bool comesBack = current && current->flags & RowLeft && !(pulled.flags & RowLeft) &&
                                   current->rev == pulled.rev;
            if (current && current->rev >= pulled.rev && !comesBack && !(current->flags & outdated))
                continue;
            RowState next{pulled.rev, pulled.flags, {}, {}};
            if (!(pulled.flags & (RowDeleted | RowLeft))) {
                CborReader in(pulled.fields);
                auto stamps = RowStamps::decode(pulled.stamps);
                next.fields = readFields(in);
                if (!in.finished() || !stamps)
                    throw std::invalid_argument("row");
                next.stamps = std::move(*stamps);
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
            sweep(touched);
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

} // namespace qoloner
