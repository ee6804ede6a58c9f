// SPDX-License-Identifier: Apache-2.0
// Who overwrote whom, who lost and where it is kept, what was deleted and what is public.
#include "sync/sim/end_check.h"

#include <algorithm>

namespace qoloner::sim {

namespace {

constexpr std::uint16_t wholeRow = 0;

std::string nameOf(const Place& place)
{
    const Entity* of = findEntity(place.entity);
    const Field* field = of ? of->field(place.field) : nullptr;
    return std::string(of ? of->name : "?") + " " + place.row + "." +
           (field ? std::string(field->name) : std::to_string(place.field));
}

std::string nameOf(const Dot& dot)
{
    return std::to_string(dot.device % 10'000) + "/" + std::to_string(dot.dseq);
}

std::string textOf(const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : std::string();
}

} // namespace

void EndCheck::collect()
{
    for (const Action& action : m_world.m_history.actions()) {
        for (const Write& write : action.writes)
            m_saw[write.place][action.dot] = nameOfSeen(write.saw);
        const auto at = m_accepted.find(action.dot);
        if (at == m_accepted.end())
            continue;
        for (const Write& write : action.writes)
            m_facts[write.place].push_back(
                {&action, &write, nameOfSeen(write.saw), at->second, m_log.at(action.dot).effective});
    }
    for (auto& [place, facts] : m_facts)
        std::sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) { return a.rev < b.rev; });

    const Entity& of = entity("conflict");
    const auto read = [&](const RowState& state, std::string_view name) {
        const auto it = state.fields.find(of.field(name)->id);
        return it == state.fields.end() ? Value() : it->second;
    };
    const auto number = [&](const RowState& state, std::string_view name) {
        const Value value = read(state, name);
        const auto* found = std::get_if<std::int64_t>(&value);
        return found ? *found : 0;
    };
    for (const auto& [key, row] : m_rows) {
        if (key.first != TableId::of(of.id, Facet::Staff))
            continue;
        Conflict conflict;
        const Place place{std::uint16_t(number(row.state, "entity")), textOf(read(row.state, "row")),
                          std::uint16_t(number(row.state, "field"))};
        conflict.dot = {DeviceId(number(row.state, "dot_device")), Dseq(number(row.state, "dot_dseq"))};
        conflict.reason = textOf(read(row.state, "reason"));
        conflict.author = textOf(read(row.state, "author"));
        if (const Value bytes = read(row.state, "value"); const auto* raw = std::get_if<Bytes>(&bytes)) {
            CborReader reader(raw->data);
            conflict.value = readValue(reader);
        }
        Conflict& kept = m_conflicts.try_emplace({place, conflict.dot}, conflict).first->second;
        if (++kept.count > 1)
            throw Violation(7, "a loser is recorded twice: " + nameOf(place));
        m_world.count("conflicts: " + conflict.reason);
    }
}

bool EndCheck::past(const Place& place, const Dot& of, const Dot& wanted) const
{
    const auto chain = m_saw.find(place);
    if (chain == m_saw.end())
        return false;
    Dot at = of;
    for (;;) {
        const auto next = chain->second.find(at);
        if (next == chain->second.end() || next->second == Dot{})
            return false;
        at = next->second;
        if (at == wanted)
            return true;
    }
}

const RowState* EndCheck::editState(const Place& place) const
{
    const Entity* of = findEntity(place.entity);
    const Field* field = of ? of->field(place.field) : nullptr;
    if (!field)
        return nullptr;
    const auto it = m_rows.find({TableId::of(of->id, editFacet(*of, *field)), place.row});
    return it == m_rows.end() ? nullptr : &it->second.state;
}

const EndCheck::Conflict* EndCheck::conflict(const Place& place, const Dot& dot) const
{
    const auto it = m_conflicts.find({place, dot});
    return it == m_conflicts.end() ? nullptr : &it->second;
}

