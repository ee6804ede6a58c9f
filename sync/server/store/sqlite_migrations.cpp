// SPDX-License-Identifier: Apache-2.0
#include "sync/server/store/sqlite_migrations.h"

#include <array>
#include <sqlite3.h>

namespace qoloner {

namespace {

/// Version 1: the first release.
constexpr const char* toVersion1 = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE actor (id TEXT PRIMARY KEY, name TEXT NOT NULL, role INTEGER NOT NULL, artisan TEXT NOT NULL,
    regions TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE device (id INTEGER PRIMARY KEY, public_key BLOB NOT NULL, actor TEXT NOT NULL REFERENCES actor,
    label TEXT NOT NULL, revoked INTEGER NOT NULL, highest INTEGER NOT NULL, last_hash BLOB NOT NULL,
    last_effective INTEGER NOT NULL, enrolled_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;
CREATE TABLE invite (code_hash BLOB PRIMARY KEY, actor TEXT NOT NULL, name TEXT NOT NULL, role INTEGER NOT NULL,
    artisan TEXT NOT NULL, regions TEXT NOT NULL, expires_ms INTEGER NOT NULL, used_by INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE mutation (device INTEGER NOT NULL, dseq INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL,
    signature BLOB NOT NULL, outcome INTEGER NOT NULL, rev INTEGER NOT NULL, effective INTEGER NOT NULL,
    error_code TEXT NOT NULL, error_field TEXT NOT NULL, error_args TEXT NOT NULL, received_ms INTEGER NOT NULL,
    PRIMARY KEY (device, dseq)) STRICT;
CREATE TABLE held (device INTEGER NOT NULL, dseq INTEGER NOT NULL, body BLOB NOT NULL, signature BLOB NOT NULL,
    effective INTEGER NOT NULL, wait_device INTEGER NOT NULL, wait_dseq INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, PRIMARY KEY (device, dseq)) STRICT;
CREATE TABLE quarantine (hash BLOB PRIMARY KEY, device INTEGER NOT NULL, body BLOB NOT NULL,
    signature BLOB NOT NULL, reason TEXT NOT NULL, received_ms INTEGER NOT NULL) STRICT;
CREATE INDEX quarantine_device ON quarantine (device);
CREATE TABLE synced_row (tbl INTEGER NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, flags INTEGER NOT NULL,
    state BLOB NOT NULL, owner TEXT NOT NULL, region TEXT NOT NULL, PRIMARY KEY (tbl, id)) STRICT, WITHOUT ROWID;
CREATE INDEX synced_row_owner ON synced_row (owner, tbl, id) WHERE owner <> '';
CREATE TABLE scope (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE feed (scope INTEGER NOT NULL, rev INTEGER NOT NULL, tbl INTEGER NOT NULL, id TEXT NOT NULL,
    leave INTEGER NOT NULL, PRIMARY KEY (scope, rev, tbl, id), UNIQUE (scope, tbl, id)) STRICT, WITHOUT ROWID;
)sql";

/// Version 2: compaction. A scope's floor, graves of buried rows, what the head was at a time.
constexpr const char* toVersion2 = R"sql(
ALTER TABLE scope ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
CREATE TABLE grave (entity INTEGER NOT NULL, id TEXT NOT NULL, hlc INTEGER NOT NULL, device INTEGER NOT NULL,
    dseq INTEGER NOT NULL, PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
CREATE TABLE rev_mark (ms INTEGER PRIMARY KEY, rev INTEGER NOT NULL) STRICT;
CREATE INDEX synced_row_tombstone ON synced_row (rev) WHERE flags & 1;
CREATE INDEX feed_leave ON feed (rev) WHERE leave = 1;
)sql";

/// Version 3: backups, forks, refills; of one number several mutations may wait for their predecessor.
constexpr const char* toVersion3 = R"sql(
ALTER TABLE device ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN fork_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN fork_from INTEGER NOT NULL DEFAULT 0;
CREATE INDEX device_fork ON device (fork_of) WHERE fork_of <> 0;
CREATE TABLE gapped (device INTEGER NOT NULL, dseq INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL,
    signature BLOB NOT NULL, effective INTEGER NOT NULL, received_ms INTEGER NOT NULL,
    PRIMARY KEY (device, dseq, hash)) STRICT;
CREATE INDEX gapped_since ON gapped (received_ms);
INSERT INTO gapped SELECT device, dseq, x'', body, signature, 0, received_ms FROM held WHERE effective = 0;
DELETE FROM held WHERE effective = 0;
ALTER TABLE held ADD COLUMN refill_order INTEGER NOT NULL DEFAULT 0;
CREATE INDEX held_refill ON held (refill_order) WHERE refill_order <> 0;
CREATE TABLE reissued (hash BLOB PRIMARY KEY, device INTEGER NOT NULL, dseq INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE twin (device INTEGER NOT NULL, dseq INTEGER NOT NULL, of_device INTEGER NOT NULL,
    of_dseq INTEGER NOT NULL, PRIMARY KEY (device, dseq)) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array cityMigrations = {toVersion1, toVersion2, toVersion3};
static_assert(cityMigrations.size() == cityVersion);

} // namespace

void migrateCity(Database& db, bool readOnly)
{
    const auto version = [&] { return db.integer("PRAGMA user_version"); };
    if (version() > std::int64_t(cityMigrations.size()))
        throw NotADatabase(SQLITE_NOTADB, "the city's file was written by a newer version");
    if (version() == std::int64_t(cityMigrations.size()))
        return;
    if (readOnly)
        throw NotADatabase(SQLITE_NOTADB, "the city's file is of an older version; start the server once");
    Transaction transaction(db);
    // Another process may have been faster.
    for (auto next = std::size_t(version()); next < cityMigrations.size(); ++next) {
        db.exec(cityMigrations[next]);
        db.exec("PRAGMA user_version = " + std::to_string(next + 1));
    }
    transaction.commit();
}

} // namespace qoloner
