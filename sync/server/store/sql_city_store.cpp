// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/sql_city_store.h"

#include "core/domain/ids.h"
#include "core/store/database.h"
#include "sync/server/store/sql_compaction.h"
#include "sync/server/store/sql_dialect.h"
#include "sync/server/store/sql_tuples.h"
#include "sync/server/store/sql_waiting.h"

namespace qoloner {

namespace {

constexpr std::size_t feedPart = 500; // as in the query
constexpr int damagedRow = 11;        // SQLITE_CORRUPT
constexpr int cityMoved = 1;          // SQLITE_ERROR

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? "" : "\n") + part;
    return out;
}

std::vector<std::string> lines(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

} // namespace

template <class Db> DeviceRecord SqlCityStore<Db>::deviceFrom(const Query& q)
{
    return {.id = DeviceId(q.integer(0)),
            .publicKey = std::string(q.blob(1)),
            .actor = q.string(2),
            .label = q.string(3),
            .revoked = q.integer(4) != 0,
            .highest = Dseq(q.integer(5)),
            .lastHash = std::string(q.blob(6)),
            .lastEffective = Hlc{std::uint64_t(q.integer(7))},
            .enrolledMs = std::uint64_t(q.integer(8)),
            .seenMs = std::uint64_t(q.integer(9)),
            .backedUp = Dseq(q.integer(10)),
            .forkOf = DeviceId(q.integer(11)),
            .forkFrom = Dseq(q.integer(12))};
}

template <class Db> void SqlCityStore<Db>::write(const std::function<void()>& work)
{
    typename SqlDialect<Db>::WriteTransaction transaction(m_db);
    try {
        if (!meta(metaMoved).empty())
            throw StorageError(cityMoved, "the city lies elsewhere now: start the server anew");
        forgetOtherEpochs();
        forgetReads();
        m_writing = SqlDialect<Db>::isShared;
        work();
        m_writing = false;
        transaction.commit();
    } catch (...) {
        m_writing = false;
        m_scopes.clear(); // numbers given out in here are gone with it
        throw;
    }
}

template <class Db> void SqlCityStore<Db>::read(const std::function<void()>& work)
{
    m_db.exec(SqlDialect<Db>::beginRead);
    try {
        forgetOtherEpochs();
        work();
    } catch (...) {
        m_db.exec("ROLLBACK");
        throw;
    }
    m_db.exec("COMMIT");
}

/// A city that was put in place of this one begins an epoch, with scopes of other numbers.
template <class Db> void SqlCityStore<Db>::forgetOtherEpochs()
{
    if constexpr (SqlDialect<Db>::isShared)
        if (std::string epoch = meta("epoch"); epoch != m_scopesEpoch) {
            m_scopes.clear();
            m_scopesEpoch = std::move(epoch);
        }
}