/// Invariant 7, seen from the values: each one the server took stands, or was overwritten by
/// somebody who had it before their eyes, or is kept as a conflict; and nothing else is.
void EndCheck::fields()
{
    for (const auto& [place, facts] : m_facts)
        if (!m_buried.contains({place.entity, place.row}))
            field(place, facts);
    for (const auto& [key, conflict] : m_conflicts) {
        if (key.first.field == wholeRow)
            continue;
        const Action* action = merged(key.second);
        if (!action && key.second.device == deviceIdOf(m_world.m_city.publicKey()))
            continue;
        if (!action || !accepted(*action))
            throw Violation(7, "a conflict keeps what nobody wrote: " + nameOf(key.first));
        if (conflict.author != action->actor)
            throw Violation(7, "a conflict names the wrong author: " + nameOf(key.first));
    }
}

void EndCheck::field(const Place& place, const std::vector<Fact>& facts)
{
    const RowState* state = editState(place);
    const auto stamp = state ? state->stamps.of(place.field) : std::nullopt;
    if (!stamp)
        throw Violation(7, nameOf(place) + " has no trace of what was written there");
    Value standing;
    if (const auto it = state->fields.find(place.field); it != state->fields.end())
        standing = it->second;
    const auto winner = std::find_if(facts.begin(), facts.end(),
                                     [&](const Fact& fact) { return fact.action->dot == stamp->dot; });
    if (winner != facts.end() && winner->write->value != standing)
        throw Violation(7, nameOf(place) + " shows " + textOf(standing) + " as if by " + nameOf(stamp->dot));
    // A quarrel that is recorded anew, by whoever came second this time, is open once more.
    if (m_world.m_disordered && place.entity == entity("conflict").id)
        return;
    if (winner == facts.end() && stamp->dot.device != deviceIdOf(m_world.m_city.publicKey()))
        throw Violation(7, nameOf(place) + " shows " + textOf(standing) + ", which nobody wrote");

    const Field& declared = *findEntity(place.entity)->field(place.field);
    for (const Fact& fact : facts) {
        const Dot dot = fact.action->dot;
        const Conflict* kept = conflict(place, dot);
        const bool stands = dot == stamp->dot;
        if (kept && kept->value != fact.write->value)
            throw Violation(7, "the loser kept of " + nameOf(place) + " is not what was written");
        if (kept && stands)
            throw Violation(7, nameOf(place) + ": what stands is also kept as a loser");
        if (!kept && !stands) {
            // The same value from two sides is no quarrel.
            const bool over = std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
                return other.action->dot != dot &&
                       (other.saw == dot || other.write->value == fact.write->value);
            });
            if (!over)
                throw Violation(7, nameOf(place) + " lost " + textOf(fact.write->value) + " of " +
                                       nameOf(dot) + " without a trace");
        }
        if (kept) {
            // Somebody wrote there without having seen it, nor it them; and that one was later.
            const bool rival = std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
                return other.action->dot != dot && !past(place, dot, other.action->dot) &&
                       !past(place, other.action->dot, dot) &&
                       (declared.merge == Merge::Manual ? other.rev < fact.rev
                                                        : other.effective >= fact.effective);
            });
            if (!rival && !m_world.m_disordered)
                throw Violation(7, nameOf(place) + " keeps " + textOf(fact.write->value) + " of " +
                                       nameOf(dot) + " as a loser against nobody");
            m_world.count("losers kept");
        }
        if (fact.saw == stamp->dot && !stands)
            throw Violation(7, nameOf(place) + ": " + nameOf(dot) +
                                   " knew what stands and could not overwrite it");
        if (past(place, stamp->dot, dot) && fact.effective >= stamp->hlc)
            throw Violation(7, nameOf(place) + ": what stands is stamped before what it overwrote");
    }
}

