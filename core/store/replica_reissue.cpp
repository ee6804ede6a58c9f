// SPDX-License-Identifier: Apache-2.0
// Refused mutations that may be offered again: the reason has gone, or what they built on was replaced.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include <algorithm>
#include <sqlite3.h>

namespace qoloner {

using namespace replica_detail;

bool Replica::refusedFor(const std::string& code) const
{
    Statement query = m_db.prepare("SELECT 1 FROM journal WHERE state = 4 AND error_code = ? LIMIT 1");
    query.bind(1, code);
    return query.step();
}

/// The mutation that stands for a closed one today; 0 when there is none, or it is refused as well.
Dseq Replica::replacementOf(Dseq refused) const
{
    Dseq last = 0;
    for (Dseq at = refused; at != 0;) {
        Statement query = m_db.prepare("SELECT dseq, state FROM journal WHERE mends = ? AND mends <> 0");
        query.bind(1, at);
        if (!query.step())
            return last;
        const auto state = JournalState(query.integer(1));
        at = Dseq(query.integer(0));
        last = state == JournalState::Rejected || state == JournalState::Closed ? 0 : at;
    }
    return last;
}

/// Turns what a refused mutation built on to what replaced that. True when
/// something was replaced and nothing it needs is still refused.
bool Replica::rebase(const JournalEntry& entry, Mutation& mutation) const
{
    bool replaced = false;
    for (Op& op : mutation.ops)
        for (auto& [field, dot] : op.base) {
            Statement query = m_db.prepare("SELECT state FROM journal WHERE device = ? AND dseq = ?");
            query.bind(1, dot.device).bind(2, dot.dseq);
            const auto state = query.step() ? JournalState(query.integer(0)) : JournalState::Settled;
            if (state != JournalState::Rejected && state != JournalState::Closed)
                continue;
            const Dseq next = replacementOf(dot.dseq);
            if (next == 0)
                return false;
            dot = {mutation.device, next};
            replaced = true;
        }
    if (entry.error.code != "row_missing" && entry.error.code != "parent_missing")
        return replaced && entry.error.code == "base_rejected";
    // The row itself was in the refused one.
    Statement mended = m_db.prepare("SELECT body FROM journal WHERE mends <> 0 AND mends < ?1 AND dseq > ?1 "
                                    "AND state IN (0, 1, 2, 3)");
    mended.bind(1, entry.dseq);
    while (mended.step()) {
        const auto other = decodeMutation(mended.blob(0));
        if (!other)
            throw StorageError(SQLITE_CORRUPT, "damaged journal");
        for (const Op& op : other->ops)
            if (op.kind == OpKind::Put && !entry.error.args.empty() && op.row == entry.error.args[0])
                return true;
    }
    return false;
}

std::size_t Replica::reissue(const Again& again)
{
    if (!m_key || m_db.integer("SELECT count(*) FROM journal WHERE state = 4") == 0)
        return 0;
    m_changes.clear();
    Transaction transaction(m_db);
    std::vector<Dseq> refused;
    {
        Statement query = m_db.prepare("SELECT dseq FROM journal WHERE state = 4 ORDER BY dseq");
        while (query.step())
            refused.push_back(Dseq(query.integer(0)));
    }
    std::size_t count = 0;
    std::set<RowKey> touched;
    for (const Dseq dseq : refused) {
        const auto old = mutation(dseq);
        const auto entry = this->entry(dseq);
        if (!old || !entry)
            throw StorageError(SQLITE_CORRUPT, "damaged journal");
        Mutation next = nextMutation(dseq);
        next.schema = old->schema;
        next.ops = old->ops;
        const bool rebased = rebase(*entry, next);
        if (!rebased && !(again && again(*entry, *old)))
            continue;
        if (next.actor != old->actor)
            continue; // another person's: not ours to say again
        std::set<RowKey> keys;
        {
            Statement over = m_db.prepare("SELECT tbl, id FROM overlay WHERE dseq = ?");
            over.bind(1, dseq);
            while (over.step())
                keys.insert({{std::uint32_t(over.integer(0))}, over.string(1)});
        }
        lift(dseq, touched);
        if (!issue(next, keys))
            throw std::length_error("a mutation grew when it was issued again");
        ++count;
    }
    for (const RowKey& key : touched)
        recompute(key);
    finish(transaction);
    return count;
}

} // namespace qoloner
