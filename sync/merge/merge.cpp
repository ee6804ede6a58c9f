// SPDX-License-Identifier: Apache-2.0
#include "sync/merge/merge.h"

#include <algorithm>

namespace qoloner {

namespace {

constexpr std::uint16_t wholeRow = 0;

const Value& valueOf(const RowState& state, std::uint16_t field)
{
    static const Value none;
    const auto it = state.fields.find(field);
    return it == state.fields.end() ? none : it->second;
}

void setValue(RowState& state, std::uint16_t field, const Value& value)
{
    if (isNull(value))
        state.fields.erase(field);
    else
        state.fields[field] = value;
}

std::string textOf(const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : std::string();
}

std::optional<Dot> baseOf(const Op& op, std::uint16_t field)
{
    const auto it = op.base.find(field);
    return it == op.base.end() ? std::nullopt : std::optional(it->second);
}

/// One merge in progress.
class Merger {
public:
    Merger(const RowFacets& current, const MergeInput& input)
        : m_in(input), m_entity(input.entity), m_op(input.op), m_before(current)
    {
        m_result.rows = current;
    }

    MergeResult run()
    {
        switch (m_op.kind) {
        case OpKind::Put:
            put();
            break;
        case OpKind::Patch:
            patch();
            break;
        case OpKind::Delete:
            remove();
            break;
        case OpKind::Undelete:
            bringBack();
            break;
        case OpKind::Approve:
            approve();
            break;
        case OpKind::Withdraw:
            withdraw();
            break;
        }
        if (m_result.outcome == MergeOutcome::Held || m_result.outcome == MergeOutcome::Rejected) {
            m_result.rows = m_before;
            m_result.losers.clear();
        } else if (!m_result.losers.empty()) {
            m_result.outcome = MergeOutcome::Merged;
        }
        for (std::size_t i = 0; i < m_result.rows.states.size(); ++i)
            m_result.touched[i] = m_result.rows.states[i] != m_before.states[i];
        return std::move(m_result);
    }

private:
    bool stopped() const { return m_result.outcome != MergeOutcome::Applied; }

    void reject(std::string code, std::string field = {}, std::vector<std::string> args = {})
    {
        m_result.outcome = MergeOutcome::Rejected;
        m_result.error = {std::move(code), std::move(field), std::move(args)};
    }

    void rejectRow(std::string code) { reject(std::move(code), std::string(m_entity.name), {m_op.row}); }

    bool ours(const Dot& dot) const { return dot == m_in.stamp.dot; }

    /// False, and the outcome set, when what `dot` names cannot be built on yet or at all.
    bool arrived(const Dot& dot)
    {
        if (ours(dot))
            return true;
        switch (m_in.known(dot)) {
        case DotState::Accepted:
            return true;
        case DotState::Rejected:
            reject("base_rejected", {}, {std::to_string(dot.dseq)});
            return false;
        case DotState::Unknown:
        case DotState::Waiting:
            m_result.outcome = MergeOutcome::Held;
            m_result.missing = dot;
            return false;
        }
        return false;
    }

    template <class Do> void eachEditFacet(Do&& act)
    {
        for (const Facet facet : m_entity.facets())
            if (isEditFacet(m_entity, facet))
                act(m_result.rows[facet]);
    }

    /// Stamp for overwriting what stands at `over`: later than that, whatever the clocks say.
    Stamp above(const std::optional<Stamp>& over) const
    {
        Stamp stamp = m_in.stamp;
        if (over && over->dot != stamp.dot && over->hlc >= stamp.hlc)
            stamp.hlc = over->hlc.next();
        return stamp;
    }

    void put()
    {
        if (m_before.exists(m_entity))
            return rejectRow("row_exists");
        eachEditFacet([](std::optional<RowState>& state) { state.emplace(); });
        writeFields();
    }

    void patch()
    {
        // A base that has not come says more than a missing row: wait for it.
        for (const auto& [id, dot] : m_op.base)
            if (!currentDot(id, dot) && !arrived(dot))
                return;
        if (!m_before.exists(m_entity))
            return rejectRow("row_missing");
        if (m_before.deleted(m_entity))
            returnDeleted();
        writeFields();
    }

    bool currentDot(std::uint16_t field, const Dot& dot) const
    {
        const auto& state = m_before[facetOf(field)];
        const auto stamp = state ? state->stamps.of(field) : std::nullopt;
        return stamp && stamp->dot == dot;
    }