/// A set holds what was put in and not taken out; each element is put in once.
void EndCheck::sets()
{
    std::map<Place, std::pair<std::set<std::string>, std::set<std::string>>> edits;
    for (const Action& action : m_world.m_history.actions())
        if (accepted(action))
            for (const SetEdit& edit : action.sets) {
                auto& [added, removed] = edits[edit.place];
                added.insert(edit.added.begin(), edit.added.end());
                removed.insert(edit.removed.begin(), edit.removed.end());
            }
    for (const auto& [place, edit] : edits) {
        if (m_buried.contains({place.entity, place.row}))
            continue;
        std::set<std::string> expected;
        std::set_difference(edit.first.begin(), edit.first.end(), edit.second.begin(), edit.second.end(),
                            std::inserter(expected, expected.end()));
        const RowState* state = editState(place);
        std::vector<std::string> found;
        if (state)
            if (const auto it = state->fields.find(place.field); it != state->fields.end())
                found = setElements(textOf(it->second));
        if (!std::equal(expected.begin(), expected.end(), found.begin(), found.end()))
            throw Violation(7, nameOf(place) + " holds " + std::to_string(found.size()) + " elements of " +
                                   std::to_string(expected.size()));
    }
}

/// Invariants 7 and 10: a deletion never takes an edit its author had not seen, and what is
/// deleted comes back only by undelete or, marked, by such an edit.
void EndCheck::deletions()
{
    struct Event {
        std::uint64_t rev;
        const Action* action;
        const RowDeed* deed;
    };
    std::map<Row, std::vector<Event>> events;
    for (const Action& action : m_world.m_history.actions())
        if (const auto at = m_accepted.find(action.dot); at != m_accepted.end())
            for (const RowDeed& deed : action.deeds)
                if (deed.kind == OpKind::Delete || deed.kind == OpKind::Undelete)
                    events[{deed.entity, deed.row}].push_back({at->second, &action, &deed});
    for (auto& [row, list] : events) {
        std::sort(list.begin(), list.end(), [](const Event& a, const Event& b) { return a.rev < b.rev; });
        const Place whole{row.first, row.second, wholeRow};
        const auto refusedReview = [&](const Event& event) {
            const Conflict* kept = conflict(whole, event.action->dot);
            return kept && kept->reason == "deleted_while_edited";
        };
        // Edits that were there when the row was deleted, and that the deleter had not seen.
        for (const auto& [place, facts] : m_facts) {
            if (place.entity != row.first || place.row != row.second)
                continue;
            for (const Fact& fact : facts) {
                const auto first = std::find_if(list.begin(), list.end(), [&](const Event& event) {
                    return event.deed->kind == OpKind::Delete && event.rev > fact.rev;
                });
                if (first == list.end() || refusedReview(*first) ||
                    first->action->dot.device == fact.action->dot.device || conflict(place, fact.action->dot))
                    continue;
                const auto saw = first->deed->saw.find(place.field);
                if (saw != first->deed->saw.end()) {
                    const Dot seen = nameOfSeen(saw->second);
                    if (seen == fact.action->dot || past(place, seen, fact.action->dot))
                        continue;
                }
                const bool overwritten = std::any_of(facts.begin(), facts.end(), [&](const Fact& other) {
                    return other.rev < first->rev && other.action->dot != fact.action->dot &&
                           (other.saw == fact.action->dot || other.write->value == fact.write->value);
                });
                if (overwritten)
                    continue;
                throw Violation(7, nameOf(place) + ": " + textOf(fact.write->value) + " of " +
                                       nameOf(fact.action->dot) + " went with a deletion by " +
                                       nameOf(first->action->dot) + ", who had not seen it");
            }
        }
        // Is it there, and may it be?
        bool live = false;
        bool any = false;
        for (const auto& [key, stored] : m_rows)
            if (key.first.entity() == row.first && key.second == row.second &&
                !(findEntity(row.first)->reviewed() && key.first.facet() == Facet::Published)) {
                any = true;
                live = live || !stored.state.deleted();
            }
        const bool buried = m_buried.contains(row);
        if (any && buried)
            throw Violation(11, nameOf(whole) + " is buried and there");
        if (!any && !buried)
            continue;
        const auto undeleted = std::find_if(list.rbegin(), list.rend(), [](const Event& event) {
            return event.deed->kind == OpKind::Undelete;
        });
        const std::uint64_t since = undeleted == list.rend() ? 0 : undeleted->rev;
        bool deletedSince = false;
        bool cameBack = false;
        for (const Event& event : list)
            if (event.deed->kind == OpKind::Delete && event.rev > since) {
                deletedSince = deletedSince || !refusedReview(event);
                const Conflict* kept = conflict(whole, event.action->dot);
                cameBack = cameBack || (kept && kept->reason == "edit_of_deleted");
            }
        if (live && deletedSince && !cameBack)
            throw Violation(10, nameOf(whole) + " rose from the dead");
        if (!live && !deletedSince)
            throw Violation(10, nameOf(whole) + " is gone though nobody deleted it");
    }
}

