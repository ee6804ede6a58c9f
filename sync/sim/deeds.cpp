// SPDX-License-Identifier: Apache-2.0
// From a step to what is done, and how an action is saved and written into the history.
#include "sync/sim/world.h"

#include <algorithm>

namespace qoloner::sim {

void World::perform(const Step& step)
{
    // A step that finds nothing to do on its phone looks for one where it does.
    for (std::size_t i = 0; i < m_phones.size(); ++i) {
        Phone& phone = *m_phones[(step.phone + i) % m_phones.size()];
        Rng rng(step.roll);
        bool done = false;
        if (step.kind >= StepKind::SyncNow)
            done = environment(step.kind, phone, rng);
        else if (phone.running() && !phone.code.empty() && phone.session->status().enrolled)
            onPhone(phone, [&] { done = perform(step.kind, phone, rng); });
        if (!done)
            continue;
        ++m_done;
        ++m_counters.steps[std::size_t(step.kind)];
        return;
    }
}

bool World::perform(StepKind kind, Phone& phone, Rng& rng)
{
    switch (kind) {
    case StepKind::PutMaster:
        return putMaster(phone, rng);
    case StepKind::PatchMaster:
        return patchMaster(phone, rng);
    case StepKind::ClearField:
        return clearField(phone, rng);
    case StepKind::OpenForm:
        return openForm(phone, rng);
    case StepKind::SaveForm:
        return saveForm(phone, rng);
    case StepKind::ChangeSet:
        return changeSet(phone, rng);
    case StepKind::MoveRegion:
        return moveRegion(phone, rng);
    case StepKind::DeleteRow:
        return deleteRow(phone, rng);
    case StepKind::UndeleteRow:
        return undeleteRow(phone, rng);
    case StepKind::PutWork:
        return putWork(phone, rng);
    case StepKind::PatchWork:
        return patchWork(phone, rng);
    case StepKind::PutConsent:
        return putConsent(phone, rng);
    case StepKind::WithdrawConsent:
        return withdrawConsent(phone, rng);
    case StepKind::Approve:
        return approve(phone, rng);
    case StepKind::Withdraw:
        return withdraw(phone, rng);
    case StepKind::RestoreConflict:
        return decideConflict(phone, rng, true);
    case StepKind::DismissConflict:
        return decideConflict(phone, rng, false);
    case StepKind::Mend:
        return mend(phone, rng);
    case StepKind::Discard:
        return discard(phone, rng);
    case StepKind::Twins:
        return twins(phone, rng);
    case StepKind::PatchPlace:
        return patchPlace(phone, rng);
    case StepKind::MassDelete:
        return massDelete(phone, rng);
    default:
        return false;
    }
}

std::vector<std::string> World::rows(Phone& phone, std::uint16_t entity, Facet facet)
{
    std::vector<std::string> ids;
    Statement query =
        phone.db->prepare("SELECT id FROM " + tableName(TableId::of(entity, facet)) + " ORDER BY id");
    while (query.step())
        ids.push_back(query.string(0));
    return ids;
}

/// A row on this phone's screen: most people look at the same few.
std::string World::hotRow(Phone& phone, Rng& rng, std::uint16_t entity, Facet facet)
{
    const std::vector<std::string> ids = rows(phone, entity, facet);
    if (ids.empty())
        return {};
    // The city's first rows have names that sort behind those of new ones.
    return rng.chance(50) ? ids[ids.size() - 1 - std::size_t(rng.below(std::min<std::size_t>(2, ids.size())))]
                          : ids[std::size_t(rng.below(ids.size()))];
}

RowDeed World::deedOn(Phone& phone, OpKind kind, std::uint16_t entityId, const std::string& row)
{
    RowDeed deed{kind, entityId, row, {}};
    const Entity& of = *findEntity(entityId);
    for (const Facet facet : of.facets()) {
        if (kind == OpKind::Approve ? facet != Facet::Draft : facet == Facet::Published && of.reviewed())
            continue;
        if (const auto state = phone.replica->row(TableId::of(entityId, facet), row))
            for (const auto& group : state->stamps.groups())
                for (const std::uint16_t field : group.fields) {
                    const auto value = state->fields.find(field);
                    deed.saw[field] =
                        seenAs(phone, group.stamp.dot, {entityId, row, field},
                               value == state->fields.end() ? std::optional<Value>() : value->second);
                }
    }
    return deed;
}

/// What the person sees and is about to do, before anything is saved.
Action World::describe(Phone& phone, StepKind why, const std::vector<Change>& changes)
{
    Action action;
    action.phone = phone.index;
    action.why = why;
    action.actor = who(phone).actor;
    for (const Change& change : changes) {
        if (change.kind != OpKind::Patch)
            action.deeds.push_back(deedOn(phone, change.kind, change.entity, change.row));
        const Entity& of = *findEntity(change.entity);
        for (const auto& [id, value] : change.fields) {
            const Field& field = *of.field(id);
            const auto state = change.kind == OpKind::Put
                                   ? std::nullopt
                                   : phone.replica->row(TableId::of(of.id, editFacet(of, field)), change.row);
            Value before;
            Seen saw;
            const Place place{of.id, change.row, id};
            if (state) {
                if (const auto at = state->fields.find(id); at != state->fields.end())
                    before = at->second;
                if (const auto stamp = state->stamps.of(id))
                    saw = seenAs(phone, stamp->dot, place, before);
            }
            if (field.type == FieldType::Set) {
                const auto* from = std::get_if<std::string>(&before);
                const auto* to = std::get_if<std::string>(&value);
                const auto old = setElements(from ? *from : "");
                const auto now = setElements(to ? *to : "");
                SetEdit edit{place, {}, {}};
                std::set_difference(now.begin(), now.end(), old.begin(), old.end(),
                                    std::back_inserter(edit.added));
                std::set_difference(old.begin(), old.end(), now.begin(), now.end(),
                                    std::back_inserter(edit.removed));
                if (!edit.added.empty() || !edit.removed.empty())
                    action.sets.push_back(std::move(edit));
                continue;
            }
            if (value == before)
                continue;
            if (change.seen.contains(id) && phone.form) {
                // Its own value, given up since: nobody sees it any more.
                const Seen& form = phone.form->saw;
                const bool gone = std::any_of(phone.givenUp.begin(), phone.givenUp.end(), [&](Dseq dseq) {
                    return form.action == phone.written[dseq - 1];
                });
                if (!gone)
                    saw = form;
            }
            action.writes.push_back({place, value, saw});
        }
    }
    return action;
}

bool World::save(Phone& phone, StepKind why, std::vector<Change> changes, Dseq mends)
{
    Action action = describe(phone, why, changes);
    action.mends = mends;
    Result<Dseq> done = failure("interrupted");
    const bool sure = onPhone(phone, [&] { done = phone.replica->commit(changes, mends); });
    if (!sure) {
        phone.inDoubt = std::move(action);
        count("saves interrupted");
        return false;
    }
    phone.inDoubt.reset();
    if (!done) {
        count("refused at once: " + done.error().code);
        return false;
    }
    confirm(phone, std::move(action), *done, mends != 0);
    return onPhone(phone, [&] { take(phone, phone.session->localWrite()); });
}

/// The device says it is saved: so it is, in one piece, in its order, and to be seen.
void World::confirm(Phone& phone, Action action, Dseq dseq, bool lifted, bool again)
{
    const std::string where = "phone " + std::to_string(phone.index) + " action " + std::to_string(dseq);
    if (dseq != phone.lastDseq() + 1)
        throw Violation(1, where + " does not follow " + std::to_string(phone.lastDseq()));
    phone.device = phone.replica->device();
    const auto mutation = phone.replica->mutation(dseq);
    if (!mutation)
        throw Violation(5, where + " was saved and is not in the journal");
    Statement query = phone.db->prepare("SELECT hash FROM journal WHERE dseq = ?");
    query.bind(1, dseq);
    query.step();
    const Name name{{mutation->device, dseq}, std::string(query.blob(0))};
    action.hlc = mutation->hlc;
    if (mutation->hlc <= phone.lastHlc)
        throw Violation(8, where + " is stamped no later than the one before");
    if (mutation->prevHash != (phone.hashes.empty() ? std::string(32, '\0') : phone.hashes.back()))
        throw Violation(1, where + " is not chained to the one before");

    std::size_t fields = 0;
    for (const Op& op : mutation->ops)
        fields += op.fields.size();
    if (fields != action.writes.size() + action.sets.size())
        throw Violation(5, where + " carries " + std::to_string(fields) + " fields of " +
                               std::to_string(action.writes.size() + action.sets.size()));
    for (Write& write : action.writes) {
        const Entity& of = *findEntity(write.place.entity);
        const auto state = phone.replica->row(TableId::of(of.id, editFacet(of, *of.field(write.place.field))),
                                              write.place.row);
        Value seen;
        if (state)
            if (const auto at = state->fields.find(write.place.field); at != state->fields.end())
                seen = at->second;
        // A loser may be restored into a record that was deleted meanwhile: it returns with the server's
        // word. What is issued anew may lie under what was written since.
        if ((!state && action.why == StepKind::RestoreConflict) || again)
            ;
        else if (!state || seen != write.value)
            throw Violation(5, where + ": its author does not see what they wrote in " + write.place.row);
        // Mending first takes the refused value away, so the screen before says nothing.
        if (lifted)
            for (const Op& op : mutation->ops)
                if (op.entity == write.place.entity && op.row == write.place.row) {
                    const auto base = op.base.find(write.place.field);
                    write.saw = base == op.base.end()
                                    ? Seen()
                                    : seenAs(phone, base->second, write.place, std::nullopt);
                }
    }
    if (action.mends != 0)
        phone.givenUp.insert(action.mends);
    phone.lastHlc = mutation->hlc;
    say([&] {
        std::string line = where + " " + std::string(stepName(action.why));
        for (const RowDeed& deed : action.deeds)
            line += " op" + std::to_string(int(deed.kind)) + ":" + deed.row;
        for (const Write& write : action.writes) {
            const auto* text = std::get_if<std::string>(&write.value);
            line += " " + write.place.row + "." + std::to_string(write.place.field) + "=" +
                    (text ? *text : "-") + "<" + std::to_string(write.saw.dot.device % 1000) + "/" +
                    std::to_string(write.saw.dot.dseq);
        }
        return line;
    });
    phone.written.push_back(m_history.add(std::move(action)));
    phone.hashes.push_back(name.hash);
    m_history.name(phone.written.back(), name);
    count("actions saved");
}

/// Which action stood on the screen under `dot`: each text is written once, so it tells. With
/// `value` not known: a device's own name means its own, an earlier one of it the others'.
Seen World::seenAs(const Phone& phone, const Dot& dot, const Place& place, const std::optional<Value>& value)
{
    const std::vector<std::size_t>& all = m_history.named(dot);
    if (all.empty())
        return {dot, std::nullopt};
    const auto find = [&](const auto& is) -> std::optional<std::size_t> {
        for (const std::size_t each : all)
            if (is(each))
                return each;
        return std::nullopt;
    };
    const auto wrote = [&](std::size_t each) {
        const auto& writes = m_history[each].writes;
        return std::any_of(writes.begin(), writes.end(), [&](const Write& write) {
            return write.place == place && (!value || write.value == *value);
        });
    };
    const auto own = [&](std::size_t each) {
        return dot.dseq <= phone.written.size() && phone.written[dot.dseq - 1] == each;
    };
    const bool ours = dot.device == phone.replica->device();
    auto found = find([&](std::size_t each) { return wrote(each) && own(each) == ours; });
    if (!found)
        found = find(wrote);
    if (!found)
        found = find([&](std::size_t each) { return own(each) == ours; });
    return {dot, found ? found : std::optional(all.front())};
}

/// It took another name. Only a phone of which there is a copy may; what it had not been able to
/// send under the old one is signed anew, word for word and in its order, and says what it was.
void World::followFork(Phone& phone)
{
    const DeviceId name = phone.replica->device();
    if (name == phone.device || name == 0 || phone.written.empty())
        return;
    const std::string where = "phone " + std::to_string(phone.index);
    if (!phone.copied)
        throw Violation(1, where + " took another name, and there is no copy of it");
    Statement query = phone.db->prepare("SELECT dseq, hash, body FROM journal ORDER BY dseq");
    std::string last(32, '\0');
    while (query.step()) {
        const auto dseq = Dseq(query.integer(0));
        if (dseq > phone.lastDseq())
            break;
        const std::string hash(query.blob(1));
        std::string& known = phone.hashes[dseq - 1];
        if (hash != known) {
            const std::size_t which = phone.written[dseq - 1];
            const Action& action = m_history[which];
            const auto mutation = decodeMutation(query.blob(2));
            const std::string what = where + " action " + std::to_string(dseq) + " under another name ";
            if (!mutation || mutation->device != name || mutation->dseq != dseq || mutation->prevHash != last)
                throw Violation(1, what + "is not in its chain");
            const Name& first = action.names.front();
            if (!mutation->origin || mutation->origin->device != first.dot.device ||
                mutation->origin->dseq != first.dot.dseq || mutation->origin->hash != first.hash)
                throw Violation(1, what + "does not say what it was");
            if (mutation->hlc != action.hlc || mutation->actor != action.actor)
                throw Violation(1, what + "is somebody else's");
            for (const Write& write : action.writes)
                if (std::none_of(mutation->ops.begin(), mutation->ops.end(), [&](const Op& op) {
                        const auto at = op.fields.find(write.place.field);
                        return op.entity == write.place.entity && op.row == write.place.row &&
                               at != op.fields.end() && at->second == write.value;
                    }))
                    throw Violation(1, what + "says something else");
            known = hash;
            m_history.name(which, {{name, dseq}, hash});
        }
        last = hash;
    }
    phone.device = name;
    count("forks");
    say([&] { return where + " is " + std::to_string(name % 1000) + " now"; });
}

/// The app is open again: what was saved is there, what was half saved is there wholly or not at all.
void World::settleDoubt(Phone& phone)
{
    const auto last = Dseq(phone.db->integer("SELECT coalesce(max(dseq), 0) FROM journal"));
    const std::string where = "phone " + std::to_string(phone.index);
    if (last < phone.lastDseq())
        throw Violation(1, where + " lost its actions after " + std::to_string(last) + " of " +
                               std::to_string(phone.lastDseq()));
    followFork(phone);
    auto doubt = std::exchange(phone.inDoubt, std::nullopt);
    settleGivingUp(phone);
    if (last == phone.lastDseq())
        return;
    if (doubt) {
        const auto next = phone.replica->mutation(phone.lastDseq() + 1);
        if (next && next->mends == doubt->mends) {
            count("interrupted saves found");
            confirm(phone, std::move(*doubt), phone.lastDseq() + 1, true);
        }
    }
    followReissues(phone);
}

void World::settleGivingUp(Phone& phone)
{
    const auto dseq = std::exchange(phone.givingUp, 0);
    Statement closed = phone.db->prepare("SELECT 1 FROM journal WHERE dseq = ? AND state = 5");
    closed.bind(1, dseq);
    if (dseq != 0 && closed.step())
        phone.givenUp.insert(dseq);
}

/// What a device says again by itself: only what was refused for the sake of something else,
/// and that word for word.
void World::followReissues(Phone& phone)
{
    static const std::set<std::string> reasons = {"base_rejected", "row_missing", "parent_missing",
                                                  "server_too_old"};
    const auto last = Dseq(phone.db->integer("SELECT coalesce(max(dseq), 0) FROM journal"));
    while (phone.lastDseq() < last) {
        const Dseq dseq = phone.lastDseq() + 1;
        const std::string where = "phone " + std::to_string(phone.index) + " action " + std::to_string(dseq);
        const auto mutation = phone.replica->mutation(dseq);
        const Action* refused = mutation && mutation->mends != 0 && mutation->mends < dseq
                                    ? &m_history[phone.written[mutation->mends - 1]]
                                    : nullptr;
        if (!refused)
            throw Violation(1, where + " is an action nobody did");
        Statement query = phone.db->prepare("SELECT error_code FROM journal WHERE dseq = ?");
        query.bind(1, mutation->mends);
        if (!query.step() || !reasons.contains(query.string(0)))
            throw Violation(1, where + " says again what was refused for good: " + query.string(0));
        Action again = *refused;
        again.names.clear();
        again.phone = phone.index;
        again.mends = mutation->mends;
        for (RowDeed& deed : again.deeds)
            for (const Op& op : mutation->ops)
                if (op.entity == deed.entity && op.row == deed.row && op.kind == deed.kind)
                    for (const auto& [field, dot] : op.base)
                        deed.saw[field] = seenAs(phone, dot, {op.entity, op.row, field}, std::nullopt);
        for (const Write& write : again.writes) {
            const bool same = std::any_of(mutation->ops.begin(), mutation->ops.end(), [&](const Op& op) {
                const auto at = op.fields.find(write.place.field);
                return op.entity == write.place.entity && op.row == write.place.row &&
                       at != op.fields.end() && at->second == write.value;
            });
            if (!same)
                throw Violation(1, where + " says something else than " + std::to_string(mutation->mends));
        }
        confirm(phone, std::move(again), dseq, true, true);
        count("issued anew");
    }
}

} // namespace qoloner::sim
