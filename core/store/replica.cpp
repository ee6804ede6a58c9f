// SPDX-License-Identifier: Apache-2.0
// The replica's journal: what this device did and what the server said to it.
#include "core/store/replica.h"

#include "core/domain/ids.h"
#include "core/store/replica_detail.h"
#include <algorithm>

namespace qoloner {

using namespace replica_detail;

namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

Replica::Replica(Database& db, const Clock& clock) : m_db(db), m_clock(clock)
{
    migrateReplica(db);
}

void Replica::setIdentity(SigningKey key, std::string actor)
{
    m_key = std::move(key);
    m_actor = std::move(actor);
}

std::string Replica::meta(const std::string& key) const
{
    Statement query = m_db.prepare("SELECT value FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.step() ? std::string(query.blob(0)) : std::string();
}

void Replica::setMeta(const std::string& key, const std::string& value)
{
    Statement put = m_db.prepare("INSERT INTO meta (key, value) VALUES (?, ?) "
                                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    put.bind(1, key);
    put.bindBlob(2, value);
    put.run();
}

// --- local mutations -------------------------------------------------------

/// The next link of this device's chain, still without ops.
Mutation Replica::nextMutation(Dseq mends) const
{
    Mutation mutation;
    mutation.device = m_key->device();
    mutation.dseq = Dseq(m_db.integer("SELECT coalesce(max(dseq), 0) FROM journal")) + 1;
    mutation.id = newUuid7(m_clock.nowMs());
    mutation.actor = m_actor;
    mutation.schema = currentSchema();
    std::uint64_t last = 0;
    if (const std::string stored = meta(metaHlc); !stored.empty())
        last = std::stoull(stored);
    mutation.hlc = tick(Hlc{last}, m_clock.nowMs());
    mutation.mends = mends;
    mutation.prevHash = meta(metaLastHash);
    if (mutation.prevHash.empty())
        mutation.prevHash.assign(32, '\0');
    return mutation;
}

/// Signs and journals `mutation`, whose overlay lies over `keys`. False when it is too large.
bool Replica::issue(const Mutation& mutation, const std::set<RowKey>& keys)
{
    const SignedMutation sealed = signMutation(mutation, *m_key);
    if (sealed.body.size() > maxMutationBytes)
        return false;
    const std::string hash = sealed.hash();
    Statement add =
        m_db.prepare("INSERT INTO journal (dseq, state, created_ms, entity, row, kind, mends, hash, "
                     "signature, body, device) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    add.bind(1, mutation.dseq).bind(2, m_clock.nowMs()).bind(3, int(mutation.ops[0].entity));
    add.bind(4, mutation.ops[0].row).bind(5, int(mutation.ops[0].kind)).bind(6, mutation.mends);
    add.bindBlob(7, hash).bindBlob(8, sealed.signature).bindBlob(9, sealed.body);
    add.bind(10, mutation.device);
    add.run();
    for (const RowKey& key : keys) {
        Statement over = m_db.prepare("INSERT INTO overlay (tbl, id, dseq) VALUES (?, ?, ?)");
        over.bind(1, std::int64_t(key.table.number)).bind(2, key.id).bind(3, mutation.dseq);
        over.run();
    }
    setMeta(metaHlc, std::to_string(mutation.hlc.packed));
    setMeta(metaLastHash, hash);
    m_changes[TableId{}];
    return true;
}

/// Closes a refused mutation and lifts its overlay. False when it is not refused.
bool Replica::lift(Dseq refused, std::set<RowKey>& touched)
{
    Statement close = m_db.prepare("UPDATE journal SET state = 5 WHERE dseq = ? AND state = 4");
    close.bind(1, refused);
    close.run();
    if (m_db.changes() == 0)
        return false;
    settle(0, touched);
    return true;
}

Result<Dseq> Replica::commit(const std::vector<Change>& changes, Dseq mends)
{
    if (!m_key)
        return failure("not_enrolled");
    m_changes.clear();
    Transaction transaction(m_db);

    Mutation mutation = nextMutation(mends);
    const Stamp stamp{mutation.hlc, {mutation.device, mutation.dseq}};

    if (mends != 0) {
        std::set<RowKey> touched;
        if (!lift(mends, touched))
            return failure("not_rejected", {}, {std::to_string(mends)});
        for (const RowKey& key : touched)
            recompute(key);
    }

    std::set<RowKey> keys;
    std::set<RowKey> undeleted;
    for (const Change& change : changes) {
        auto op = makeOp(change);
        if (!op)
            return tl::unexpected(op.error());
        if (op->kind == OpKind::Patch && op->fields.empty())
            continue;
        // Apply at once, so that the next op of this action builds on it.
        for (const RowKey& key : tablesTouched(*op)) {
            auto state = row(key.table, key.id);
            if (!state && op->kind == OpKind::Patch && !hasBase(key) && standsBeside(key)) {
                state.emplace(); // the rest of the record is here, this part comes with another page
                setBase(key, state);
            }
            keepBase(key);
            applyOverlay(state, key, *op, stamp);
            writeVisible(key, state);
            keys.insert(key);
            if (op->kind == OpKind::Undelete)
                undeleted.insert(key);
        }
        mutation.ops.push_back(std::move(*op));
    }
    if (mutation.ops.empty())
        return failure("nothing_changed");
    if (mutation.ops.size() > maxOpsPerMutation || !issue(mutation, keys))
        return failure("too_much_at_once");
    // What a deletion of one's own took off the screen lies in the base.
    for (const RowKey& key : undeleted)
        recompute(key);
    finish(transaction);
    return mutation.dseq;
}

bool Replica::discard(Dseq dseq)
{
    m_changes.clear();
    Transaction transaction(m_db);
    std::set<RowKey> touched;
    if (!lift(dseq, touched))
        return false;
    for (const RowKey& key : touched)
        recompute(key);
    m_changes[TableId{}];
    finish(transaction);
    return true;
}

void Replica::finish(Transaction& transaction)
{
    if (m_follower && !m_changes.empty())
        m_follower(m_changes);
    transaction.commit();
    const TableChanges changes = std::exchange(m_changes, {});
    if (m_listener && !changes.empty())
        m_listener(changes);
}
// --- the sync session's side -------------------------------------------------

std::vector<Outgoing> Replica::outgoing(std::size_t limit, std::size_t maxBytes) const
{
    std::vector<Outgoing> result;
    std::size_t bytes = 0;
    Statement query = m_db.prepare("SELECT dseq, body, signature, resend FROM journal "
                                   "WHERE state IN (0, 1) OR resend = 1 ORDER BY dseq LIMIT ?");
    query.bind(1, std::int64_t(limit));
    while (query.step()) {
        Outgoing next{Dseq(query.integer(0)), {std::string(query.blob(1)), std::string(query.blob(2))}, {}};
        bytes += next.mutation.body.size() + next.mutation.signature.size();
        if (!result.empty() && bytes > maxBytes)
            break;
        if (query.integer(3) != 0)
            next.past = pastAnswers(next.dseq);
        result.push_back(std::move(next));
    }
    return result;
}

/// What was said to `dseq`, epoch by epoch, the last first.
std::vector<PastAnswer> Replica::pastAnswers(Dseq dseq) const
{
    std::vector<PastAnswer> result;
    Statement query = m_db.prepare(
        "SELECT 0, epoch, outcome, rev, effective, error_code, error_field, error_args, receipt FROM journal "
        "WHERE dseq = ?1 AND epoch <> '' AND receipt IS NOT NULL UNION ALL "
        "SELECT 1, epoch, outcome, rev, effective, error_code, error_field, error_args, receipt FROM "
        "past_answer WHERE dseq = ?1 ORDER BY 1 LIMIT 8");
    query.bind(1, dseq);
    while (query.step()) {
        PastAnswer past;
        past.epoch = query.string(1);
        past.answer.dseq = dseq;
        past.answer.outcome = Outcome(query.integer(2));
        past.answer.rev = std::uint64_t(query.integer(3));
        past.answer.effective = Hlc{std::uint64_t(query.integer(4))};
        past.answer.error = {query.string(5), query.string(6), linesOf(query.text(7))};
        past.answer.signature = query.blob(8);
        result.push_back(std::move(past));
    }
    return result;
}

std::vector<SignedMutation> Replica::pending(std::size_t limit, std::size_t maxBytes) const
{
    std::vector<SignedMutation> result;
    for (Outgoing& each : outgoing(limit, maxBytes))
        result.push_back(std::move(each.mutation));
    return result;
}

std::size_t Replica::pendingCount() const
{
    return std::size_t(m_db.integer("SELECT count(*) FROM journal WHERE state IN (0, 1) OR resend = 1"));
}

/// Closes what the server's state carries (accepted at or below `completeRev`)
/// and collects the rows that lost an overlay.
void Replica::settle(std::uint64_t completeRev, std::set<RowKey>& touched)
{
    // Revisions of different epochs cannot be compared.
    const std::string current = epoch();
    Statement mark = m_db.prepare("UPDATE journal SET state = 3 WHERE state = 2 AND rev <= ? AND epoch = ?");
    mark.bind(1, completeRev).bind(2, current);
    mark.run();
    {
        Statement rows = m_db.prepare("SELECT o.tbl, o.id FROM overlay o JOIN journal j USING (dseq) "
                                      "WHERE j.state IN (3, 5)");
        while (rows.step())
            touched.insert({{std::uint32_t(rows.integer(0))}, rows.string(1)});
    }
    m_db.prepare("DELETE FROM overlay WHERE dseq IN (SELECT dseq FROM journal WHERE state IN (3, 5))").run();
}

void Replica::applyAnswers(const std::vector<Answer>& answers, const std::string& answeredIn)
{
    m_changes.clear();
    Transaction transaction(m_db);
    const std::string in = answeredIn.empty() ? epoch() : answeredIn;
    for (const Answer& answer : answers) {
        if (answer.outcome == Outcome::Held) {
            // Nothing is settled by it; what an earlier epoch's server said goes with it again.
            Statement held = m_db.prepare("UPDATE journal SET state = 1 WHERE dseq = ? AND state IN (0, 1)");
            held.bind(1, answer.dseq);
            held.run();
            continue;
        }
        const auto state =
            answer.outcome == Outcome::Rejected ? JournalState::Rejected : JournalState::Accepted;
        std::string args;
        for (const std::string& arg : answer.error.args)
            args += (args.empty() ? "" : "\n") + arg;
        Statement keep = m_db.prepare(
            "INSERT INTO past_answer (dseq, epoch, outcome, rev, effective, error_code, error_field, "
            "error_args, receipt) SELECT dseq, epoch, outcome, rev, effective, error_code, error_field, "
            "error_args, receipt FROM journal WHERE dseq = ? AND resend = 1 AND receipt IS NOT NULL AND "
            "epoch <> ? ON CONFLICT DO NOTHING");
        keep.bind(1, answer.dseq).bind(2, in);
        keep.run();
        // What the person gave up stays closed, whatever the server says of it now.
        Statement update =
            m_db.prepare("UPDATE journal SET state = iif(state = 5, 5, ?), outcome = ?, rev = ?, "
                         "effective = ?, error_code = ?, error_field = ?, error_args = ?, receipt = ?, "
                         "epoch = ?, resend = 0 WHERE dseq = ? AND (state IN (0, 1) OR resend = 1)");
        update.bind(1, int(state)).bind(2, int(answer.outcome)).bind(3, answer.rev);
        update.bind(4, answer.effective.packed).bind(5, answer.error.code).bind(6, answer.error.field);
        update.bind(7, args).bindBlob(8, answer.signature).bind(9, in).bind(10, answer.dseq);
        update.run();
    }
    const std::string complete = meta(metaComplete);
    std::set<RowKey> touched;
    settle(complete.empty() ? 0 : std::stoull(complete), touched);
    for (const RowKey& key : touched)
        recompute(key);
    m_changes[TableId{}];
    finish(transaction);
}

// --- journal -------------------------------------------------------------------

namespace {

constexpr const char* entryColumns =
    "SELECT dseq, state, outcome, created_ms, entity, row, kind, error_code, "
    "error_field, error_args, effective, epoch FROM journal ";

JournalEntry entryFrom(const Statement& query)
{
    JournalEntry entry;
    entry.dseq = Dseq(query.integer(0));
    entry.state = JournalState(query.integer(1));
    entry.outcome = Outcome(query.integer(2));
    entry.createdMs = std::uint64_t(query.integer(3));
    entry.entity = std::uint16_t(query.integer(4));
    entry.row = query.string(5);
    entry.kind = OpKind(query.integer(6));
    entry.error.code = query.string(7);
    entry.error.field = query.string(8);
    entry.error.args = linesOf(query.text(9));
    if (entry.state == JournalState::Accepted || entry.state == JournalState::Settled)
        entry.effective = Hlc{std::uint64_t(query.integer(10))};
    entry.epoch = query.string(11);
    return entry;
}

} // namespace

std::vector<JournalEntry> Replica::journal(std::size_t limit) const
{
    std::vector<JournalEntry> result;
    Statement query = m_db.prepare(std::string(entryColumns) + "ORDER BY dseq DESC LIMIT ?");
    query.bind(1, std::int64_t(limit));
    while (query.step())
        result.push_back(entryFrom(query));
    return result;
}

std::optional<JournalEntry> Replica::entry(Dseq dseq) const
{
    Statement query = m_db.prepare(std::string(entryColumns) + "WHERE dseq = ?");
    query.bind(1, dseq);
    return query.step() ? std::optional(entryFrom(query)) : std::nullopt;
}

std::optional<Mutation> Replica::mutation(Dseq dseq) const
{
    Statement query = m_db.prepare("SELECT body FROM journal WHERE dseq = ?");
    query.bind(1, dseq);
    if (!query.step())
        return std::nullopt;
    return decodeMutation(query.blob(0));
}

std::string Replica::hashOf(Dseq dseq) const
{
    if (dseq == 0)
        return std::string(32, '\0');
    Statement query = m_db.prepare("SELECT hash FROM journal WHERE dseq = ?");
    query.bind(1, dseq);
    return query.step() ? std::string(query.blob(0)) : std::string();
}

} // namespace qoloner
