// SPDX-License-Identifier: Apache-2.0
// The device's place in the server's feed: losing it, finding it again, and what goes by the way.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include "core/store/table_sql.h"

namespace qoloner {

using namespace replica_detail;

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

std::uint64_t Replica::pullBegan() const
{
    const std::string stored = meta(metaBegun);
    return stored.empty() ? 0 : std::stoull(stored);
}

/// No cursor, and every row older than whatever comes: revision 0, or the flag of a base, marks
/// what the next complete pull has to bring again. In the same epoch a base keeps its revision:
/// what it carries of the device's own changes is not laid over it once more.
void Replica::forgetPlace(bool sameEpoch)
{
    m_db.exec("DELETE FROM cursor");
    setMeta(metaComplete, "0");
    setMeta(metaBegun, "0");
    setMeta(metaSweep, "1");
    for (const TableId table : allTables())
        m_db.exec("UPDATE " + tableName(table) + " SET _rev = 0 WHERE _rev <> 0");
    m_db.exec("UPDATE later_row SET rev = 0");
    std::vector<RowKey> keys;
    {
        Statement bases = m_db.prepare("SELECT tbl, id FROM base_row WHERE state IS NOT NULL");
        while (bases.step())
            keys.push_back({{std::uint32_t(bases.integer(0))}, bases.string(1)});
    }
    for (const RowKey& key : keys) {
        auto state = base(key);
        state->flags |= outdated;
        if (!sameEpoch)
            state->rev = 0;
        setBase(key, state);
    }
}

/// Revisions of another epoch cannot be compared. What the server had from this
/// device it may have lost: it lies over the rows again, as if it had never been
/// answered, and goes once more with the answers it got.
void Replica::startEpoch(const std::string& epoch, std::set<RowKey>& touched)
{
    forgetPlace(false);
    setMeta(metaEpoch, epoch);
    sendAgain("epoch <> '' AND epoch <> ?", epoch, touched);
}

void Replica::startOver()
{
    m_changes.clear();
    Transaction transaction(m_db);
    forgetPlace(true);
    finish(transaction);
}

/// The pull that began from nothing is complete: what it did not bring is not there any more.
void Replica::sweep(std::set<RowKey>& touched)
{
    if (meta(metaSweep) != "1")
        return;
    setMeta(metaSweep, "0");
    for (const TableId table : allTables()) {
        const std::string name = tableName(table);
        std::vector<std::string> gone;
        {
            Statement rows = m_db.prepare("SELECT id FROM " + name +
                                          " WHERE _rev = 0 AND NOT EXISTS (SELECT 1 FROM base_row b WHERE "
                                          "b.tbl = ? AND b.id = " +
                                          name + ".id)");
            rows.bind(1, std::int64_t(table.number));
            while (rows.step())
                gone.push_back(rows.string(0));
        }
        for (const std::string& id : gone)
            writeVisible({table, id}, std::nullopt);
    }
    m_db.exec("DELETE FROM later_row WHERE rev = 0");
    std::vector<RowKey> covered;
    {
        Statement bases = m_db.prepare("SELECT tbl, id FROM base_row WHERE state IS NOT NULL");
        while (bases.step())
            covered.push_back({{std::uint32_t(bases.integer(0))}, bases.string(1)});
    }
    for (const RowKey& key : covered)
        if (const auto state = base(key); state->rev == 0 || state->flags & outdated) {
            // A row that we made and the server lost is still ours to make.
            setBase(key, makesAgain(key) ? std::nullopt : std::optional(RowState{0, RowLeft, {}, {}}));
            touched.insert(key);
        }
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
        // What the server had is no longer ours to see. What it never took is our own.
        Statement bases = m_db.prepare(
            "SELECT b.id, b.state IS NOT NULL OR EXISTS (SELECT 1 FROM overlay o JOIN journal j USING (dseq) "
            "WHERE o.tbl = b.tbl AND o.id = b.id AND j.state = 2) FROM base_row b WHERE b.tbl = ?");
        bases.bind(1, std::int64_t(table.number));
        std::vector<std::pair<std::string, bool>> found;
        while (bases.step())
            found.emplace_back(bases.string(0), bases.integer(1) != 0);
        for (const auto& [id, known] : found) {
            setBase({table, id}, known ? std::optional(RowState{0, RowLeft, {}, {}}) : std::nullopt);
            covered.insert({table, id});
        }
    }
    for (const RowKey& key : covered)
        recompute(key);
    Statement later = m_db.prepare("DELETE FROM later_row WHERE tbl % 8 <> ?");
    later.bind(1, int(Facet::Published));
    later.run();
    m_db.exec("DELETE FROM cursor WHERE scope NOT LIKE 'public/%'");
    setMeta(metaComplete, "0");
    finish(transaction);
}

} // namespace qoloner
