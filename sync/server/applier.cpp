// SPDX-License-Identifier: Apache-2.0
#include "sync/server/applier.h"

#include "core/domain/ids.h"
#include "sync/server/artisan_rules.h"
#include <algorithm>

namespace qoloner {

namespace {

constexpr std::size_t maxArgument = 200;

/// Texts from outside that travel back in an error are kept short.
Error bounded(Error error)
{
    for (std::string& arg : error.args)
        if (arg.size() > maxArgument) {
            std::size_t end = maxArgument;
            while (end > 0 && (static_cast<unsigned char>(arg[end]) & 0xc0) == 0x80)
                --end;
            arg.resize(end);
        }
    return error;
}

Verdict rejected(Error error)
{
    return {Outcome::Rejected, {}, {}, bounded(std::move(error))};
}

Verb verbOf(OpKind kind)
{
    switch (kind) {
    case OpKind::Put:
    case OpKind::Undelete:
        return Verb::Create;
    case OpKind::Patch:
        return Verb::Change;
    case OpKind::Delete:
        return Verb::Remove;
    case OpKind::Approve:
        return Verb::Publish;
    case OpKind::Withdraw:
        return Verb::Hide;
    }
    return Verb::Publish;
}

/// A UUID that depends on nothing but `seed`, so that a replay meets itself (RFC 9562, version 8).
std::string uuidOf(std::string_view seed)
{
    std::string bytes = blake2b(seed).substr(0, 16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x80);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    const std::string hex = toHex(bytes);
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20);
}

bool hasLine(std::string_view text, std::string_view line)
{
    const auto parts = setElements(text);
    return std::find(parts.begin(), parts.end(), line) != parts.end();
}

} // namespace

Applier::Row& Applier::load(std::uint16_t entityId, const std::string& rowId)
{
    const Id id{entityId, rowId};
    if (const auto it = m_rows.find(id); it != m_rows.end())
        return it->second;
    Row row;
    for (const Facet facet : findEntity(entityId)->facets()) {
        auto stored = m_store.row({TableId::of(entityId, facet), rowId});
        if (!stored)
            continue;
        row.ownerBefore = stored->owner;
        row.before[facet] = std::move(stored->state);
    }
    row.now = row.before;
    row.owner = row.ownerBefore;
    return m_rows.emplace(id, std::move(row)).first->second;
}

Ownership Applier::ownershipOf(const Entity& entity, const Id& id, const Row& row)
{
    switch (entity.owner) {
    case Owner::City:
        return {};
    case Owner::Self:
        return {id.row, textOfField(row.now, entity, "region")};
    case Owner::Artisan: {
        const std::string artisan = textOfField(row.now, entity, "artisan");
        if (artisan.empty())
            return {};
        const Entity& master = qoloner::entity("artisan");
        const Row& parent = load(master.id, artisan);
        // What outlived its buried master stays where it was.
        const bool orphan = !parent.now.exists(master) && row.ownerBefore.artisan == artisan;
        return {artisan, orphan ? row.ownerBefore.region : parent.owner.region};
    }
    }
    return {};
}

/// What is wrong with an op whatever the rows hold.
Result<void> Applier::check(const Entity& entity, const Op& op, const Mutation& mutation)
{
    if (!isRowId(op.row))
        return failure("row_id_invalid", std::string(entity.name));
    if (op.kind == OpKind::Put || op.kind == OpKind::Patch) {
        if (op.kind == OpKind::Patch && op.fields.empty())
            return failure("nothing_changed", std::string(entity.name));
        if (auto ok = validateFields(entity, op.fields, op.kind == OpKind::Put, mutation.schema); !ok)
            return ok;
    } else if (!op.fields.empty()) {
        return failure("mutation_invalid", std::string(entity.name));
    }
    if (entity.name == "conflict" && (op.kind == OpKind::Put || op.kind == OpKind::Delete))
        return failure("permission_denied", std::string(entity.name));
    if (entity.name == "consent" && op.kind != OpKind::Put) {
        // A consent is a record of what was said: it can be withdrawn, not rewritten.
        const std::uint16_t withdrawn = entity.field("withdrawn_at")->id;
        const auto it = op.fields.find(withdrawn);
        if (op.kind != OpKind::Patch || op.fields.size() != 1 || it == op.fields.end() || isNull(it->second))
            return failure("consent_immutable", std::string(entity.name));
    }
    return {};
}

