// SPDX-License-Identifier: Apache-2.0
#include "core/store/replica.h"

#include "core/domain/ids.h"
#include "core/store/table_sql.h"
#include <algorithm>
#include <sqlite3.h>

namespace qoloner {

namespace {

constexpr const char* metaHlc = "hlc";
constexpr const char* metaLastHash = "last_hash";
constexpr const char* metaEpoch = "epoch";
constexpr const char* metaComplete = "complete_rev";

/// States whose mutation still lies over the rows it touches.
constexpr const char* overlaid = "(0, 1, 2, 4)";

void bindValue(Statement& statement, int index, const Value& value)
{
    switch (value.index()) {
    case 0:
        statement.bind(index, nullptr);
        break;
    case 1:
        statement.bind(index, std::get<std::int64_t>(value));
        break;
    case 2:
        statement.bind(index, std::string_view(std::get<std::string>(value)));
        break;
    default:
        statement.bindBlob(index, std::get<Bytes>(value).data);
        break;
    }
}

Value columnValue(const Statement& statement, int column)
{
    switch (statement.type(column)) {
    case SQLITE_INTEGER:
        return statement.integer(column);
    case SQLITE_TEXT:
        return statement.string(column);
    case SQLITE_BLOB:
        return Bytes{std::string(statement.blob(column))};
    default:
        return {};
    }
}

std::string encodeFields(const FieldValues& fields)
{
    CborWriter out;
    writeFields(out, fields);
    return out.take();
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

// --- rows ----------------------------------------------------------------

std::optional<RowState> Replica::row(TableId table, const std::string& id) const
{
    const TableSql& sql = tableSql(table);
    Statement query = m_db.prepare(sql.select);
    query.bind(1, id);
    if (!query.step())
        return std::nullopt;
    RowState state;
    int column = 0;
    for (const Field* field : sql.fields) {
        Value value = columnValue(query, column++);
        if (!isNull(value))
            state.fields.emplace(field->id, std::move(value));
    }
    auto stamps = RowStamps::decode(query.blob(column));
    if (!stamps)
        throw StorageError(SQLITE_CORRUPT, "damaged stamps in " + sql.name + " " + id);
    state.stamps = std::move(*stamps);
    state.rev = std::uint64_t(query.integer(column + 1));
    state.flags = std::uint8_t(query.integer(column + 2));
    if (!query.isNull(column + 3)) {
        CborReader extra(query.blob(column + 3));
        state.fields.merge(readFields(extra));
    }
    return state;
}

void Replica::writeVisible(const RowKey& key, const std::optional<RowState>& state)
{
    const TableSql& sql = tableSql(key.table);
    note(key);
    if (!state || state->deleted()) {
        Statement gone = m_db.prepare(sql.remove);
        gone.bind(1, key.id);
        gone.run();
        if (m_observer)
            m_observer(key.table, key.id, {});
        return;
    }
    Statement put = m_db.prepare(sql.upsert);
    put.bind(1, key.id);
    FieldValues extra = state->fields;
    int index = 2;
    for (const Field* field : sql.fields) {
        const auto value = state->fields.find(field->id);
        if (value == state->fields.end())
            put.bind(index, nullptr);
        else
            bindValue(put, index, value->second);
        extra.erase(field->id);
        ++index;
    }
    const std::string stamps = state->stamps.encode();
    const std::string extras = extra.empty() ? std::string() : encodeFields(extra);
    put.bindBlob(index, stamps);
    put.bind(index + 1, state->rev);
    put.bind(index + 2, int(state->flags));
    if (!extras.empty())
        put.bindBlob(index + 3, extras);
    put.run();
    if (m_observer)
        m_observer(key.table, key.id, encodeFields(state->fields));
}

bool Replica::hasBase(const RowKey& key) const
{
    Statement query = m_db.prepare("SELECT 1 FROM base_row WHERE tbl = ? AND id = ?");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    return query.step();
}

std::optional<RowState> Replica::base(const RowKey& key) const
{
    Statement query = m_db.prepare("SELECT state FROM base_row WHERE tbl = ? AND id = ?");
    query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    if (!query.step() || query.isNull(0))
        return std::nullopt;
    auto state = decodeRowState(query.blob(0));
    if (!state)
        throw StorageError(SQLITE_CORRUPT, "damaged base of " + tableName(key.table) + " " + key.id);
    return state;
}

void Replica::setBase(const RowKey& key, const std::optional<RowState>& state)
{
    const std::string encoded = state ? encodeRowState(*state) : std::string();
    Statement put = m_db.prepare("INSERT INTO base_row (tbl, id, state) VALUES (?, ?, ?) "
                                 "ON CONFLICT (tbl, id) DO UPDATE SET state = excluded.state");
    put.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
    if (state)
        put.bindBlob(3, encoded);
    put.run();
}

void Replica::keepBase(const RowKey& key)
{
    if (!hasBase(key))
        setBase(key, row(key.table, key.id));
}

/// base + overlay -> the visible row; forgets the base when nothing lies over it.
void Replica::recompute(const RowKey& key)
{
    std::optional<RowState> state = base(key);
    bool covered = false;
    {
        Statement query = m_db.prepare(std::string("SELECT j.body FROM overlay o JOIN journal j USING (dseq) "
                                                   "WHERE o.tbl = ? AND o.id = ? AND j.state IN ") +
                                       overlaid + " ORDER BY o.dseq");
        query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
        while (query.step()) {
            const auto mutation = decodeMutation(query.blob(0));
            if (!mutation)
                throw StorageError(SQLITE_CORRUPT, "damaged journal");
            covered = true;
            const Stamp stamp{mutation->hlc, {mutation->device, mutation->dseq}};
            for (const Op& op : mutation->ops)
                applyOverlay(state, key, op, stamp);
        }
    }
    writeVisible(key, state);
    if (!covered) {
        Statement forget = m_db.prepare("DELETE FROM base_row WHERE tbl = ? AND id = ?");
        forget.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
        forget.run();
    }
}

// --- local mutations -------------------------------------------------------

std::vector<Replica::RowKey> Replica::tablesTouched(const Op& op) const
{
    std::vector<RowKey> keys;
    const Entity* entity = findEntity(op.entity);
    if (!entity)
        return keys;
    const auto add = [&](Facet facet) {
        const RowKey key{TableId::of(op.entity, facet), op.row};
        if (entity->has(facet) && std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key);
    };
    switch (op.kind) {
    case OpKind::Put:
        // A new row stands in its edit facets from the start, even the empty ones.
        for (const Facet facet : entity->facets())
            if (facet != Facet::Published || !entity->reviewed())
                add(facet);
        break;
    case OpKind::Patch:
        for (const auto& [id, value] : op.fields)
            if (const Field* field = entity->field(id))
                add(editFacet(*entity, *field));
        break;
    case OpKind::Delete:
    case OpKind::Undelete:
        for (const Facet facet : entity->facets())
            add(facet);
        break;
    case OpKind::Approve:
    case OpKind::Withdraw:
        add(Facet::Published);
        break;
    }
    return keys;
}

void Replica::applyOverlay(std::optional<RowState>& state, const RowKey& key, const Op& op,
                           const Stamp& stamp) const
{
    if (op.entity != key.table.entity() || op.row != key.id)
        return;
    const Entity& entity = *findEntity(op.entity);
    switch (op.kind) {
    case OpKind::Put:
    case OpKind::Patch: {
        if (op.kind == OpKind::Put) {
            if (key.table.facet() == Facet::Published && entity.reviewed())
                return;
            if (!state)
                state.emplace();
            state->flags &= std::uint8_t(~RowDeleted);
        }
        if (!state)
            return; // the row left our scope: the journal keeps the author's values
        for (const auto& [id, value] : op.fields) {
            const Field* field = entity.field(id);
            if (!field || editFacet(entity, *field) != key.table.facet())
                continue;
            if (field->type == FieldType::Set) {
                const auto* delta = std::get_if<std::string>(&value);
                const auto current = state->fields.find(id);
                const auto* before =
                    current == state->fields.end() ? nullptr : std::get_if<std::string>(&current->second);
                const std::string after = applySetDelta(before ? *before : "", delta ? *delta : "");
                if (after.empty())
                    state->fields.erase(id);
                else
                    state->fields[id] = after;
            } else if (isNull(value)) {
                state->fields.erase(id);
            } else {
                state->fields[id] = value;
            }
            state->stamps.set(id, stamp);
        }
        return;
    }
    case OpKind::Delete:
        if (state)
            state->flags |= RowDeleted;
        return;
    case OpKind::Undelete:
        if (state)
            state->flags &= std::uint8_t(~RowDeleted);
        return;
    case OpKind::Approve: {
        if (key.table.facet() != Facet::Published)
            return;
        const auto draft = row(TableId::of(op.entity, Facet::Draft), op.row);
        if (!draft)
            return;
        if (!state)
            state.emplace();
        state->flags &= std::uint8_t(~RowDeleted);
        for (const auto& [id, dot] : op.base) {
            const auto proposed = draft->stamps.of(id);
            if (!proposed || proposed->dot != dot)
                continue;
            const auto value = draft->fields.find(id);
            if (value == draft->fields.end())
                state->fields.erase(id);
            else
                state->fields[id] = value->second;
            state->stamps.set(id, *proposed);
        }
        return;
    }
    case OpKind::Withdraw:
        if (key.table.facet() == Facet::Published && state)
            state->flags |= RowDeleted;
        return;
    }
}

/// The dot that `change` names for `field`; nothing when it names none or one that
/// counts no more: a value of this device's own that was discarded since.
std::optional<Dot> Replica::seenDot(const Change& change, std::uint16_t field) const
{
    const auto seen = change.seen.find(field);
    if (seen == change.seen.end())
        return std::nullopt;
    if (seen->second.device == device()) {
        Statement closed = m_db.prepare("SELECT 1 FROM journal WHERE dseq = ? AND state = 5");
        closed.bind(1, seen->second.dseq);
        if (closed.step())
            return std::nullopt;
    }
    return seen->second;
}

Result<Op> Replica::makeOp(const Change& change) const
{
    const Entity* entity = findEntity(change.entity);
    if (!entity)
        return failure("entity_unknown", {}, {std::to_string(change.entity)});
    if (!isRowId(change.row))
        return failure("row_id_invalid", std::string(entity->name), {change.row});
    Op op{change.kind, change.entity, change.row, {}, {}};

    std::map<Facet, std::optional<RowState>> rows;
    for (const Facet facet : entity->facets())
        rows[facet] = row(TableId::of(entity->id, facet), change.row);
    const bool there =
        std::any_of(rows.begin(), rows.end(), [](const auto& r) { return r.second.has_value(); });

    if (change.kind == OpKind::Put && there)
        return failure("row_exists", std::string(entity->name), {change.row});
    if (change.kind != OpKind::Put && change.kind != OpKind::Undelete && !there)
        return failure("row_missing", std::string(entity->name), {change.row});

    if (change.kind == OpKind::Put || change.kind == OpKind::Patch) {
        for (const auto& [id, wanted] : change.fields) {
            const Field* field = entity->field(id);
            if (!field)
                return failure("field_unknown", std::string(entity->name), {std::to_string(id)});
            const auto& current = rows[editFacet(*entity, *field)];
            Value before;
            if (current)
                if (const auto it = current->fields.find(id); it != current->fields.end())
                    before = it->second;
            Value value = wanted;
            if (field->type == FieldType::Set) {
                const auto* from = std::get_if<std::string>(&before);
                const auto* to = std::get_if<std::string>(&wanted);
                const std::string delta = setDelta(from ? *from : "", to ? *to : "");
                if (delta.empty())
                    continue;
                value = delta;
            } else if (value == before) {
                continue;
            }
            if (const auto seen = seenDot(change, id)) {
                if (*seen != Dot{})
                    op.base[id] = *seen;
            } else if (current) {
                if (const auto stamp = current->stamps.of(id))
                    op.base[id] = stamp->dot;
            }
            op.fields[id] = std::move(value);
        }
        if (auto ok = validateFields(*entity, op.fields, change.kind == OpKind::Put); !ok)
            return tl::unexpected(ok.error());
    } else if (change.kind == OpKind::Delete) {
        std::optional<Stamp> latest;
        for (const auto& [facet, state] : rows)
            if (state)
                latest = std::max(latest, state->stamps.latest());
        if (const auto seen = seenDot(change, 0)) {
            if (*seen != Dot{})
                op.base[0] = *seen;
        } else if (latest) {
            op.base[0] = latest->dot;
        }
    } else if (change.kind == OpKind::Approve) {
        const auto& draft = rows[Facet::Draft];
        if (!entity->reviewed() || !draft)
            return failure("row_missing", std::string(entity->name), {change.row});
        for (const auto& group : draft->stamps.groups())
            for (const std::uint16_t id : group.fields)
                op.base[id] = group.stamp.dot;
    }
    return op;
}

Result<Dseq> Replica::commit(const std::vector<Change>& changes, Dseq mends)
{
    if (!m_key)
        return failure("not_enrolled");
    m_changes.clear();
    Transaction transaction(m_db);

    Mutation mutation;
    mutation.device = m_key->device();
    mutation.dseq = Dseq(m_db.integer("SELECT coalesce(max(dseq), 0) FROM journal")) + 1;
    mutation.id = newUuid7(m_clock.nowMs());
    mutation.actor = m_actor;
    mutation.schema = schemaVersion;
    std::uint64_t last = 0;
    if (const std::string stored = meta(metaHlc); !stored.empty())
        last = std::stoull(stored);
    mutation.hlc = tick(Hlc{last}, m_clock.nowMs());
    mutation.mends = mends;
    mutation.prevHash = meta(metaLastHash);
    if (mutation.prevHash.empty())
        mutation.prevHash.assign(32, '\0');
    const Stamp stamp{mutation.hlc, {mutation.device, mutation.dseq}};

    if (mends != 0) {
        Statement close = m_db.prepare("UPDATE journal SET state = 5 WHERE dseq = ? AND state = 4");
        close.bind(1, mends);
        close.run();
        if (m_db.changes() == 0)
            return failure("not_rejected", {}, {std::to_string(mends)});
        std::set<RowKey> touched;
        settle(0, touched);
        for (const RowKey& key : touched)
            recompute(key);
    }

    std::set<RowKey> keys;
    for (const Change& change : changes) {
        auto op = makeOp(change);
        if (!op)
            return tl::unexpected(op.error());
        if (op->kind == OpKind::Patch && op->fields.empty())
            continue;
        // Apply at once, so that the next op of this action builds on it.
        for (const RowKey& key : tablesTouched(*op)) {
            keepBase(key);
            auto state = row(key.table, key.id);
            applyOverlay(state, key, *op, stamp);
            writeVisible(key, state);
            keys.insert(key);
        }
        mutation.ops.push_back(std::move(*op));
    }
    if (mutation.ops.empty())
        return failure("nothing_changed");
    if (mutation.ops.size() > maxOpsPerMutation)
        return failure("too_much_at_once");

    const SignedMutation sealed = signMutation(mutation, *m_key);
    if (sealed.body.size() > maxMutationBytes)
        return failure("too_much_at_once");
    const std::string hash = sealed.hash();
    Statement add =
        m_db.prepare("INSERT INTO journal (dseq, state, created_ms, entity, row, kind, hash, signature, "
                     "body) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?)");
    add.bind(1, mutation.dseq).bind(2, m_clock.nowMs()).bind(3, int(mutation.ops[0].entity));
    add.bind(4, mutation.ops[0].row).bind(5, int(mutation.ops[0].kind));
    add.bindBlob(6, hash).bindBlob(7, sealed.signature).bindBlob(8, sealed.body);
    add.run();
    for (const RowKey& key : keys) {
        Statement over = m_db.prepare("INSERT INTO overlay (tbl, id, dseq) VALUES (?, ?, ?)");
        over.bind(1, std::int64_t(key.table.number)).bind(2, key.id).bind(3, mutation.dseq);
        over.run();
    }
    setMeta(metaHlc, std::to_string(mutation.hlc.packed));
    setMeta(metaLastHash, hash);
    m_changes[TableId{}];
    finish(transaction);
    return mutation.dseq;
}

bool Replica::discard(Dseq dseq)
{
    m_changes.clear();
    Transaction transaction(m_db);
    Statement close = m_db.prepare("UPDATE journal SET state = 5 WHERE dseq = ? AND state = 4");
    close.bind(1, dseq);
    close.run();
    if (m_db.changes() == 0)
        return false;
    std::set<RowKey> touched;
    settle(0, touched);
    for (const RowKey& key : touched)
        recompute(key);
    m_changes[TableId{}];
    finish(transaction);
    return true;
}

void Replica::finish(Transaction& transaction)
{
    transaction.commit();
    const TableChanges changes = std::exchange(m_changes, {});
    if (m_listener && !changes.empty())
        m_listener(changes);
}

// --- the sync session's side -------------------------------------------------

std::vector<SignedMutation> Replica::pending(std::size_t limit, std::size_t maxBytes) const
{
    std::vector<SignedMutation> result;
    std::size_t bytes = 0;
    Statement query =
        m_db.prepare("SELECT body, signature FROM journal WHERE state IN (0, 1) ORDER BY dseq LIMIT ?");
    query.bind(1, std::int64_t(limit));
    while (query.step()) {
        SignedMutation mutation{std::string(query.blob(0)), std::string(query.blob(1))};
        bytes += mutation.body.size() + mutation.signature.size();
        if (!result.empty() && bytes > maxBytes)
            break;
        result.push_back(std::move(mutation));
    }
    return result;
}

std::size_t Replica::pendingCount() const
{
    return std::size_t(m_db.integer("SELECT count(*) FROM journal WHERE state IN (0, 1)"));
}

/// Closes what the server's state carries (accepted at or below `completeRev`)
/// and collects the rows that lost an overlay.
void Replica::settle(std::uint64_t completeRev, std::set<RowKey>& touched)
{
    Statement mark = m_db.prepare("UPDATE journal SET state = 3 WHERE state = 2 AND rev <= ?");
    mark.bind(1, completeRev);
    mark.run();
    {
        Statement rows = m_db.prepare("SELECT o.tbl, o.id FROM overlay o JOIN journal j USING (dseq) "
                                      "WHERE j.state IN (3, 5)");
        while (rows.step())
            touched.insert({{std::uint32_t(rows.integer(0))}, rows.string(1)});
    }
    m_db.prepare("DELETE FROM overlay WHERE dseq IN (SELECT dseq FROM journal WHERE state IN (3, 5))").run();
}

void Replica::applyAnswers(const std::vector<Answer>& answers)
{
    m_changes.clear();
    Transaction transaction(m_db);
    for (const Answer& answer : answers) {
        const bool accepted = answer.outcome == Outcome::Applied || answer.outcome == Outcome::Merged ||
                              answer.outcome == Outcome::Duplicate;
        const JournalState state = accepted                          ? JournalState::Accepted
                                   : answer.outcome == Outcome::Held ? JournalState::Held
                                                                     : JournalState::Rejected;
        std::string args;
        for (const std::string& arg : answer.error.args)
            args += (args.empty() ? "" : "\n") + arg;
        Statement update = m_db.prepare("UPDATE journal SET state = ?, outcome = ?, rev = ?, effective = ?, "
                                        "error_code = ?, error_field = ?, error_args = ?, receipt = ? "
                                        "WHERE dseq = ? AND state IN (0, 1)");
        update.bind(1, int(state))
            .bind(2, int(answer.outcome))
            .bind(3, answer.rev)
            .bind(4, answer.effective.packed);
        update.bind(5, answer.error.code).bind(6, answer.error.field).bind(7, args);
        update.bindBlob(8, answer.signature).bind(9, answer.dseq);
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

void Replica::writePulled(const PulledRow& pulled)
{
    const TableSql& sql = tableSql(pulled.table);
    const RowKey key{pulled.table, pulled.id};
    note(key);
    if (pulled.flags & (RowDeleted | RowLeft)) {
        Statement gone = m_db.prepare(sql.remove);
        gone.bind(1, pulled.id);
        gone.run();
        if (m_observer)
            m_observer(pulled.table, pulled.id, {});
        return;
    }
    // Straight from the wire to the statement: no intermediate values.
    Statement put = m_db.prepare(sql.upsertIfNewer);
    put.bind(1, pulled.id);
    CborReader in(pulled.fields);
    CborWriter extra;
    std::size_t extras = 0;
    std::size_t column = 0;
    std::int64_t previous = -1;
    for (std::size_t n = in.map(256); in.ok() && n > 0; --n) {
        const std::int64_t id = in.key(previous);
        previous = id;
        while (column < sql.fields.size() && sql.fields[column]->id < id)
            ++column;
        if (column == sql.fields.size() || sql.fields[column]->id != id) {
            const std::string_view value = in.skip();
            extra.uint(std::uint64_t(id));
            extra.raw(value);
            ++extras;
            continue;
        }
        const int index = int(column) + 2;
        switch (in.peek()) {
        case CborReader::Kind::Integer:
            put.bind(index, in.integer());
            break;
        case CborReader::Kind::Text:
            put.bind(index, in.text());
            break;
        case CborReader::Kind::Bytes:
            put.bindBlob(index, in.bytes());
            break;
        case CborReader::Kind::Null:
            in.null();
            break;
        default:
            in.fail();
        }
    }
    if (!in.finished())
        throw std::invalid_argument("row");
    put.bindBlob(sql.stampsParameter(), pulled.stamps);
    put.bind(sql.stampsParameter() + 1, pulled.rev);
    put.bind(sql.stampsParameter() + 2, int(pulled.flags));
    std::string extraMap;
    if (extras > 0) {
        CborWriter map;
        map.map(extras);
        map.raw(extra.out());
        extraMap = map.take();
        put.bindBlob(sql.stampsParameter() + 3, extraMap);
    }
    put.run();
    if (m_observer)
        m_observer(pulled.table, pulled.id, pulled.fields);
}

/// Revisions of another epoch cannot be compared: every row counts as older.
void Replica::startEpoch(const std::string& epoch)
{
    m_db.exec("DELETE FROM cursor");
    setMeta(metaEpoch, epoch);
    setMeta(metaComplete, "0");
    for (const TableId table : allTables()) {
        m_db.exec("UPDATE " + tableName(table) + " SET _rev = 0 WHERE _rev <> 0");
        std::vector<RowKey> keys;
        Statement bases = m_db.prepare("SELECT id FROM base_row WHERE tbl = ? AND state IS NOT NULL");
        bases.bind(1, std::int64_t(table.number));
        while (bases.step())
            keys.push_back({table, bases.string(0)});
        for (const RowKey& key : keys) {
            auto state = base(key);
            state->rev = 0;
            setBase(key, state);
        }
    }
}

Result<void> Replica::applyPage(const PulledPage& page)
{
    m_changes.clear();
    try {
        Transaction transaction(m_db);
        if (epoch() != page.epoch) {
            startEpoch(page.epoch);
        }
        std::set<RowKey> bases;
        {
            Statement all = m_db.prepare("SELECT tbl, id FROM base_row");
            while (all.step())
                bases.insert({{std::uint32_t(all.integer(0))}, all.string(1)});
        }
        std::set<RowKey> touched;
        for (const PulledRow& pulled : page.rows) {
            if (!exists(pulled.table))
                continue; // an entity of a newer schema: nothing here could show it
            const RowKey key{pulled.table, pulled.id};
            if (bases.empty() || !bases.contains(key)) {
                writePulled(pulled);
                continue;
            }
            const auto current = base(key);
            if (current && current->rev >= pulled.rev)
                continue;
            std::optional<RowState> next;
            if (!(pulled.flags & (RowDeleted | RowLeft))) {
                CborReader in(pulled.fields);
                auto stamps = RowStamps::decode(pulled.stamps);
                next = RowState{pulled.rev, pulled.flags, {}, readFields(in)};
                if (!in.finished() || !stamps)
                    throw std::invalid_argument("row");
                next->stamps = std::move(*stamps);
            }
            setBase(key, next);
            touched.insert(key);
        }
        for (const auto& [scope, rev] : page.cursor) {
            Statement put = m_db.prepare("INSERT INTO cursor (scope, rev) VALUES (?, ?) "
                                         "ON CONFLICT (scope) DO UPDATE SET rev = excluded.rev");
            put.bind(1, scope).bind(2, rev);
            put.run();
        }
        if (page.complete > 0) {
            setMeta(metaComplete, std::to_string(page.complete));
            const bool journalMoved =
                m_db.integer("SELECT count(*) FROM journal WHERE state = 2 AND rev <= " +
                             std::to_string(page.complete)) > 0;
            settle(page.complete, touched);
            if (journalMoved)
                m_changes[TableId{}];
        }
        for (const RowKey& key : touched)
            recompute(key);
        finish(transaction);
        return {};
    } catch (const std::invalid_argument&) {
        return failure("page_invalid");
    } catch (const ConstraintViolation&) {
        return failure("page_invalid");
    }
}

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
        Statement bases = m_db.prepare("SELECT id FROM base_row WHERE tbl = ?");
        bases.bind(1, std::int64_t(table.number));
        while (bases.step())
            covered.insert({table, bases.string(0)});
    }
    for (const RowKey& key : covered) {
        setBase(key, std::nullopt);
        recompute(key);
    }
    m_db.exec("DELETE FROM cursor");
    setMeta(metaComplete, "0");
    finish(transaction);
}

// --- journal -------------------------------------------------------------------

std::vector<JournalEntry> Replica::journal(std::size_t limit) const
{
    std::vector<JournalEntry> result;
    Statement query = m_db.prepare("SELECT dseq, state, outcome, created_ms, entity, row, kind, error_code, "
                                   "error_field, error_args FROM journal ORDER BY dseq DESC LIMIT ?");
    query.bind(1, std::int64_t(limit));
    while (query.step()) {
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
        std::string_view args = query.text(9);
        while (!args.empty()) {
            const std::size_t end = std::min(args.find('\n'), args.size());
            entry.error.args.emplace_back(args.substr(0, end));
            args.remove_prefix(std::min(end + 1, args.size()));
        }
        result.push_back(std::move(entry));
    }
    return result;
}

std::optional<Mutation> Replica::mutation(Dseq dseq) const
{
    Statement query = m_db.prepare("SELECT body FROM journal WHERE dseq = ?");
    query.bind(1, dseq);
    if (!query.step())
        return std::nullopt;
    return decodeMutation(query.blob(0));
}

} // namespace qoloner
