// SPDX-License-Identifier: Apache-2.0
#include "core/models/mend.h"

#include <algorithm>

namespace qoloner {

namespace {

/// Refused actions whose first step concerns the row, oldest first.
std::vector<Dseq> refusedOf(Replica& replica, std::uint16_t entity, const std::string& row, bool approvals)
{
    std::vector<Dseq> out;
    Statement query = replica.database().prepare("SELECT dseq FROM journal WHERE state = 4 AND entity = ? "
                                                 "AND row = ? AND (kind = ?) = ? ORDER BY dseq");
    query.with(int(entity), row, int(OpKind::Approve), approvals ? 1 : 0);
    while (query.step())
        out.push_back(Dseq(query.integer(0)));
    return out;
}

Change* find(std::vector<Change>& changes, std::uint16_t entity, const std::string& row)
{
    const auto at = std::find_if(changes.begin(), changes.end(),
                                 [&](const Change& c) { return c.entity == entity && c.row == row; });
    return at == changes.end() ? nullptr : &*at;
}

bool writesFields(OpKind kind)
{
    return kind == OpKind::Put || kind == OpKind::Patch;
}

/// The value of a set field as it is shown, the refused change to it included.
Value shownSet(const Replica& replica, const Entity& entity, const Field& field, const std::string& row)
{
    const auto state = replica.row(TableId::of(entity.id, editFacet(entity, field)), row);
    if (!state)
        return {};
    const auto value = state->fields.find(field.id);
    return value == state->fields.end() ? Value() : value->second;
}

/// The refused step as somebody would do it now. It answers what it answered then,
/// but no value that was itself refused.
Change again(const Replica& replica, const Op& op, const std::vector<Dseq>& refused)
{
    Change change{op.kind, op.entity, op.row, op.fields};
    const auto stillThere = [&](const Dot& dot) {
        return dot.device != replica.device() ||
               std::find(refused.begin(), refused.end(), dot.dseq) == refused.end();
    };
    const Entity* entity = findEntity(op.entity);
    for (auto& [id, value] : change.fields) {
        const Field* field = entity ? entity->field(id) : nullptr;
        if (field && field->type == FieldType::Set)
            value = shownSet(replica, *entity, *field, op.row);
        if (op.kind == OpKind::Patch && !op.base.contains(id))
            change.seen[id] = Dot{};
    }
    for (const auto& [id, dot] : op.base)
        if (stillThere(dot))
            change.seen[id] = dot;
    return change;
}

/// `change` as done after those in `all`.
void fold(std::vector<Change>& all, Change change)
{
    Change* before = find(all, change.entity, change.row);
    if (before && before->kind == OpKind::Put && change.kind == OpKind::Delete) {
        all.erase(all.begin() + (before - all.data())); // it never came to be
        return;
    }
    if (!before || !writesFields(before->kind) || !writesFields(change.kind)) {
        // A later word on the whole row (a deletion, an approval) stands for the earlier ones.
        if (before)
            *before = std::move(change);
        else
            all.push_back(std::move(change));
        return;
    }
    for (auto& [id, value] : change.fields) {
        const bool known = before->fields.contains(id);
        before->fields[id] = std::move(value);
        if (known || before->kind == OpKind::Put)
            continue; // what the first of them saw is what all of them answer
        if (const auto dot = change.seen.find(id); dot != change.seen.end())
            before->seen.insert(*dot);
    }
}

} // namespace

Result<Dseq> commitMending(Replica& replica, std::uint16_t entity, const std::string& row,
                           const std::vector<Change>& changes)
{
    const std::vector<Dseq> refused = refusedOf(replica, entity, row, false);
    if (refused.empty())
        return replica.commit(changes);
    std::vector<Change> all;
    for (const Dseq dseq : refused)
        if (const auto mutation = replica.mutation(dseq))
            for (const Op& op : mutation->ops)
                fold(all, again(replica, op, refused));
    for (const Change& change : changes)
        fold(all, change);
    for (Change& change : all)
        if (change.kind == OpKind::Put)
            std::erase_if(change.fields, [](const auto& field) { return isNull(field.second); });
    // What went with the first of them is over as well.
    Result<Dseq> done = replica.commit(all, refused.front());
    if (done)
        for (std::size_t i = refused.size() - 1; i > 0; --i)
            replica.discard(refused[i]);
    return done;
}

Result<Dseq> commitApproval(Replica& replica, std::uint16_t entity, const std::string& row,
                            const std::vector<Change>& approvals)
{
    const std::vector<Dseq> refused = refusedOf(replica, entity, row, true);
    Result<Dseq> done = replica.commit(approvals, refused.empty() ? 0 : refused.front());
    if (done)
        for (std::size_t i = 1; i < refused.size(); ++i)
            replica.discard(refused[i]);
    return done;
}

Result<Dseq> sendRefusedAgain(Replica& replica, const Mutation& refused)
{
    const Op& first = refused.ops.front();
    if (refusedOf(replica, first.entity, first.row, first.kind == OpKind::Approve).empty())
        return failure("not_rejected", {}, {std::to_string(refused.dseq)});
    if (first.kind != OpKind::Approve)
        return commitMending(replica, first.entity, first.row, {});
    std::vector<Change> approvals;
    for (const Op& op : refused.ops)
        fold(approvals, again(replica, op, {}));
    return commitApproval(replica, first.entity, first.row, approvals);
}

} // namespace qoloner