bool Applier::consents(const std::string& artisan)
{
    const Entity& consent = entity("consent");
    const TableId table = TableId::of(consent.id, Facet::Staff);
    for (const StoredRow& stored : m_store.rowsOf(table, artisan))
        load(consent.id, stored.key.id);
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const auto& entry) {
        const auto& [id, row] = entry;
        return id.entity == consent.id && row.owner.artisan == artisan && row.now.exists(consent) &&
               !row.now.deleted(consent) &&
               hasLine(textOfField(row.now, consent, "purposes"), "public_profile") &&
               isNull(valueOfField(row.now, consent, "withdrawn_at"));
    });
}

/// No consent, no publication.
Result<void> Applier::mayPublish(const Entity& entity, const Id& id, const Row& row)
{
    const std::string artisan = entity.owner == Owner::Self ? id.row : row.owner.artisan;
    if (artisan.empty())
        return {};
    const Row& master = load(qoloner::entity("artisan").id, artisan);
    if (isMinor(master.now))
        return failure("minor_never_public", std::string(entity.name));
    if (!consents(artisan))
        return failure("consent_missing", std::string(entity.name));
    if (entity.name == "media" && textOfField(row.now, entity, "kind") == "consent")
        return failure("proof_never_public", std::string(entity.name));
    return {};
}

std::optional<Verdict> Applier::step(const Mutation& mutation, const Op& op, const Principal& who,
                                     Stamp stamp, Terms terms)
{
    const Entity* entity = findEntity(op.entity);
    const auto invalid =
        entity ? check(*entity, op, mutation) : failure("entity_unknown", {}, {std::to_string(op.entity)});
    if (!invalid) {
        // What a newer app wrote may well be right, only not for us yet: it asks again when we know it.
        if (mutation.schema > currentSchema())
            return rejected({"server_too_old",
                             invalid.error().field,
                             {std::to_string(mutation.schema), std::to_string(currentSchema())}});
        return rejected(invalid.error());
    }

    const Id id{op.entity, op.row};
    Row& row = load(op.entity, op.row);
    const bool existed = row.now.exists(*entity);
    const Verb verb = verbOf(op.kind);
    const bool accepted = terms == Terms::Receipt || terms == Terms::BlindReceipt;
    const auto may = [&](Verb wanted, const Ownership& owner) {
        return accepted || permitted(who, *entity, wanted, owner);
    };
    if (!existed && m_store.grave(op.entity, op.row)) {
        if (!accepted && (who.role == Role::Visitor || who.role == Role::Auditor))
            return rejected({"permission_denied", std::string(entity->name)});
        if (op.kind == OpKind::Delete)
            return std::nullopt; // it is gone: they agree
        return rejected({"row_buried", std::string(entity->name), {op.row}});
    }
    if (existed && !may(op.kind == OpKind::Put ? Verb::Change : verb, row.owner))
        return rejected({"permission_denied", std::string(entity->name)});
    if (op.kind == OpKind::Approve)
        if (auto ok = mayPublish(*entity, id, row); !ok)
            return rejected(ok.error());

    const DotKnowledge known = [&](const Dot& dot) { return stateOf(dot, terms); };
    MergeResult merged = mergeOp(row.now, {*entity, op, stamp, known});
    if (merged.outcome == MergeOutcome::Held)
        return Verdict{Outcome::Held, {}, merged.missing, {}};
    if (merged.outcome == MergeOutcome::Rejected) {
        // A row one may not see is not there, whatever else is wrong with the request.
        if (!existed && who.role != Role::Admin && who.role != Role::Moderator &&
            merged.error.code != "row_missing")
            return rejected({"permission_denied", std::string(entity->name)});
        return rejected(merged.error);
    }

    row.now = std::move(merged.rows);
    row.owner = ownershipOf(*entity, id, row);
    // Refused with its parent, it may come again with it.
    if (op.kind == OpKind::Put && entity->owner == Owner::Artisan && entity->name != "conflict" &&
        !load(qoloner::entity("artisan").id, row.owner.artisan).now.exists(qoloner::entity("artisan")))
        return rejected({"parent_missing", "artisan", {row.owner.artisan}});
    if (!may(verb, row.owner))
        return rejected({"permission_denied", std::string(entity->name)});
    if (entity->owner == Owner::Artisan && entity->name != "conflict" &&
        (op.kind == OpKind::Put || op.fields.contains(entity->field("artisan")->id))) {
        const Entity& artisan = qoloner::entity("artisan");
        const RowFacets& parent = load(artisan.id, row.owner.artisan).now;
        if (!parent.exists(artisan) || parent.deleted(artisan))
            return rejected({"parent_missing", "artisan", {row.owner.artisan}});
    }
    m_merged = m_merged || merged.outcome == MergeOutcome::Merged;
    for (const Loser& loser : merged.losers)
        recordLoser(mutation, *entity, op, loser, stamp);
    follow(*entity, op, stamp);
    return std::nullopt;
}

