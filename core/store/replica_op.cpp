// SPDX-License-Identifier: Apache-2.0
// From a user's change to the op that says what its editor saw.
#include "core/store/replica.h"

#include "core/domain/ids.h"
#include <algorithm>

namespace qoloner {

namespace {

/// Does `op` write `field` of that row? Field 0: anything of the row.
bool writes(const Op& op, std::uint16_t entity, const std::string& row, std::uint16_t field)
{
    return op.entity == entity && op.row == row && (field == 0 || op.fields.contains(field));
}

} // namespace

/// What `dot` is called now. A fork leaves its number to two mutations, the other
/// branch's and ours, which has another name since: ours is meant where ours wrote.
Dot Replica::nameNow(const Dot& dot, std::uint16_t entity, const std::string& id, std::uint16_t field) const
{
    Statement query = m_db.prepare("SELECT j.device, j.body FROM reissued r JOIN journal j USING (dseq) "
                                   "WHERE r.device = ? AND r.dseq = ?");
    query.bind(1, dot.device).bind(2, dot.dseq);
    if (!query.step())
        return dot;
    const auto ours = decodeMutation(query.blob(1));
    const bool wrote = ours && std::any_of(ours->ops.begin(), ours->ops.end(),
                                           [&](const Op& op) { return writes(op, entity, id, field); });
    return wrote ? Dot{DeviceId(query.integer(0)), dot.dseq} : dot;
}

/// Does `field` of the row carry `dot` at this moment?
bool Replica::shows(const Dot& dot, std::uint16_t entityId, const std::string& id, std::uint16_t field) const
{
    const Entity* entity = findEntity(entityId);
    if (!entity)
        return false;
    for (const Facet facet : entity->facets())
        if (const auto state = row(TableId::of(entityId, facet), id)) {
            const auto stamp = field == 0 ? state->stamps.latest() : state->stamps.of(field);
            if (stamp && stamp->dot == dot)
                return true;
        }
    return false;
}

/// The dot that `change` names for `field`; nothing when it names none or one that
/// counts no more: a value of this device's own that was discarded since.
std::optional<Dot> Replica::seenDot(const Change& change, std::uint16_t field) const
{
    const auto seen = change.seen.find(field);
    if (seen == change.seen.end())
        return std::nullopt;
    if (seen->second == Dot{})
        return seen->second;
    const Dot dot = shows(seen->second, change.entity, change.row, field)
                        ? seen->second
                        : nameNow(seen->second, change.entity, change.row, field);
    Statement closed = m_db.prepare("SELECT 1 FROM journal WHERE device = ? AND dseq = ? AND state = 5");
    closed.bind(1, dot.device).bind(2, dot.dseq);
    if (closed.step())
        return std::nullopt;
    return dot;
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
        // Each value that goes is named, so that one written meanwhile can be told from
        // it, whatever the clocks say. Of its own device's the server knows that it saw them.
        const auto name = [&](std::uint16_t id, const Dot& dot) {
            if (id == 0 || dot.device != device())
                op.base[id] = dot;
        };
        if (change.seen.empty() && latest) {
            name(0, latest->dot);
            for (const auto& [facet, state] : rows)
                if (state && (facet != Facet::Published || !entity->reviewed()))
                    for (const auto& group : state->stamps.groups())
                        for (const std::uint16_t id : group.fields)
                            if (id != 0)
                                name(id, group.stamp.dot);
        }
        for (const auto& [id, dot] : change.seen)
            if (const auto seen = seenDot(change, id); seen && *seen != Dot{})
                name(id, *seen);
    } else if (change.kind == OpKind::Approve) {
        const auto& draft = rows[Facet::Draft];
        if (!entity->reviewed() || !draft)
            return failure("row_missing", std::string(entity->name), {change.row});
        // Exactly what the approver looked at: nothing that came in since.
        for (const auto& [id, dot] : change.seen)
            if (const auto seen = seenDot(change, id); seen && *seen != Dot{})
                op.base[id] = *seen;
        if (!change.seen.empty())
            return op.base.empty() ? Result<Op>(failure("nothing_to_approve", std::string(entity->name)))
                                   : op;
        // A field of a newer schema was not on the screen: whoever sees it approves it.
        for (const auto& group : draft->stamps.groups())
            for (const std::uint16_t id : group.fields)
                if (id == 0 || entity->field(id))
                    op.base[id] = group.stamp.dot;
    }
    return op;
}

} // namespace qoloner
