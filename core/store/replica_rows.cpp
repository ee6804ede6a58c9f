// SPDX-License-Identifier: Apache-2.0
// The replica's rows: what is visible, what lies below it, what the overlay makes of it.
#include "core/store/replica.h"

#include "core/store/replica_detail.h"
#include "core/store/table_sql.h"
#include <algorithm>
#include <sqlite3.h>

namespace qoloner {

namespace {
/// A flag of replaying only: the deletion is this device's own, and what it took is still below it.
constexpr std::uint8_t deletedHere = 0x80;
} // namespace

void replica_detail::bindValue(Statement& statement, int index, const Value& value)
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

using namespace replica_detail;

namespace {

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
///
/// Over a row that left our scopes nothing is replayed: the journal keeps the
/// author's values. What the base carries already is not replayed either.
void Replica::recompute(const RowKey& key)
{
    std::optional<RowState> state = base(key);
    const bool left = state && state->flags & RowLeft;
    const std::uint64_t carried = state ? state->rev : 0;
    bool covered = false;
    {
        Statement query = m_db.prepare(
            std::string("SELECT j.body, j.state, j.rev FROM overlay o JOIN journal j USING (dseq) "
                        "WHERE o.tbl = ? AND o.id = ? AND j.state IN ") +
            overlaid + " ORDER BY o.dseq");
        query.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
        while (query.step()) {
            const auto mutation = decodeMutation(query.blob(0));
            if (!mutation)
                throw StorageError(SQLITE_CORRUPT, "damaged journal");
            covered = true;
            if (left || (JournalState(query.integer(1)) == JournalState::Accepted &&
                         std::uint64_t(query.integer(2)) <= carried))
                continue;
            const Stamp stamp{mutation->hlc, {mutation->device, mutation->dseq}};
            for (const Op& op : mutation->ops)
                applyOverlay(state, key, op, stamp);
        }
    }
    // An empty base stood in for a part that was still to come (see commit).
    if (!covered && state && state->rev == 0 && state->stamps.empty())
        state.reset();
    if (state && state->flags & outdated) {
        state->rev = 0;
        state->flags &= std::uint8_t(~outdated);
    }
    writeVisible(key, left ? std::nullopt : state);
    if (!covered) {
        Statement forget = m_db.prepare("DELETE FROM base_row WHERE tbl = ? AND id = ?");
        forget.bind(1, std::int64_t(key.table.number)).bind(2, key.id);
        forget.run();
    }
    // What an approval of one's own shows comes from the draft.
    if (key.table.facet() == Facet::Draft)
        if (const RowKey published{TableId::of(key.table.entity(), Facet::Published), key.id};
            hasBase(published))
            recompute(published);
}

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

/// Is another part of the same record on the screen?
bool Replica::standsBeside(const RowKey& key) const
{
    const Entity& entity = *findEntity(key.table.entity());
    const std::vector<Facet> facets = entity.facets();
    return std::any_of(facets.begin(), facets.end(), [&](Facet facet) {
        return facet != key.table.facet() && (facet != Facet::Published || !entity.reviewed()) &&
               row(TableId::of(entity.id, facet), key.id);
    });
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
            state->flags &= std::uint8_t(~(RowDeleted | deletedHere));
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
        if (state && !(state->flags & RowDeleted))
            state->flags |= RowDeleted | deletedHere;
        return;
    case OpKind::Undelete:
        if (state && state->flags & deletedHere) // the server keeps a tombstone's values, not we
            state->flags &= std::uint8_t(~(RowDeleted | deletedHere));
        return;
    case OpKind::Approve: {
        if (key.table.facet() != Facet::Published)
            return;
        const auto draft = row(TableId::of(op.entity, Facet::Draft), op.row);
        if (!draft)
            return;
        // The server refuses an approval whole when somebody else changed a part of it.
        for (const auto& [id, dot] : op.base)
            if (const auto proposed = draft->stamps.of(id);
                id != 0 && (!proposed || (proposed->dot != dot && proposed->dot.device != stamp.dot.device)))
                return;
        if (!state)
            state.emplace();
        state->flags &= std::uint8_t(~(RowDeleted | deletedHere));
        for (const auto& [id, dot] : op.base) {
            const auto proposed = draft->stamps.of(id);
            if (!proposed)
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

} // namespace qoloner