DotState Applier::stateOf(const Dot& dot, Terms terms)
{
    const auto outcome = m_store.outcome(dot);
    if (outcome && *outcome != Outcome::Held)
        return *outcome == Outcome::Rejected ? DotState::Rejected : DotState::Accepted;
    if (terms == Terms::Blind || terms == Terms::BlindReceipt) {
        m_blind = true;
        return DotState::Accepted;
    }
    if (outcome)
        return DotState::Waiting;
    // The server's own numbers that a restore skipped: nobody has these mutations any more.
    return dot.device == m_self && m_self != 0 ? DotState::Accepted : DotState::Unknown;
}

/// What follows from an op by the city's rules.
void Applier::follow(const Entity& entity, const Op& op, const Stamp& stamp)
{
    Row& row = load(entity.id, op.row);
    if (entity.name == "artisan") {
        deriveArtisan(row.now, op, stamp);
        if (op.kind == OpKind::Withdraw || op.kind == OpKind::Delete)
            hideChildren(op.row, stamp);
        else if (isMinor(row.now))
            hideArtisan(op.row, stamp);
    } else if (entity.name == "consent" && op.kind == OpKind::Patch) {
        if (hasLine(textOfField(row.now, entity, "purposes"), "public_profile"))
            hideArtisan(row.owner.artisan, stamp);
    } else if (entity.name == "conflict") {
        settleReview(op.row);
    }
}

void Applier::hide(const Entity& entity, const std::string& rowId, const Stamp& stamp)
{
    Row& row = load(entity.id, rowId);
    const Op op{OpKind::Withdraw, entity.id, rowId, {}, {}};
    const DotKnowledge known = [](const Dot&) { return DotState::Accepted; };
    row.now = mergeOp(row.now, {entity, op, stamp, known}).rows;
}

void Applier::hideArtisan(const std::string& artisan, const Stamp& stamp)
{
    const Entity& entity = qoloner::entity("artisan");
    Row& row = load(entity.id, artisan);
    if (row.now[Facet::Published] && !row.now[Facet::Published]->deleted()) {
        hide(entity, artisan, stamp);
        markHidden(row.now);
    }
    hideChildren(artisan, stamp);
}

void Applier::hideChildren(const std::string& artisan, const Stamp& stamp)
{
    for (const Entity& entity : catalogue()) {
        if (entity.owner != Owner::Artisan || !entity.reviewed())
            continue;
        for (const StoredRow& stored : m_store.rowsOf(TableId::of(entity.id, Facet::Published), artisan))
            load(entity.id, stored.key.id);
        std::vector<std::string> ids;
        for (const auto& [id, row] : m_rows)
            if (id.entity == entity.id && row.owner.artisan == artisan)
                ids.push_back(id.row);
        for (const std::string& id : ids)
            hide(entity, id, stamp);
    }
}

/// Keeps a value that lost where moderators and the owner see it.
void Applier::recordLoser(const Mutation& mutation, const Entity& entity, const Op& op, const Loser& loser,
                          const Stamp& stamp)
{
    const Dot dot = loser.stamp.dot;
    const std::string id =
        uuidOf("qoloner-conflict-1 " + std::to_string(dot.device) + " " + std::to_string(dot.dseq) + " " +
               std::to_string(entity.id) + " " + op.row + " " + std::to_string(loser.field));
    const Entity& conflict = qoloner::entity("conflict");
    Row& row = load(conflict.id, id);
    if (row.now.exists(conflict))
        return;

    std::uint64_t writtenMs = mutation.hlc.ms();
    std::string author = mutation.actor;
    if (dot != Dot{mutation.device, mutation.dseq}) {
        const auto record = m_store.logged(dot.device, dot.dseq);
        const auto other = record ? decodeMutation(record->mutation.body) : std::nullopt;
        writtenMs = other ? other->hlc.ms() : loser.stamp.hlc.ms();
        author = other ? other->actor : std::string();
    }
    const auto person = m_store.actor(author);
    CborWriter value;
    writeValue(value, loser.value);

    RowState state;
    const auto set = [&](std::string_view name, Value content) {
        const std::uint16_t field = conflict.field(name)->id;
        state.fields[field] = std::move(content);
        state.stamps.set(field, stamp);
    };
    const Ownership& owner = load(entity.id, op.row).owner;
    if (!owner.artisan.empty())
        set("artisan", owner.artisan);
    set("entity", std::int64_t(entity.id));
    set("row", op.row);
    set("field", std::int64_t(loser.field));
    set("value", Bytes{value.take()});
    if (!author.empty())
        set("author", author);
    // Bounded: a clock far off must not make a row that nobody can hold.
    set("written_at", std::int64_t(std::min<std::uint64_t>(writtenMs, 253402300799999)));
    set("dot_device", std::int64_t(dot.device));
    set("dot_dseq", std::int64_t(dot.dseq));
    const bool blind = m_blind && loser.reason == Loser::Reason::Concurrent;
    set("reason", std::string(blind ? "base_missing" : reasonName(loser.reason)));
    if (blind)
        for (const Facet facet : entity.facets())
            if (auto& standing = load(entity.id, op.row).now[facet];
                standing && isEditFacet(entity, facet) && !standing->deleted())
                standing->flags |= RowNeedsReview;
    set("state", std::string("open"));
    if (person && !person->name.empty())
        set("author_name", person->name);
    row.now[Facet::Staff] = std::move(state);
    row.owner = owner;
}