/// The public sees what somebody approved, with consent, and nothing that was taken back since.
void EndCheck::publication()
{
    struct Event {
        std::uint64_t rev;
        const Action* action;
        const RowDeed* deed;
    };
    std::map<Row, std::vector<Event>> approvals, ends;
    std::map<std::string, std::vector<const Action*>> consents; // master -> consents given
    std::set<std::string> withdrawn;                            // consent rows
    std::map<const Action*, std::string> consentRow;
    const std::uint16_t withdrawnAt = fieldId("consent", "withdrawn_at");
    const std::uint16_t consentOf = fieldId("consent", "artisan");
    for (const Action& action : m_world.m_history.actions()) {
        const auto at = m_accepted.find(action.dot);
        if (at == m_accepted.end())
            continue;
        for (const RowDeed& deed : action.deeds) {
            if (deed.kind == OpKind::Approve)
                approvals[{deed.entity, deed.row}].push_back({at->second, &action, &deed});
            if (deed.kind == OpKind::Withdraw)
                ends[{deed.entity, deed.row}].push_back({at->second, &action, &deed});
        }
        for (const Write& write : action.writes) {
            if (write.place.entity == entity("consent").id && write.place.field == withdrawnAt)
                withdrawn.insert(write.place.row);
            if (write.place.entity == entity("consent").id && write.place.field == consentOf) {
                consents[textOf(write.value)].push_back(&action);
                consentRow[&action] = write.place.row;
            }
        }
    }
    for (const auto& [key, stored] : m_rows) {
        const Entity& of = *findEntity(key.first.entity());
        if (key.first.facet() != Facet::Published || !of.reviewed() || stored.state.deleted())
            continue;
        const Row row{of.id, key.second};
        const auto& approved = approvals[row];
        const std::string what = std::string(of.name) + " " + key.second;
        if (approved.empty())
            throw Violation(6, what + " is public and nobody approved it");
        std::uint64_t last = 0;
        for (const Event& event : approved)
            last = std::max(last, event.rev);
        for (const Event& event : ends[row])
            if (event.rev > last)
                throw Violation(10, what + " is public though it was withdrawn");
        for (const auto& group : stored.state.stamps.groups())
            for (const std::uint16_t field : group.fields) {
                const bool seen = std::any_of(approved.begin(), approved.end(), [&](const Event& event) {
                    const auto saw = event.deed->saw.find(field);
                    return (saw != event.deed->saw.end() && nameOfSeen(saw->second) == group.stamp.dot) ||
                           event.action->dot.device == group.stamp.dot.device;
                });
                if (!seen && field != wholeRow)
                    throw Violation(6,
                                    what + "." + std::to_string(field) + " is public and nobody approved it");
            }
        const std::string master = of.owner == Owner::Self ? key.second : stored.artisan;
        const auto& given = consents[master];
        const bool valid = std::any_of(given.begin(), given.end(), [&](const Action* action) {
            return !withdrawn.contains(consentRow[action]);
        });
        if (!valid)
            throw Violation(6, what + " is public without consent");
        m_world.count("public rows");
    }
}

/// No clock but the server's own ever puts an action into the future.
void EndCheck::effectiveTimes()
{
    for (const auto& [dot, rev] : m_accepted)
        if (m_log.at(dot).effective.ms() > m_world.m_city.latestMs + 1)
            throw Violation(7, "action " + nameOf(dot) + " counts as done in the future");
}

} // namespace qoloner::sim