template <class Db> std::string SqlCityStore<Db>::meta(const std::string& key)
{
    auto query = m_db.prepare("SELECT value FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.step() ? std::string(query.blob(0)) : std::string();
}

template <class Db> void SqlCityStore<Db>::setMeta(const std::string& key, const std::string& value)
{
    auto put = m_db.prepare("INSERT INTO meta (key, value) VALUES (?, ?) "
                            "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    put.bind(1, key);
    put.bindBlob(2, value);
    put.run();
}

template <class Db> std::uint64_t SqlCityStore<Db>::head()
{
    const std::string stored = meta("rev");
    return stored.empty() ? 0 : std::stoull(stored);
}

template <class Db> void SqlCityStore<Db>::setHead(std::uint64_t rev)
{
    setMeta("rev", std::to_string(rev));
}

template <class Db> std::optional<DeviceRecord> SqlCityStore<Db>::device(DeviceId id)
{
    auto query = m_db.prepare("SELECT id, public_key, actor, label, revoked, highest, last_hash, "
                              "last_effective, enrolled_ms, seen_ms, backed_up, fork_of, fork_from "
                              "FROM device WHERE id = ?");
    query.bind(1, id);
    if (!query.step())
        return std::nullopt;
    return deviceFrom(query);
}

template <class Db> std::vector<DeviceRecord> SqlCityStore<Db>::devices()
{
    std::vector<DeviceRecord> all;
    auto query =
        m_db.prepare("SELECT id, public_key, actor, label, revoked, highest, last_hash, "
                     "last_effective, enrolled_ms, seen_ms, backed_up, fork_of, fork_from FROM device "
                     "ORDER BY enrolled_ms, id");
    while (query.step())
        all.push_back(deviceFrom(query));
    return all;
}

template <class Db> int SqlCityStore<Db>::forksOf(DeviceId root)
{
    auto query = m_db.prepare(
        "WITH RECURSIVE family (id) AS (SELECT id FROM device WHERE fork_of = ? UNION "
        "SELECT d.id FROM device d JOIN family f ON d.fork_of = f.id) SELECT count(*) FROM family");
    query.bind(1, root);
    query.step();
    return int(query.integer(0));
}

template <class Db> void SqlCityStore<Db>::putDevice(const DeviceRecord& d)
{
    auto put = m_db.prepare(
        "INSERT INTO device (id, public_key, actor, label, revoked, highest, last_hash, last_effective, "
        "enrolled_ms, seen_ms, backed_up, fork_of, fork_from) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "actor = excluded.actor, label = excluded.label, revoked = excluded.revoked, "
        "highest = excluded.highest, last_hash = excluded.last_hash, "
        "last_effective = excluded.last_effective, seen_ms = excluded.seen_ms, "
        "backed_up = excluded.backed_up");
    put.bind(1, d.id).bindBlob(2, d.publicKey).bind(3, d.actor).bind(4, d.label).bind(5, int(d.revoked));
    put.bind(6, d.highest).bindBlob(7, d.lastHash).bind(8, d.lastEffective.packed);
    put.bind(9, d.enrolledMs).bind(10, d.seenMs).bind(11, d.backedUp).bind(12, d.forkOf);
    put.bind(13, d.forkFrom);
    put.run();
}

template <class Db> std::optional<ActorRecord> SqlCityStore<Db>::actor(const std::string& id)
{
    auto query = m_db.prepare("SELECT id, name, role, artisan, regions FROM actor WHERE id = ?");
    query.bind(1, id);
    if (!query.step())
        return std::nullopt;
    return ActorRecord{query.string(0), query.string(1), Role(query.integer(2)), query.string(3),
                       lines(query.text(4))};
}

template <class Db> void SqlCityStore<Db>::putActor(const ActorRecord& a)
{
    const std::string regions = joined(a.regions);
    auto put = m_db.prepare("INSERT INTO actor (id, name, role, artisan, regions) VALUES (?, ?, ?, ?, ?) "
                            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, "
                            "artisan = excluded.artisan, regions = excluded.regions");
    put.bind(1, a.id).bind(2, a.name).bind(3, int(a.role)).bind(4, a.artisan).bind(5, regions);
    put.run();
}

template <class Db> std::optional<InviteRecord> SqlCityStore<Db>::invite(const std::string& codeHash)
{
    auto query = m_db.prepare("SELECT code_hash, actor, name, role, artisan, regions, expires_ms, used_by "
                              "FROM invite WHERE code_hash = ?");
    query.bindBlob(1, codeHash);
    if (!query.step())
        return std::nullopt;
    return InviteRecord{
        std::string(query.blob(0)),
        {query.string(1), query.string(2), Role(query.integer(3)), query.string(4), lines(query.text(5))},
        std::uint64_t(query.integer(6)),
        DeviceId(query.integer(7))};
}

template <class Db> void SqlCityStore<Db>::putInvite(const InviteRecord& i)
{
    const std::string regions = joined(i.actor.regions);
    auto put = m_db.prepare("INSERT INTO invite (code_hash, actor, name, role, artisan, regions, expires_ms, "
                            "used_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code_hash) DO UPDATE SET "
                            "used_by = excluded.used_by");
    put.bindBlob(1, i.codeHash).bind(2, i.actor.id).bind(3, i.actor.name).bind(4, int(i.actor.role));
    put.bind(5, i.actor.artisan).bind(6, regions).bind(7, i.expiresMs).bind(8, i.usedBy);
    put.run();
}

template <class Db> std::optional<LogRecord> SqlCityStore<Db>::logged(DeviceId device, Dseq dseq)
{
    auto query =
        m_db.prepare("SELECT hash, body, signature, outcome, rev, effective, error_code, error_field, "
                     "error_args, received_ms FROM mutation WHERE device = ? AND dseq = ?");
    query.bind(1, device).bind(2, dseq);
    if (!query.step())
        return std::nullopt;
    LogRecord record;
    record.device = device;
    record.hash = query.blob(0);
    record.mutation = {std::string(query.blob(1)), std::string(query.blob(2))};
    record.answer = {.dseq = dseq,
                     .outcome = Outcome(query.integer(3)),
                     .rev = std::uint64_t(query.integer(4)),
                     .effective = Hlc{std::uint64_t(query.integer(5))},
                     .error = {query.string(6), query.string(7), lines(query.text(8))},
                     .signature = {}};
    record.receivedMs = std::uint64_t(query.integer(9));
    return record;
}

template <class Db> std::optional<Outcome> SqlCityStore<Db>::outcome(const Dot& dot)
{
    auto query = m_db.prepare("SELECT outcome FROM mutation WHERE device = ? AND dseq = ?");
    query.bind(1, dot.device).bind(2, dot.dseq);
    return query.step() ? std::optional(Outcome(query.integer(0))) : std::nullopt;
}

template <class Db> void SqlCityStore<Db>::putLog(const LogRecord& r)
{
    const std::string args = joined(r.answer.error.args);
    auto put =
        m_db.prepare("INSERT INTO mutation (device, dseq, hash, body, signature, outcome, rev, effective, "
                     "error_code, error_field, error_args, received_ms) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put.bind(1, r.device).bind(2, r.answer.dseq).bindBlob(3, r.hash).bindBlob(4, r.mutation.body);
    put.bindBlob(5, r.mutation.signature).bind(6, int(r.answer.outcome)).bind(7, r.answer.rev);
    put.bind(8, r.answer.effective.packed).bind(9, r.answer.error.code).bind(10, r.answer.error.field);
    put.bind(11, args).bind(12, r.receivedMs);
    put.run();
}

template <class Db> void SqlCityStore<Db>::settleLog(DeviceId device, const Answer& answer)
{
    const std::string args = joined(answer.error.args);
    auto put = m_db.prepare("UPDATE mutation SET outcome = ?, rev = ?, effective = ?, error_code = ?, "
                            "error_field = ?, error_args = ? WHERE device = ? AND dseq = ?");
    put.bind(1, int(answer.outcome)).bind(2, answer.rev).bind(3, answer.effective.packed);
    put.bind(4, answer.error.code)
        .bind(5, answer.error.field)
        .bind(6, args)
        .bind(7, device)
        .bind(8, answer.dseq);
    put.run();
}

template <class Db> StoredRow SqlCityStore<Db>::rowFrom(Query& query)
{
    StoredRow row;
    row.key = {{std::uint32_t(query.integer(0))}, query.string(1)};
    row.owner = {query.string(2), query.string(3)};
    auto state = decodeRowState(query.blob(4));
    if (!state)
        throw StorageError(damagedRow, "damaged row " + row.key.id);
    row.state = std::move(*state);
    return row;
}

template <class Db> void SqlCityStore<Db>::forgetReads()
{
    m_rows.clear();
    m_graves.clear();
    m_anyGapped.reset();
}

namespace {

constexpr std::size_t askedTogether = 50;

std::string amongPairs(const char* select)
{
    std::string text = select + std::string(" IN (");
    for (std::size_t i = 0; i < askedTogether; ++i)
        text += i ? ", (?, ?)" : "(?, ?)";
    return text + ")";
}

/// Runs `sql` for `pairs`, some at a time; where there are fewer the last one stands again.
template <class Db, class Use>
void askTogether(Db& db, const std::string& sql,
                 const std::vector<std::pair<std::int64_t, std::string>>& pairs, Use use)
{
    for (std::size_t first = 0; first < pairs.size(); first += askedTogether) {
        auto query = db.prepare(sql);
        for (std::size_t i = 0; i < askedTogether; ++i) {
            const auto& [number, id] = pairs[std::min(first + i, pairs.size() - 1)];
            query.bind(int(2 * i) + 1, number).bind(int(2 * i) + 2, id);
        }
        while (query.step())
            use(query);
    }
}

} // namespace

template <class Db> void SqlCityStore<Db>::expect(const std::vector<RowKey>& rows)
{
    if (!m_writing)
        return;
    std::vector<std::pair<std::int64_t, std::string>> wanted, buried;
    for (const RowKey& key : rows) {
        if (m_rows.emplace(key, std::nullopt).second)
            wanted.emplace_back(key.table.number, key.id);
        if (m_graves.emplace(std::pair(key.table.entity(), key.id), std::nullopt).second)
            buried.emplace_back(key.table.entity(), key.id);
    }
    static const std::string ofRows =
        amongPairs("SELECT tbl, id, owner, region, state FROM synced_row WHERE (tbl, id)");
    askTogether(m_db, ofRows, wanted, [this](Query& query) {
        StoredRow row = rowFrom(query);
        RowKey key = row.key;
        m_rows[std::move(key)] = std::move(row);
    });
    static const std::string ofGraves =
        amongPairs("SELECT entity, id, hlc, device, dseq FROM grave WHERE (entity, id)");
    askTogether(m_db, ofGraves, buried, [this](Query& query) {
        m_graves[{std::uint16_t(query.integer(0)), query.string(1)}] =
            Stamp{Hlc{std::uint64_t(query.integer(2))}, {DeviceId(query.integer(3)), Dseq(query.integer(4))}};
    });
}

template <class Db> std::optional<StoredRow> SqlCityStore<Db>::row(const RowKey& key)
{
    if (const auto known = m_writing ? m_rows.find(key) : m_rows.end(); known != m_rows.end())
        return known->second;
    auto query =
        m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row WHERE tbl = ? AND id = ?");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    std::optional<StoredRow> row;
    if (query.step())
        row = rowFrom(query);
    if (m_writing)
        m_rows[key] = row;
    return row;
}

template <class Db> void SqlCityStore<Db>::putRow(const StoredRow& row)
{
    if (m_writing)
        m_rows[row.key] = row;
    const std::string state = encodeRowState(row.state);
    auto put = m_db.prepare("INSERT INTO synced_row (tbl, id, rev, flags, state, owner, region) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tbl, id) DO UPDATE SET "
                            "rev = excluded.rev, flags = excluded.flags, state = excluded.state, "
                            "owner = excluded.owner, region = excluded.region");
    put.bind(1, std::int64_t(row.key.table.number)).bind(2, row.key.id).bind(3, row.state.rev);
    put.bind(4, int(row.state.flags)).bindBlob(5, state).bind(6, row.owner.artisan).bind(7, row.owner.region);
    put.run();
}

template <class Db> std::vector<StoredRow> SqlCityStore<Db>::rowsOf(TableId table, const std::string& artisan)
{
    std::vector<StoredRow> rows;
    auto query = m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row "
                              "WHERE owner = ? AND owner <> '' AND tbl = ? ORDER BY id");
    query.bind(1, artisan).bind(2, std::int64_t(table.number));
    while (query.step())
        rows.push_back(rowFrom(query));
    return rows;
}

template <class Db> std::vector<StoredRow> SqlCityStore<Db>::rowsOwnedBy(const std::string& artisan)
{
    std::vector<StoredRow> rows;
    auto query = m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row "
                              "WHERE owner = ? AND owner <> '' ORDER BY tbl, id");
    query.bind(1, artisan);
    while (query.step())
        rows.push_back(rowFrom(query));
    return rows;
}

template <class Db> std::int64_t SqlCityStore<Db>::scopeNumber(const std::string& scope, bool create)
{
    if (const auto it = m_scopes.find(scope); it != m_scopes.end())
        return it->second;
    std::int64_t number = -1;
    {
        auto query = m_db.prepare("SELECT number FROM scope WHERE name = ?");
        query.bind(1, scope);
        if (query.step())
            number = query.integer(0);
    }
    if (number < 0 && create) {
        auto put = m_db.prepare("INSERT INTO scope (number, name) SELECT coalesce(max(number), 0) + 1, ? "
                                "FROM scope RETURNING number");
        put.bind(1, scope);
        put.step();
        number = put.integer(0);
    }
    if (number >= 0)
        m_scopes.emplace(scope, number);
    return number;
}

template <class Db> void SqlCityStore<Db>::putFeed(const std::string& scope, const FeedEntry& entry)
{
    auto put = m_db.prepare("INSERT INTO feed (scope, rev, tbl, id, leave) VALUES (?, ?, ?, ?, ?) "
                            "ON CONFLICT (scope, tbl, id) DO UPDATE SET rev = excluded.rev, "
                            "leave = excluded.leave");
    put.bind(1, scopeNumber(scope, true)).bind(2, entry.rev).bind(3, std::int64_t(entry.key.table.number));
    put.bind(4, entry.key.id).bind(5, int(entry.leave));
    put.run();
}

/// In parts, so that no engine has to hold all of a scope for a page of it.
template <class Db>
void SqlCityStore<Db>::feed(const std::string& scope, std::uint64_t after,
                            const std::function<bool(FeedRow)>& take)
{
    const std::int64_t number = scopeNumber(scope, false);
    if (number < 0)
        return;
    RowKey last{{~std::uint32_t(0)}, {}};
    std::size_t got = feedPart;
    while (got == feedPart) {
        // CROSS JOIN: SQLite walks the feed in its order and looks up each row.
        auto query = m_db.prepare(
            "SELECT f.rev, f.tbl, f.id, f.leave, r.owner, r.region, r.state FROM feed f CROSS JOIN "
            "synced_row r "
            "WHERE r.tbl = f.tbl AND r.id = f.id AND f.scope = ? AND (f.rev, f.tbl, f.id) > (?, ?, ?) "
            "ORDER BY f.rev, f.tbl, f.id LIMIT 500");
        query.bind(1, number).bind(2, after).bind(3, std::int64_t(last.table.number)).bind(4, last.id);
        for (got = 0; query.step(); ++got) {
            FeedRow row{{{{std::uint32_t(query.integer(1))}, query.string(2)},
                         std::uint64_t(query.integer(0)),
                         query.integer(3) != 0},
                        {query.string(4), query.string(5)},
                        std::string(query.blob(6))};
            if (got + 1 == feedPart) {
                after = row.entry.rev;
                last = row.entry.key;
            }
            if (!take(std::move(row)))
                return;
        }
    }
}

template <class Db> std::uint64_t SqlCityStore<Db>::newest(const std::string& scope)
{
    const std::int64_t number = scopeNumber(scope, false);
    if (number < 0)
        return 0;
    auto query = m_db.prepare("SELECT rev FROM feed WHERE scope = ? ORDER BY rev DESC LIMIT 1");
    query.bind(1, number);
    return query.step() ? std::uint64_t(query.integer(0)) : 0;
}

template <class Db> StoreCounts SqlCityStore<Db>::counts()
{
    StoreCounts counts;
    counts.rev = head();
    auto rows = m_db.prepare("SELECT tbl, count(*) FROM synced_row WHERE (flags & 1) = 0 GROUP BY tbl");
    while (rows.step())
        if (const TableId table{std::uint32_t(rows.integer(0))}; exists(table))
            counts.rows[tableName(table)] = std::uint64_t(rows.integer(1));
    const auto number = [this](const char* sql) { return std::uint64_t(m_db.integer(sql)); };
    counts.mutations = number("SELECT count(*) FROM mutation");
    counts.held = number("SELECT (SELECT count(*) FROM held) + (SELECT count(*) FROM gapped)");
    counts.quarantined = number("SELECT count(*) FROM quarantine");
    counts.devices = number("SELECT count(*) FROM device");
    counts.graves = number("SELECT count(*) FROM grave");
    return counts;
}

template class SqlCityStore<Database>;
template class SqlCityStore<PgDatabase>;

} // namespace qoloner