/// A decided edit-against-delete conflict takes the mark off its row.
void Applier::settleReview(const std::string& conflictId)
{
    const Entity& conflict = entity("conflict");
    const Row& row = load(conflict.id, conflictId);
    if (textOfField(row.now, conflict, "state") == "open" ||
        textOfField(row.now, conflict, "reason") == "concurrent")
        return;
    const Value number = valueOfField(row.now, conflict, "entity");
    const auto* target = std::get_if<std::int64_t>(&number);
    const Entity* entity = target ? findEntity(std::uint16_t(*target)) : nullptr;
    if (!entity)
        return;
    for (auto& state : load(entity->id, textOfField(row.now, conflict, "row")).now.states)
        if (state)
            state->flags &= std::uint8_t(~RowNeedsReview);
}

/// Rows of masters whose region changed go where their master goes.
void Applier::moveChildren()
{
    const Entity& artisan = entity("artisan");
    std::map<std::string, Ownership> moved;
    for (const auto& [id, row] : m_rows)
        if (id.entity == artisan.id && row.before.exists(artisan) && row.owner != row.ownerBefore)
            moved.emplace(id.row, row.owner);
    for (const auto& [master, owner] : moved) {
        for (const StoredRow& stored : m_store.rowsOwnedBy(master))
            load(stored.key.table.entity(), stored.key.id);
        for (auto& [id, row] : m_rows)
            if (row.owner.artisan == master)
                row.owner = owner;
    }
}

void Applier::flush(std::uint64_t rev)
{
    for (auto& [id, row] : m_rows) {
        const bool moved = row.owner != row.ownerBefore;
        for (const Facet facet : findEntity(id.entity)->facets()) {
            auto& now = row.now[facet];
            const auto& before = row.before[facet];
            if (!now || (now == before && !moved))
                continue;
            const TableId table = TableId::of(id.entity, facet);
            const auto scopes = scopesOf(table, row.owner, m_city);
            const auto left = before ? scopesOf(table, row.ownerBefore, m_city) : std::vector<std::string>();
            const RowKey key{table, id.row};
            if (now != before || scopes != left) {
                now->rev = rev;
                for (const std::string& scope : scopes)
                    m_store.putFeed(scope, {key, rev, false});
                for (const std::string& scope : left)
                    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end())
                        m_store.putFeed(scope, {key, rev, true});
            }
            m_store.putRow({key, row.owner, *now});
        }
    }
}

Verdict Applier::apply(const Mutation& mutation, const Principal& who, Hlc proposed, std::uint64_t rev,
                       Terms terms)
{
    m_rows.clear();
    m_merged = m_blind = false;
    Stamp stamp{proposed, {mutation.device, mutation.dseq}};
    for (const Op& op : mutation.ops)
        if (const Entity* entity = findEntity(op.entity); entity && isRowId(op.row)) {
            const Hlc overwritten = overwrittenTime(load(op.entity, op.row).now, *entity, op);
            if (overwritten >= stamp.hlc)
                stamp.hlc = overwritten.next();
        }
    for (const Op& op : mutation.ops)
        if (auto verdict = step(mutation, op, who, stamp, terms)) {
            verdict->effective = verdict->outcome == Outcome::Held ? proposed : Hlc{};
            return *verdict;
        }
    moveChildren();
    flush(rev);
    return {m_merged || m_blind ? Outcome::Merged : Outcome::Applied, stamp.hlc, {}, {}, m_blind};
}

} // namespace qoloner
