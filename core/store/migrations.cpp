// SPDX-License-Identifier: Apache-2.0
#include "core/store/replica.h"

#include <array>

namespace qoloner {

namespace {

/// Version 1: the first release.
void toVersion1(Database& db)
{
    db.exec(R"sql(
            CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
            -- Every mutation this device issued; body and signature never change.
            CREATE TABLE journal (
                dseq INTEGER NOT NULL PRIMARY KEY,
                state INTEGER NOT NULL,
                outcome INTEGER NOT NULL DEFAULT 0,
                rev INTEGER NOT NULL DEFAULT 0,
                effective INTEGER NOT NULL DEFAULT 0,
                created_ms INTEGER NOT NULL,
                entity INTEGER NOT NULL,
                row TEXT NOT NULL,
                kind INTEGER NOT NULL,
                error_code TEXT NOT NULL DEFAULT '',
                error_field TEXT NOT NULL DEFAULT '',
                error_args TEXT NOT NULL DEFAULT '',
                receipt BLOB,
                hash BLOB NOT NULL,
                signature BLOB NOT NULL,
                body BLOB NOT NULL
            ) STRICT;
            CREATE INDEX journal_by_state ON journal (state, dseq);
            -- The rows each unsettled mutation lies over.
            CREATE TABLE overlay (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, dseq INTEGER NOT NULL,
                PRIMARY KEY (tbl, id, dseq)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX overlay_by_dseq ON overlay (dseq);
            -- The server's state of rows under an overlay; state NULL: no such row there.
            CREATE TABLE base_row (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, state BLOB, PRIMARY KEY (tbl, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE cursor (scope TEXT NOT NULL PRIMARY KEY, rev INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        )sql");
    db.exec(replicaDdl());
}

constexpr std::array migrations = {toVersion1};
static_assert(migrations.size() == replicaVersion);

} // namespace

void migrateReplica(Database& db)
{
    const std::int64_t have = db.integer("PRAGMA user_version");
    if (have < 0 || have > replicaVersion)
        throw NotADatabase(0, "the file was written by a newer version (" + std::to_string(have) + ")");
    for (auto version = std::size_t(have); version < migrations.size(); ++version) {
        Transaction transaction(db);
        migrations[version](db);
        db.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

} // namespace qoloner