    /// An edit beats a deletion it did not see: the row comes back for somebody to decide.
    void returnDeleted()
    {
        std::optional<Stamp> deletion;
        eachEditFacet([&](std::optional<RowState>& state) {
            if (!state)
                return;
            deletion = std::max(deletion, state->stamps.of(wholeRow));
            state->flags &= std::uint8_t(~RowDeleted);
            state->flags |= RowNeedsReview;
        });
        if (deletion)
            m_result.losers.push_back({wholeRow, {}, *deletion, Loser::Reason::EditOfDeleted});
    }

    Facet facetOf(std::uint16_t id) const
    {
        const Field* field = m_entity.field(id);
        return field ? editFacet(m_entity, *field) : unknownFieldFacet(m_entity);
    }

    void writeFields()
    {
        for (const auto& [id, value] : m_op.fields) {
            if (id == wholeRow)
                return reject("field_unknown", std::string(m_entity.name), {"0"});
            const Field* field = m_entity.field(id);
            if (field && field->merge == Merge::ServerOnly)
                return reject("field_read_only", std::string(field->name));
            auto& state = m_result.rows[facetOf(id)];
            if (!state)
                state.emplace();
            writeField(*state, id, field, value);
            if (stopped())
                return;
        }
    }

    void writeField(RowState& state, std::uint16_t id, const Field* field, const Value& value)
    {
        const std::optional<Stamp> current = state.stamps.of(id);
        const std::optional<Dot> base = baseOf(m_op, id);

        if (field && field->merge == Merge::Set) {
            const std::string merged = applySetDelta(textOf(valueOf(state, id)), textOf(value));
            if (field->max > 0 && merged.size() > std::size_t(field->max))
                return reject("field_too_long", std::string(field->name), {std::to_string(field->max)});
            setValue(state, id, merged.empty() ? Value() : Value(merged));
            state.stamps.set(id, above(current));
            return;
        }

        const bool causal = !current || (base && *base == current->dot) || ours(current->dot);
        if (causal) {
            setValue(state, id, value);
            state.stamps.set(id, above(current));
            return;
        }
        const Value& standing = valueOf(state, id);
        if (standing == value) {
            state.stamps.set(id, std::max(*current, m_in.stamp));
            return;
        }
        const bool wins = (!field || field->merge == Merge::Lww) && m_in.stamp > *current;
        if (!wins) {
            m_result.losers.push_back({id, value, m_in.stamp, Loser::Reason::Concurrent});
            return;
        }
        m_result.losers.push_back({id, standing, *current, Loser::Reason::Concurrent});
        setValue(state, id, value);
        state.stamps.set(id, m_in.stamp);
    }

    /// Whether everything that stands in the row was seen by the editor: it is their own
    /// device's, or its dot is named. No clock tells: a value written by somebody else may be
    /// stamped before one that the editor saw. Only that the row is there has no name of its own.
    bool sawAll() const
    {
        const std::optional<Dot> seen = baseOf(m_op, wholeRow);
        std::optional<Stamp> last;
        for (const auto& state : m_before.states)
            if (state)
                for (const auto& group : state->stamps.groups())
                    if (seen && group.stamp.dot == *seen)
                        last = std::max(last, std::optional(group.stamp));
        // What is published was approved from the draft: no edit of its own.
        for (const Facet facet : m_entity.facets())
            if (const auto& state = m_before[facet]; state && isEditFacet(m_entity, facet))
                for (const auto& group : state->stamps.groups()) {
                    if (group.stamp.dot.device == m_in.stamp.dot.device)
                        continue;
                    const bool before = last && group.stamp <= *last;
                    for (const std::uint16_t field : group.fields)
                        if (field == wholeRow ? !before : baseOf(m_op, field) != group.stamp.dot)
                            return false;
                }
        return true;
    }

    void remove()
    {
        for (const auto& [id, dot] : m_op.base)
            if ((id == wholeRow || !currentDot(id, dot)) && !arrived(dot))
                return;
        if (!m_before.exists(m_entity))
            return rejectRow("row_missing");
        if (m_before.deleted(m_entity))
            return; // two people removed it: they agree
        if (!sawAll()) {
            eachEditFacet([](std::optional<RowState>& state) {
                if (state)
                    state->flags |= RowNeedsReview;
            });
            m_result.losers.push_back({wholeRow, {}, m_in.stamp, Loser::Reason::DeletedWhileEdited});
            return;
        }
        for (const Facet facet : m_entity.facets())
            if (auto& state = m_result.rows[facet]) {
                const Stamp stamp = above(state->stamps.latest());
                if (!isEditFacet(m_entity, facet))
                    *state = RowState{}; // never brought back without another approval
                state->flags = RowDeleted;
                state->stamps.set(wholeRow, stamp);
            }
    }

