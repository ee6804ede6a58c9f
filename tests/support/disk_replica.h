// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"
#include "sync/sim/crash_vfs.h"
#include "tests/support/replica_fixture.h"
#include <memory>
#include <string>
#include <vector>

namespace qoloner::test {

/// A device's replica on a simulated disk. Throws as Database and Replica do.
class DiskReplica {
public:
    explicit DiskReplica(const sim::CrashVfs& vfs, const std::string& key = {},
                         const std::string& file = "/replica.db", char seed = 'a')
        : m_db(std::make_unique<Database>(file, optionsOn(vfs, key)))
    {
        // Small, so that a short run has checkpoints in it.
        m_db->exec("PRAGMA wal_autocheckpoint=40");
        m_replica = std::make_unique<Replica>(*m_db, m_clock);
        m_replica->setIdentity(SigningKey::fromSeed(std::string(32, seed)), rowId(900));
    }
    Replica* operator->() const { return m_replica.get(); }
    Replica& operator*() const { return *m_replica; }
    Database& db() const { return *m_db; }

    static Database::Options optionsOn(const sim::CrashVfs& vfs, const std::string& key = {})
    {
        Database::Options options;
        options.vfs = vfs.name();
        options.key = key;
        options.busyTimeoutMs = 0;
        return options;
    }

private:
    FakeClock m_clock;
    std::unique_ptr<Database> m_db;
    std::unique_ptr<Replica> m_replica;
};

/// "ok", or what SQLite found to be broken.
inline std::string integrityOf(Database& db)
{
    Statement check = db.prepare("PRAGMA integrity_check");
    return check.step() ? check.string(0) : "(nothing)";
}

/// All that a file says, row by row.
inline std::string dumpOf(Database& db)
{
    std::vector<std::string> tables;
    {
        Statement names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        while (names.step())
            tables.push_back(names.string(0));
    }
    std::string out;
    for (const std::string& table : tables) {
        std::string columns;
        std::string order;
        {
            Statement info = db.prepare("SELECT name FROM pragma_table_info('" + table + "')");
            for (int i = 1; info.step(); ++i) {
                const char* const comma = i > 1 ? ", " : "";
                columns.append(comma).append("quote(\"").append(info.text(0)).append("\")");
                order.append(comma).append(std::to_string(i));
            }
        }
        Statement rows = db.prepare("SELECT " + columns + " FROM \"" + table + "\" ORDER BY " + order);
        while (rows.step()) {
            out += table;
            for (int i = 0; i < rows.columns(); ++i)
                out.append("|").append(rows.text(i));
            out.append("\n");
        }
    }
    return out;
}

} // namespace qoloner::test
