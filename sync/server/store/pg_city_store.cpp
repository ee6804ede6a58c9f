// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/pg_city_store.h"

#include "core/store/database.h"
#include "sync/server/store/city_tables.h"
#include "sync/server/store/sql_dialect.h"
#include <array>

namespace qoloner {

namespace {

/// The tables of sqlite_migrations.cpp at its version 3. Keys sort by bytes, as there.
constexpr const char* toPgVersion1 = R"sql(
CREATE TABLE meta (key TEXT COLLATE "C" PRIMARY KEY, value BYTEA NOT NULL);
CREATE TABLE actor (id TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, role BIGINT NOT NULL, artisan TEXT NOT NULL,
    regions TEXT NOT NULL);
CREATE TABLE device (id BIGINT PRIMARY KEY, public_key BYTEA NOT NULL, actor TEXT NOT NULL,
    label TEXT NOT NULL, revoked BIGINT NOT NULL, highest BIGINT NOT NULL, last_hash BYTEA NOT NULL,
    last_effective BIGINT NOT NULL, enrolled_ms BIGINT NOT NULL, seen_ms BIGINT NOT NULL,
    backed_up BIGINT NOT NULL DEFAULT 0, fork_of BIGINT NOT NULL DEFAULT 0, fork_from BIGINT NOT NULL DEFAULT 0);
CREATE INDEX device_fork ON device (fork_of) WHERE fork_of <> 0;
CREATE TABLE invite (code_hash BYTEA PRIMARY KEY, actor TEXT NOT NULL, name TEXT NOT NULL, role BIGINT NOT NULL,
    artisan TEXT NOT NULL, regions TEXT NOT NULL, expires_ms BIGINT NOT NULL, used_by BIGINT NOT NULL);
CREATE TABLE mutation (device BIGINT NOT NULL, dseq BIGINT NOT NULL, hash BYTEA NOT NULL, body BYTEA NOT NULL,
    signature BYTEA NOT NULL, outcome BIGINT NOT NULL, rev BIGINT NOT NULL, effective BIGINT NOT NULL,
    error_code TEXT NOT NULL, error_field TEXT NOT NULL, error_args TEXT NOT NULL, received_ms BIGINT NOT NULL,
    PRIMARY KEY (device, dseq));
CREATE TABLE held (device BIGINT NOT NULL, dseq BIGINT NOT NULL, body BYTEA NOT NULL, signature BYTEA NOT NULL,
    effective BIGINT NOT NULL, wait_device BIGINT NOT NULL, wait_dseq BIGINT NOT NULL,
    received_ms BIGINT NOT NULL, refill_order BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (device, dseq));
CREATE INDEX held_refill ON held (refill_order) WHERE refill_order <> 0;
CREATE TABLE gapped (device BIGINT NOT NULL, dseq BIGINT NOT NULL, hash BYTEA NOT NULL, body BYTEA NOT NULL,
    signature BYTEA NOT NULL, effective BIGINT NOT NULL, received_ms BIGINT NOT NULL,
    PRIMARY KEY (device, dseq, hash));
CREATE INDEX gapped_since ON gapped (received_ms);
CREATE TABLE quarantine (hash BYTEA PRIMARY KEY, device BIGINT NOT NULL, body BYTEA NOT NULL,
    signature BYTEA NOT NULL, reason TEXT NOT NULL, received_ms BIGINT NOT NULL);
CREATE INDEX quarantine_device ON quarantine (device);
CREATE TABLE reissued (hash BYTEA PRIMARY KEY, device BIGINT NOT NULL, dseq BIGINT NOT NULL);
CREATE TABLE twin (device BIGINT NOT NULL, dseq BIGINT NOT NULL, of_device BIGINT NOT NULL,
    of_dseq BIGINT NOT NULL, PRIMARY KEY (device, dseq));
CREATE TABLE synced_row (tbl BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, rev BIGINT NOT NULL,
    flags BIGINT NOT NULL, state BYTEA NOT NULL, owner TEXT COLLATE "C" NOT NULL, region TEXT NOT NULL,
    PRIMARY KEY (tbl, id));
CREATE INDEX synced_row_owner ON synced_row (owner, tbl, id) WHERE owner <> '';
CREATE INDEX synced_row_tombstone ON synced_row (rev) WHERE flags & 1 = 1;
CREATE TABLE scope (number BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, floor BIGINT NOT NULL DEFAULT 0);
CREATE TABLE feed (scope BIGINT NOT NULL, rev BIGINT NOT NULL, tbl BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL,
    leave BIGINT NOT NULL, PRIMARY KEY (scope, tbl, id));
CREATE INDEX feed_order ON feed (scope, rev, tbl, id);
CREATE INDEX feed_leave ON feed (rev) WHERE leave = 1;
CREATE TABLE grave (entity BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, hlc BIGINT NOT NULL,
    device BIGINT NOT NULL, dseq BIGINT NOT NULL, PRIMARY KEY (entity, id));
CREATE TABLE rev_mark (ms BIGINT PRIMARY KEY, rev BIGINT NOT NULL);
)sql";

constexpr std::array pgMigrations = {toPgVersion1};
constexpr int notADatabase = 26; // SQLITE_NOTADB

/// Whatever the first of the search_path is called.
void makeSchema(PgDatabase& db)
{
    db.exec("DO $$ BEGIN IF current_schema() IS NULL THEN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', "
            "trim(both '\" ' from split_part(current_setting('search_path'), ',', 1))); END IF; END $$");
}

void migrate(PgDatabase& db, PgCityStore::Access access)
{
    if (access == PgCityStore::Access::Create) {
        makeSchema(db);
        // Two that are made at once go one after the other.
        db.exec("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('qoloner ' || current_schema(), 0)); "
                "CREATE TABLE IF NOT EXISTS city_version (version BIGINT NOT NULL)");
    }
    const bool known = db.integer("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND "
                                  "tablename = 'city_version'") > 0;
    std::int64_t version = known ? db.integer("SELECT version FROM city_version") : 0;
    if (version > std::int64_t(pgMigrations.size()))
        throw NotADatabase(notADatabase, "the city's tables were made by a newer version");
    if (access == PgCityStore::Access::Use) {
        if (version != std::int64_t(pgMigrations.size()))
            throw NotADatabase(notADatabase, "no city there, or an older one (qoloner-admin init)");
        return;
    }
    for (; version < std::int64_t(pgMigrations.size()); ++version)
        db.exec(pgMigrations[std::size_t(version)]);
    db.exec("DELETE FROM city_version; INSERT INTO city_version VALUES (" + std::to_string(version) +
            "); COMMIT");
}

} // namespace

PgCityStore::PgCityStore(const std::string& dsn, Access access) : SqlCityStore(dsn)
{
    migrate(m_db, access);
}

/// PostgreSQL checks a page when it reads it, so all are read.
std::vector<std::string> PgCityStore::check()
{
    std::vector<std::string> faults;
    for (const StoredTable& table : storedTables())
        try {
            StoredTuple last;
            for (auto part = tuples(table, last); !part.empty(); part = tuples(table, last))
                last = std::move(part.back());
        } catch (const StorageError& error) {
            faults.push_back(std::string("PostgreSQL: ") + error.what());
        }
    return faults;
}

} // namespace qoloner
