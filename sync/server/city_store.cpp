// SPDX-License-Identifier: Apache-2.0
#include "sync/server/city_store.h"

#include "core/domain/ids.h"
#include "sync/server/city_migrations.h"
#include <sqlite3.h>

namespace qoloner {

namespace {

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

Database::Options optionsFor(SqliteCityStore::Access access, const char* vfs)
{
    Database::Options options;
    options.vfs = vfs;
    options.durable = true;
    options.busyTimeoutMs = 15'000;
    if (access == SqliteCityStore::Access::Read)
        options.mode = Database::Mode::ReadOnly;
    return options;
}

bool isThere(const std::string& file, const char* vfs)
{
    sqlite3_vfs* files = sqlite3_vfs_find(vfs);
    int there = 0;
    return files && files->xAccess(files, file.c_str(), SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there;
}

std::string fileIn(const std::filesystem::path& folder, SqliteCityStore::Access access, const char* vfs)
{
    const std::filesystem::path file = folder / "city.sqlite";
    if (access != SqliteCityStore::Access::Create && !isThere(file.string(), vfs))
        throw StorageError(SQLITE_CANTOPEN,
                           "no city in " + folder.string() + " (qoloner-admin init makes one)");
    return file.string();
}

DeviceRecord deviceFrom(const Statement& q)
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

} // namespace

SqliteCityStore::SqliteCityStore(const std::filesystem::path& folder, Access access, const char* vfs)
    : m_db(fileIn(folder, access, vfs), optionsFor(access, vfs))
{
    migrateCity(m_db, access == Access::Read);
    // A page that many commits change goes from the log to the file once, not each time:
    // 8000 pages are 32 MB. And the upper levels of the trees stay in memory.
    if (access != Access::Read)
        m_db.exec(
            "PRAGMA wal_autocheckpoint=8000; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536");
}

void SqliteCityStore::write(const std::function<void()>& work)
{
    Transaction transaction(m_db);
    try {
        work();
        transaction.commit();
    } catch (...) {
        m_scopes.clear(); // numbers given out in here are gone with it
        throw;
    }
}

void SqliteCityStore::read(const std::function<void()>& work)
{
    m_db.exec("BEGIN");
    try {
        work();
    } catch (...) {
        m_db.exec("ROLLBACK");
        throw;
    }
    m_db.exec("COMMIT");
}

std::string SqliteCityStore::meta(const std::string& key)
{
    Statement query = m_db.prepare("SELECT value FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.step() ? std::string(query.blob(0)) : std::string();
}

void SqliteCityStore::setMeta(const std::string& key, const std::string& value)
{
    Statement put = m_db.prepare("INSERT INTO meta (key, value) VALUES (?, ?) "
                                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    put.bind(1, key);
    put.bindBlob(2, value);
    put.run();
}

std::uint64_t SqliteCityStore::head()
{
    const std::string stored = meta("rev");
    return stored.empty() ? 0 : std::stoull(stored);
}

void SqliteCityStore::setHead(std::uint64_t rev)
{
    setMeta("rev", std::to_string(rev));
}

std::optional<DeviceRecord> SqliteCityStore::device(DeviceId id)
{
    Statement query = m_db.prepare("SELECT id, public_key, actor, label, revoked, highest, last_hash, "
                                   "last_effective, enrolled_ms, seen_ms, backed_up, fork_of, fork_from "
                                   "FROM device WHERE id = ?");
    query.bind(1, id);
    if (!query.step())
        return std::nullopt;
    return deviceFrom(query);
}

std::vector<DeviceRecord> SqliteCityStore::devices()
{
    std::vector<DeviceRecord> all;
    Statement query =
        m_db.prepare("SELECT id, public_key, actor, label, revoked, highest, last_hash, "
                     "last_effective, enrolled_ms, seen_ms, backed_up, fork_of, fork_from FROM device "
                     "ORDER BY enrolled_ms, id");
    while (query.step())
        all.push_back(deviceFrom(query));
    return all;
}

int SqliteCityStore::forksOf(DeviceId root)
{
    Statement query = m_db.prepare(
        "WITH RECURSIVE family (id) AS (SELECT id FROM device WHERE fork_of = ? UNION "
        "SELECT d.id FROM device d JOIN family f ON d.fork_of = f.id) SELECT count(*) FROM family");
    query.bind(1, root);
    query.step();
    return int(query.integer(0));
}

void SqliteCityStore::putDevice(const DeviceRecord& d)
{
    Statement put = m_db.prepare(
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

std::optional<ActorRecord> SqliteCityStore::actor(const std::string& id)
{
    Statement query = m_db.prepare("SELECT id, name, role, artisan, regions FROM actor WHERE id = ?");
    query.bind(1, id);
    if (!query.step())
        return std::nullopt;
    return ActorRecord{query.string(0), query.string(1), Role(query.integer(2)), query.string(3),
                       lines(query.text(4))};
}

void SqliteCityStore::putActor(const ActorRecord& a)
{
    const std::string regions = joined(a.regions);
    Statement put =
        m_db.prepare("INSERT INTO actor (id, name, role, artisan, regions) VALUES (?, ?, ?, ?, ?) "
                     "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, "
                     "artisan = excluded.artisan, regions = excluded.regions");
    put.bind(1, a.id).bind(2, a.name).bind(3, int(a.role)).bind(4, a.artisan).bind(5, regions);
    put.run();
}

std::optional<InviteRecord> SqliteCityStore::invite(const std::string& codeHash)
{
    Statement query =
        m_db.prepare("SELECT code_hash, actor, name, role, artisan, regions, expires_ms, used_by "
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

void SqliteCityStore::putInvite(const InviteRecord& i)
{
    const std::string regions = joined(i.actor.regions);
    Statement put =
        m_db.prepare("INSERT INTO invite (code_hash, actor, name, role, artisan, regions, expires_ms, "
                     "used_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code_hash) DO UPDATE SET "
                     "used_by = excluded.used_by");
    put.bindBlob(1, i.codeHash).bind(2, i.actor.id).bind(3, i.actor.name).bind(4, int(i.actor.role));
    put.bind(5, i.actor.artisan).bind(6, regions).bind(7, i.expiresMs).bind(8, i.usedBy);
    put.run();
}

std::optional<LogRecord> SqliteCityStore::logged(DeviceId device, Dseq dseq)
{
    Statement query =
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

std::optional<Outcome> SqliteCityStore::outcome(const Dot& dot)
{
    Statement query = m_db.prepare("SELECT outcome FROM mutation WHERE device = ? AND dseq = ?");
    query.bind(1, dot.device).bind(2, dot.dseq);
    return query.step() ? std::optional(Outcome(query.integer(0))) : std::nullopt;
}

void SqliteCityStore::putLog(const LogRecord& r)
{
    const std::string args = joined(r.answer.error.args);
    Statement put =
        m_db.prepare("INSERT INTO mutation (device, dseq, hash, body, signature, outcome, rev, effective, "
                     "error_code, error_field, error_args, received_ms) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put.bind(1, r.device).bind(2, r.answer.dseq).bindBlob(3, r.hash).bindBlob(4, r.mutation.body);
    put.bindBlob(5, r.mutation.signature).bind(6, int(r.answer.outcome)).bind(7, r.answer.rev);
    put.bind(8, r.answer.effective.packed).bind(9, r.answer.error.code).bind(10, r.answer.error.field);
    put.bind(11, args).bind(12, r.receivedMs);
    put.run();
}

void SqliteCityStore::settleLog(DeviceId device, const Answer& answer)
{
    const std::string args = joined(answer.error.args);
    Statement put = m_db.prepare("UPDATE mutation SET outcome = ?, rev = ?, effective = ?, error_code = ?, "
                                 "error_field = ?, error_args = ? WHERE device = ? AND dseq = ?");
    put.bind(1, int(answer.outcome)).bind(2, answer.rev).bind(3, answer.effective.packed);
    put.bind(4, answer.error.code)
        .bind(5, answer.error.field)
        .bind(6, args)
        .bind(7, device)
        .bind(8, answer.dseq);
    put.run();
}

StoredRow SqliteCityStore::rowFrom(Statement& query)
{
    StoredRow row;
    row.key = {{std::uint32_t(query.integer(0))}, query.string(1)};
    row.owner = {query.string(2), query.string(3)};
    auto state = decodeRowState(query.blob(4));
    if (!state)
        throw StorageError(SQLITE_CORRUPT, "damaged row " + row.key.id);
    row.state = std::move(*state);
    return row;
}

std::optional<StoredRow> SqliteCityStore::row(const RowKey& key)
{
    Statement query =
        m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row WHERE tbl = ? AND id = ?");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    if (!query.step())
        return std::nullopt;
    return rowFrom(query);
}

void SqliteCityStore::putRow(const StoredRow& row)
{
    const std::string state = encodeRowState(row.state);
    Statement put = m_db.prepare("INSERT INTO synced_row (tbl, id, rev, flags, state, owner, region) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tbl, id) DO UPDATE SET "
                                 "rev = excluded.rev, flags = excluded.flags, state = excluded.state, "
                                 "owner = excluded.owner, region = excluded.region");
    put.bind(1, std::int64_t(row.key.table.number)).bind(2, row.key.id).bind(3, row.state.rev);
    put.bind(4, int(row.state.flags)).bindBlob(5, state).bind(6, row.owner.artisan).bind(7, row.owner.region);
    put.run();
}

std::vector<StoredRow> SqliteCityStore::rowsOf(TableId table, const std::string& artisan)
{
    std::vector<StoredRow> rows;
    Statement query = m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row "
                                   "WHERE owner = ? AND owner <> '' AND tbl = ? ORDER BY id");
    query.bind(1, artisan).bind(2, std::int64_t(table.number));
    while (query.step())
        rows.push_back(rowFrom(query));
    return rows;
}

std::vector<StoredRow> SqliteCityStore::rowsOwnedBy(const std::string& artisan)
{
    std::vector<StoredRow> rows;
    Statement query = m_db.prepare("SELECT tbl, id, owner, region, state FROM synced_row "
                                   "WHERE owner = ? AND owner <> '' ORDER BY tbl, id");
    query.bind(1, artisan);
    while (query.step())
        rows.push_back(rowFrom(query));
    return rows;
}

std::int64_t SqliteCityStore::scopeNumber(const std::string& scope, bool create)
{
    if (const auto it = m_scopes.find(scope); it != m_scopes.end())
        return it->second;
    std::int64_t number = -1;
    {
        Statement query = m_db.prepare("SELECT number FROM scope WHERE name = ?");
        query.bind(1, scope);
        if (query.step())
            number = query.integer(0);
    }
    if (number < 0 && create) {
        Statement put = m_db.prepare("INSERT INTO scope (name) VALUES (?)");
        put.bind(1, scope);
        put.run();
        number = m_db.lastInsertRowId();
    }
    if (number >= 0)
        m_scopes.emplace(scope, number);
    return number;
}

void SqliteCityStore::putFeed(const std::string& scope, const FeedEntry& entry)
{
    Statement put = m_db.prepare("INSERT INTO feed (scope, rev, tbl, id, leave) VALUES (?, ?, ?, ?, ?) "
                                 "ON CONFLICT (scope, tbl, id) DO UPDATE SET rev = excluded.rev, "
                                 "leave = excluded.leave");
    put.bind(1, scopeNumber(scope, true)).bind(2, entry.rev).bind(3, std::int64_t(entry.key.table.number));
    put.bind(4, entry.key.id).bind(5, int(entry.leave));
    put.run();
}

void SqliteCityStore::feed(const std::string& scope, std::uint64_t after,
                           const std::function<bool(const FeedEntry&)>& take)
{
    const std::int64_t number = scopeNumber(scope, false);
    if (number < 0)
        return;
    Statement query = m_db.prepare("SELECT rev, tbl, id, leave FROM feed WHERE scope = ? AND rev > ? "
                                   "ORDER BY rev, tbl, id");
    query.bind(1, number).bind(2, after);
    while (query.step()) {
        const FeedEntry entry{{{std::uint32_t(query.integer(1))}, query.string(2)},
                              std::uint64_t(query.integer(0)),
                              query.integer(3) != 0};
        if (!take(entry))
            return;
    }
}

std::uint64_t SqliteCityStore::newest(const std::string& scope)
{
    const std::int64_t number = scopeNumber(scope, false);
    if (number < 0)
        return 0;
    Statement query = m_db.prepare("SELECT rev FROM feed WHERE scope = ? ORDER BY rev DESC LIMIT 1");
    query.bind(1, number);
    return query.step() ? std::uint64_t(query.integer(0)) : 0;
}

bool SqliteCityStore::rawRow(const RowKey& key,
                             const std::function<void(const Ownership&, std::string_view)>& use)
{
    Statement query = m_db.prepare("SELECT owner, region, state FROM synced_row WHERE tbl = ? AND id = ?");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    if (!query.step())
        return false;
    use({query.string(0), query.string(1)}, query.blob(2));
    return true;
}

StoreCounts SqliteCityStore::counts()
{
    StoreCounts counts;
    counts.rev = head();
    Statement rows = m_db.prepare("SELECT tbl, count(*) FROM synced_row WHERE flags & 1 = 0 GROUP BY tbl");
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

} // namespace qoloner
