// SPDX-License-Identifier: Apache-2.0
#include "core/store/grow_tables.h"
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
    noteTableSchema(db, currentSchema());
}

/// Version 2: rows of tables that only a newer catalogue has wait for it; the
/// journal knows what replaced a refused mutation.
void toVersion2(Database& db)
{
    db.exec(R"sql(
            CREATE TABLE later_row (
                tbl INTEGER NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, flags INTEGER NOT NULL,
                stamps BLOB NOT NULL, fields BLOB NOT NULL, PRIMARY KEY (tbl, id)
            ) STRICT, WITHOUT ROWID;
            ALTER TABLE journal ADD COLUMN mends INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX journal_by_mends ON journal (mends) WHERE mends <> 0;
        )sql");
    Statement all = db.prepare("SELECT body FROM journal");
    while (all.step()) {
        const auto mutation = decodeMutation(all.blob(0));
        if (!mutation || mutation->mends == 0)
            continue;
        Statement note = db.prepare("UPDATE journal SET mends = ? WHERE dseq = ?");
        note.with(std::int64_t(mutation->mends), std::int64_t(mutation->dseq)).run();
    }
}

/// Version 3: epochs of answers, sending again, names the device had before a fork.
void toVersion3(Database& db)
{
    db.exec(R"sql(
            ALTER TABLE journal ADD COLUMN device INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE journal ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
            -- 1: answered, but the server may have lost it since.
            ALTER TABLE journal ADD COLUMN resend INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX journal_resend ON journal (dseq) WHERE resend = 1;
            -- Those whose bodies are still kept, see Replica::forgetBodies.
            CREATE INDEX journal_bodies ON journal (dseq) WHERE length(body) > 0;
            -- Dots this device's own mutations had before they were signed anew.
            CREATE TABLE reissued (
                device INTEGER NOT NULL, dseq INTEGER NOT NULL, PRIMARY KEY (device, dseq)
            ) STRICT, WITHOUT ROWID;
            -- What servers of earlier epochs said; the last answer stands in the journal.
            CREATE TABLE past_answer (
                dseq INTEGER NOT NULL, epoch TEXT NOT NULL, outcome INTEGER NOT NULL, rev INTEGER NOT NULL,
                effective INTEGER NOT NULL, error_code TEXT NOT NULL, error_field TEXT NOT NULL,
                error_args TEXT NOT NULL, receipt BLOB NOT NULL, PRIMARY KEY (dseq, epoch)
            ) STRICT, WITHOUT ROWID;
            UPDATE journal SET epoch = coalesce((SELECT CAST(value AS TEXT) FROM meta WHERE key = 'epoch'), '')
                WHERE state IN (2, 3, 4, 5);
        )sql");
    std::vector<std::pair<DeviceId, Dseq>> names;
    {
        Statement all = db.prepare("SELECT dseq, body FROM journal");
        while (all.step())
            if (const auto mutation = decodeMutation(all.blob(1)))
                names.emplace_back(mutation->device, Dseq(all.integer(0)));
    }
    for (const auto& [device, dseq] : names) {
        Statement put = db.prepare("UPDATE journal SET device = ? WHERE dseq = ?");
        put.bind(1, device).bind(2, dseq);
        put.run();
    }
}

constexpr std::array migrations = {toVersion1, toVersion2, toVersion3};
static_assert(migrations.size() == replicaVersion);

} // namespace

void migrateReplica(Database& db)
{
    const std::int64_t have = db.integer("PRAGMA user_version");
    if (have < 0 || have > replicaVersion)
        throw NewerFile(0, "the file was written by a newer version (" + std::to_string(have) + ")");
    for (auto version = std::size_t(have); version < migrations.size(); ++version) {
        Transaction transaction(db);
        migrations[version](db);
        db.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
    growTables(db);
}

} // namespace qoloner
