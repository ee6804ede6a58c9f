// SPDX-License-Identifier: Apache-2.0
// What the journal keeps for a server that lost something, and how it goes on under another name.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include <sqlite3.h>

namespace qoloner {

using namespace replica_detail;

bool Replica::sendAfter(Dseq highest)
{
    m_changes.clear();
    Transaction transaction(m_db);
    std::set<RowKey> touched;
    const bool any = sendAgain("dseq > CAST(? AS INTEGER)", std::to_string(highest), touched);
    for (const RowKey& key : touched)
        recompute(key);
    finish(transaction);
    return any;
}

/// Marks what was answered and is chosen by `which` (SQL with one parameter) to go
/// once more. What was accepted lies over its rows again meanwhile.
bool Replica::sendAgain(const std::string& which, const std::string& parameter, std::set<RowKey>& touched)
{
    const std::string chosen =
        " FROM journal WHERE resend = 0 AND state IN (2, 3, 4, 5) AND length(body) > 0 AND " + which;
    std::vector<Mutation> accepted;
    {
        Statement query = m_db.prepare("SELECT body" + chosen + " AND state IN (2, 3) ORDER BY dseq");
        query.bind(1, parameter);
        while (query.step())
            if (auto mutation = decodeMutation(query.blob(0)))
                accepted.push_back(std::move(*mutation));
    }
    for (const Mutation& mutation : accepted)
        layOver(mutation, touched);
    Statement mark = m_db.prepare("UPDATE journal SET resend = 1, state = iif(state IN (2, 3), 0, state) "
                                  "WHERE dseq IN (SELECT dseq" +
                                  chosen + ")");
    mark.bind(1, parameter);
    mark.run();
    const bool any = m_db.changes() > 0;
    if (any)
        m_changes[TableId{}];
    return any;
}

void Replica::layOver(const Mutation& mutation, std::set<RowKey>& touched)
{
    for (const Op& op : mutation.ops)
        for (const RowKey& key : tablesTouched(op)) {
            keepBase(key);
            Statement over = m_db.prepare("INSERT INTO overlay (tbl, id, dseq) VALUES (?, ?, ?) "
                                          "ON CONFLICT DO NOTHING");
            over.bind(1, std::int64_t(key.table.number)).bind(2, key.id).bind(3, mutation.dseq);
            over.run();
            touched.insert(key);
        }
}

/// Does a mutation that is still to be answered make this row?
bool Replica::makesAgain(const RowKey& key) const
{
    Statement query = m_db.prepare("SELECT j.body FROM overlay o JOIN journal j USING (dseq) "
                                   "WHERE o.tbl = ? AND o.id = ? AND j.state IN (0, 1)");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    while (query.step())
        if (const auto mutation = decodeMutation(query.blob(0)))
            for (const Op& op : mutation->ops)
                if (op.kind == OpKind::Put && op.entity == key.table.entity() && op.row == key.id)
                    return true;
    return false;
}

void Replica::forgetBodies(Dseq upTo)
{
    if (upTo == 0)
        return;
    Statement forget =
        m_db.prepare("UPDATE journal SET body = x'', signature = x'', receipt = NULL "
                     "WHERE dseq <= ? AND state IN (3, 5) AND resend = 0 AND length(body) > 0 AND epoch = ?");
    const std::string in = epoch();
    forget.bind(1, upTo).bind(2, in);
    forget.run();
    if (m_db.changes() == 0)
        return;
    Statement past = m_db.prepare("DELETE FROM past_answer WHERE dseq <= ? AND dseq IN "
                                  "(SELECT dseq FROM journal WHERE length(body) = 0)");
    past.bind(1, upTo);
    past.run();
}

void Replica::branch(SigningKey key, Dseq from, const std::function<void()>& within)
{
    struct Entry {
        Mutation mutation;
        std::string hash;
        bool overlaid;
    };
    m_changes.clear();
    Transaction transaction(m_db);
    std::vector<Entry> tail;
    {
        Statement all = m_db.prepare(std::string("SELECT body, hash, state IN ") + overlaid +
                                     " FROM journal WHERE dseq >= ? ORDER BY dseq");
        all.bind(1, from);
        while (all.step()) {
            auto mutation = decodeMutation(all.blob(0));
            if (!mutation)
                throw StorageError(SQLITE_CORRUPT, "a mutation to be signed anew is not there");
            tail.push_back({std::move(*mutation), std::string(all.blob(1)), all.integer(2) != 0});
        }
    }
    std::string last = hashOf(from - 1);
    std::set<RowKey> touched;
    for (Entry& entry : tail) {
        Mutation& mutation = entry.mutation;
        const Dot before{mutation.device, mutation.dseq};
        if (!mutation.origin)
            mutation.origin = Origin{before.device, before.dseq, entry.hash};
        mutation.device = key.device();
        mutation.prevHash = last;
        for (Op& op : mutation.ops)
            for (auto& [field, dot] : op.base)
                dot = nameNow(dot, op.entity, op.row, field);
        const SignedMutation sealed = signMutation(mutation, key);
        last = sealed.hash();
        Statement put = m_db.prepare("UPDATE journal SET device = ?, body = ?, signature = ?, hash = ?, "
                                     "state = iif(state = 1, 0, state), resend = (state IN (2, 3, 4, 5)) "
                                     "WHERE dseq = ?");
        put.bind(1, mutation.device).bindBlob(2, sealed.body).bindBlob(3, sealed.signature);
        put.bindBlob(4, last).bind(5, mutation.dseq);
        put.run();
        Statement note =
            m_db.prepare("INSERT INTO reissued (device, dseq) VALUES (?, ?) ON CONFLICT DO NOTHING");
        note.bind(1, before.device).bind(2, before.dseq);
        note.run();
        if (entry.overlaid)
            for (const Op& op : mutation.ops)
                for (const RowKey& row : tablesTouched(op))
                    touched.insert(row);
    }
    setMeta(metaLastHash, from == 1 && tail.empty() ? std::string() : last);
    for (const RowKey& row : touched)
        recompute(row);
    within();
    m_changes[TableId{}];
    finish(transaction);
    m_key = std::move(key);
}

} // namespace qoloner