    void bringBack()
    {
        if (!m_before.exists(m_entity))
            return rejectRow("row_missing");
        if (!m_before.deleted(m_entity))
            return;
        // Of a reviewed entity only the proposal returns; the public sees it after another approval.
        eachEditFacet([&](std::optional<RowState>& state) {
            if (!state)
                return;
            state->flags = 0;
            state->stamps.set(wholeRow, above(state->stamps.latest()));
        });
    }

    void approve()
    {
        if (!m_entity.reviewed())
            return reject("not_reviewed", std::string(m_entity.name));
        for (const auto& [id, dot] : m_op.base)
            if (!currentDot(id, dot) && !arrived(dot))
                return;
        const auto& draft = m_before[Facet::Draft];
        if (!draft || draft->deleted())
            return rejectRow("row_missing");
        if (m_op.base.empty())
            return reject("nothing_to_approve", std::string(m_entity.name));
        for (const auto& [id, dot] : m_op.base) {
            if (id == wholeRow)
                continue;
            const auto current = draft->stamps.of(id);
            // What the approver changed themselves since, they have seen.
            if (!current || (current->dot != dot && current->dot.device != m_in.stamp.dot.device)) {
                const Field* field = m_entity.field(id);
                return reject("superseded", field ? std::string(field->name) : std::string());
            }
        }
        auto& published = m_result.rows[Facet::Published];
        if (!published)
            published.emplace();
        published->flags = 0;
        for (const auto& [id, dot] : m_op.base) {
            if (id == wholeRow)
                continue;
            setValue(*published, id, valueOf(*draft, id));
            published->stamps.set(id, *draft->stamps.of(id));
        }
        for (const Facet facet : m_entity.facets())
            if (auto& state = m_result.rows[facet])
                state->flags &= std::uint8_t(~RowNeedsReview);
    }

    void withdraw()
    {
        if (!m_entity.reviewed())
            return reject("not_reviewed", std::string(m_entity.name));
        auto& published = m_result.rows[Facet::Published];
        if (!published || published->deleted())
            return;
        // The values go with the row: what the public may no longer see is not kept as public.
        *published = RowState{};
        published->flags = RowDeleted;
        published->stamps.set(wholeRow, above(m_before[Facet::Published]->stamps.latest()));
    }

    const MergeInput& m_in;
    const Entity& m_entity;
    const Op& m_op;
    const RowFacets& m_before;
    MergeResult m_result;
};

} // namespace

bool isEditFacet(const Entity& entity, Facet facet)
{
    return entity.has(facet) && (facet != Facet::Published || !entity.reviewed());
}

bool RowFacets::exists(const Entity& entity) const
{
    for (const Facet facet : entity.facets())
        if (isEditFacet(entity, facet) && (*this)[facet])
            return true;
    return false;
}

bool RowFacets::deleted(const Entity& entity) const
{
    bool any = false;
    for (const Facet facet : entity.facets())
        if (const auto& state = (*this)[facet]; isEditFacet(entity, facet) && state) {
            if (!state->deleted())
                return false;
            any = true;
        }
    return any;
}

std::string_view reasonName(Loser::Reason reason)
{
    switch (reason) {
    case Loser::Reason::Concurrent:
        return "concurrent";
    case Loser::Reason::EditOfDeleted:
        return "edit_of_deleted";
    case Loser::Reason::DeletedWhileEdited:
        return "deleted_while_edited";
    }
    return "concurrent";
}

Facet unknownFieldFacet(const Entity& entity)
{
    Facet narrowest = Facet::Published;
    for (const Facet facet : entity.facets())
        if (isEditFacet(entity, facet))
            narrowest = facet;
    return narrowest;
}

Hlc overwrittenTime(const RowFacets& current, const Entity& entity, const Op& op)
{
    Hlc latest;
    const auto note = [&](const std::optional<Stamp>& stamp) {
        if (stamp)
            latest = std::max(latest, stamp->hlc);
    };
    if (op.kind == OpKind::Patch) {
        for (const auto& [id, value] : op.fields) {
            const Field* field = entity.field(id);
            const auto& state = current[field ? editFacet(entity, *field) : unknownFieldFacet(entity)];
            const auto stamp = state ? state->stamps.of(id) : std::nullopt;
            const auto base = baseOf(op, id);
            if (stamp && base && stamp->dot == *base)
                note(stamp);
        }
    } else if (op.kind != OpKind::Put) {
        for (const auto& state : current.states)
            if (state)
                note(state->stamps.latest());
    }
    return latest;
}

MergeResult mergeOp(const RowFacets& current, const MergeInput& input)
{
    return Merger(current, input).run();
}

} // namespace qoloner
