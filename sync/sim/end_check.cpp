// SPDX-License-Identifier: Apache-2.0
// Accounting, order, convergence and repetition, after quiet.
#include "sync/sim/end_check.h"

#include "core/domain/ids.h"
#include "sync/protocol/messages.h"
#include "sync/sim/hostile.h"
#include "sync/sim/versions.h"

#include <algorithm>

namespace qoloner::sim {

namespace {

std::string nameOf(std::size_t phone, Dseq dseq, const Action& action)
{
    return "phone " + std::to_string(phone) + " action " + std::to_string(dseq) + " (" +
           std::string(stepName(action.why)) + ")";
}

} // namespace

void World::checkEnd()
{
    const CatalogueScope declarations(declarationsOf(0)); // who knows all that anybody can have written
    EndCheck(*this).run();
}

EndCheck::EndCheck(World& world) : m_world(world)
{
    load();
}

void EndCheck::run()
{
    accounting();
    refusals();
    revisions();
    convergence();
    collect();
    effectiveTimes();
    fields();
    sets();
    deletions();
    publication();
    resending();
}

void EndCheck::load()
{
    Database& db = m_world.m_city.inspect();
    {
        Statement query =
            db.prepare("SELECT device, dseq, outcome, rev, effective, error_code, hash FROM mutation");
        while (query.step()) {
            const auto outcome = Outcome(query.integer(2));
            Promise promise;
            promise.state = outcome == Outcome::Applied || outcome == Outcome::Merged ? JournalState::Accepted
                            : outcome == Outcome::Held                                ? JournalState::Held
                                                       : JournalState::Rejected;
            promise.rev = std::uint64_t(query.integer(3));
            promise.effective = Hlc{std::uint64_t(query.integer(4))};
            promise.code = query.string(5);
            promise.hash = query.blob(6);
            promise.twin = outcome == Outcome::Duplicate;
            m_log[{DeviceId(query.integer(0)), Dseq(query.integer(1))}] = std::move(promise);
        }
    }
    {
        Statement query = db.prepare("SELECT hash FROM quarantine");
        while (query.step())
            m_quarantined.emplace(query.blob(0));
    }
    {
        Statement query = db.prepare("SELECT entity, id FROM grave");
        while (query.step())
            m_buried.emplace(std::uint16_t(query.integer(0)), query.string(1));
    }
    Statement query = db.prepare("SELECT tbl, id, owner, region, state FROM synced_row");
    while (query.step()) {
        auto state = decodeRowState(query.blob(4));
        if (!state)
            throw Violation(3, "the server cannot read its own row " + query.string(1));
        m_rows[{TableId{std::uint32_t(query.integer(0))}, query.string(1)}] = {
            query.string(2), query.string(3), std::move(*state)};
    }
    for (auto& phone : m_world.m_phones) {
        Statement journal =
            phone->db->prepare("SELECT dseq, state, rev, effective, error_code, hash, epoch FROM journal");
        while (journal.step()) {
            Promise promise;
            promise.state = JournalState(journal.integer(1));
            promise.rev = std::uint64_t(journal.integer(2));
            promise.effective = Hlc{std::uint64_t(journal.integer(3))};
            promise.code = journal.string(4);
            promise.hash = journal.blob(5);
            promise.epoch = journal.string(6);
            m_promises[{phone->index, Dseq(journal.integer(0))}] = std::move(promise);
        }
    }
    nameActions();
}

/// The name of each action is from now on the one under which the server merged it; of what it
/// did not merge, one that nothing else has.
void EndCheck::nameActions()
{
    auto& actions = m_world.m_history.actions();
    for (std::size_t i = 0; i < actions.size(); ++i) {
        Action& action = actions[i];
        action.dot = {0, i + 1};
        for (const Name& name : action.names) {
            const auto at = m_log.find(name.dot);
            if (at == m_log.end() || at->second.hash != name.hash ||
                at->second.state != JournalState::Accepted)
                continue;
            if (action.dot.device != 0)
                throw Violation(2, "an action was merged under two names");
            action.dot = name.dot;
            m_merged[name.dot] = i;
        }
    }
}

const Action* EndCheck::merged(const Dot& dot) const
{
    const auto at = m_merged.find(dot);
    return at == m_merged.end() ? nullptr : &m_world.m_history[at->second];
}

Dot EndCheck::nameOfSeen(const Seen& seen) const
{
    return seen.action ? m_world.m_history[*seen.action].dot : seen.dot;
}

/// Invariant 1: each action is still there as it was signed, and settled, refused in sight
/// or given up by its own author; and the server says the same of it.
void EndCheck::accounting()
{
    for (const auto& phone : m_world.m_phones)
        for (Dseq dseq = 1; dseq <= phone->lastDseq(); ++dseq)
            account(*phone, dseq);
    const DeviceId server = deviceIdOf(m_world.m_city.publicKey());
    for (const auto& [dot, promise] : m_log)
        if (promise.state == JournalState::Accepted && dot.device != server && !merged(dot))
            throw Violation(1, "the server applied an action nobody did");
}

void EndCheck::account(const Phone& phone, Dseq dseq)
{
    const Action& action = m_world.m_history[phone.written[dseq - 1]];
    const std::string what = nameOf(phone.index, dseq, action);
    const auto mine = m_promises.find({phone.index, dseq});
    if (mine == m_promises.end())
        throw Violation(1, what + " is gone");
    const Promise& promise = mine->second;
    if (promise.hash != phone.hashes[dseq - 1])
        throw Violation(1, what + " is not what was signed");
    const auto name = std::find_if(action.names.begin(), action.names.end(),
                                   [&](const Name& each) { return each.hash == promise.hash; });
    const auto theirs = m_log.find(name->dot);
    const bool logged = theirs != m_log.end() && theirs->second.hash == promise.hash;
    switch (promise.state) {
    case JournalState::Settled:
    case JournalState::Accepted: {
        const bool taken = logged && (theirs->second.twin || theirs->second.state == JournalState::Accepted);
        if (!taken || action.dot.device == 0)
            throw Violation(1, what + " was accepted, and the server knows nothing of it");
        // Of an earlier epoch it knows no better: another phone of its name had brought it back.
        if (promise.epoch == m_world.m_city.epoch() &&
            (theirs->second.effective != promise.effective || theirs->second.rev != promise.rev ||
             m_log.at(action.dot).rev != promise.rev))
            throw Violation(1, what + " was accepted as " + std::to_string(promise.rev) + " at " +
                                   std::to_string(promise.effective.packed) + ", the server has it as " +
                                   std::to_string(theirs->second.rev) + " at " +
                                   std::to_string(theirs->second.effective.packed));
        if (promise.state == JournalState::Accepted)
            throw Violation(12, what + " was accepted and never seen back");
        m_accepted[action.dot] = m_log.at(action.dot).rev;
        break;
    }
    case JournalState::Closed:
        if (!phone.givenUp.contains(dseq))
            throw Violation(1, what + " was given up by nobody");
        [[fallthrough]];
    case JournalState::Rejected:
        // A copy of it that came late to a server put back meanwhile was news there.
        if (promise.state == JournalState::Closed && action.dot.device != 0 && m_world.m_disordered) {
            m_accepted[action.dot] = m_log.at(action.dot).rev;
            break;
        }
        if (promise.code.empty())
            throw Violation(1, what + " was refused without a word");
        if (action.dot.device != 0)
            throw Violation(1, what + " was refused and applied");
        if (!logged && !m_quarantined.contains(promise.hash))
            throw Violation(1,
                            what + " was refused (" + promise.code + ") and the server kept nothing of it");
        break;
    case JournalState::Pending:
    case JournalState::Held:
        throw Violation(12, what + " still waits");
    }
    m_world.count("end: " + std::string(promise.state == JournalState::Settled    ? "settled"
                                        : promise.state == JournalState::Rejected ? "refused"
                                                                                  : "given up"));
}

/// A refusal needs a reason that can be true.
void EndCheck::refusals()
{
    static const std::set<std::string> possible = {
        "base_rejected",     "row_missing",        "parent_missing",  "superseded",
        "permission_denied", "row_buried",         "consent_missing", "device_revoked",
        "field_too_long",    "nothing_to_approve", "server_too_old"};
    for (const auto& [key, promise] : m_promises) {
        const bool refused = promise.state == JournalState::Rejected ||
                             (promise.state == JournalState::Closed && !promise.code.empty());
        if (!refused)
            continue;
        m_world.count("refused: " + promise.code);
        const Phone& phone = *m_world.m_phones[key.first];
        const Person& person = m_world.who(phone);
        const bool trusted =
            (person.role == Role::Moderator || person.role == Role::Admin) && !person.changed;
        if (!possible.contains(promise.code) || (promise.code == "device_revoked" && !phone.revoked) ||
            (promise.code == "permission_denied" && trusted && !phone.revoked))
            throw Violation(
                1, nameOf(key.first, key.second, m_world.m_history[phone.written.at(key.second - 1)]) +
                       " was refused for no reason: " + promise.code);
    }
}

/// Invariant 4: each accepted action has a revision of its own, and none is missing.
void EndCheck::revisions()
{
    std::vector<std::uint64_t> revs;
    for (const auto& [dot, promise] : m_log)
        if (promise.state == JournalState::Accepted)
            revs.push_back(promise.rev);
    std::sort(revs.begin(), revs.end());
    for (std::size_t i = 0; i < revs.size(); ++i)
        if (revs[i] != i + 1)
            throw Violation(4, "revision " + std::to_string(i + 1) + " is missing or given twice");
    Statement head = m_world.m_city.inspect().prepare("SELECT value FROM meta WHERE key = 'rev'");
    if (!head.step() || std::stoull(std::string(head.blob(0))) != revs.size())
        throw Violation(4, "the head is not the last revision");
}

/// Invariants 3 and 6: below what a device itself still has to say lies exactly what the
/// server holds for it, no row less and no row more.
void EndCheck::convergence()
{
    for (auto& phone : m_world.m_phones) {
        std::map<std::pair<TableId, std::string>, RowState> held;
        std::optional<CatalogueScope> itsOwn(declarationsOf(phone->version));
        for (const TableId table : allTables()) {
            Statement ids = phone->db->prepare("SELECT id FROM " + tableName(table));
            std::vector<std::string> all;
            while (ids.step())
                all.push_back(ids.string(0));
            for (const std::string& id : all)
                held[{table, id}] = *phone->replica->row(table, id);
        }
        Statement bare =
            phone->db->prepare("SELECT id FROM base_row b WHERE NOT EXISTS (SELECT 1 FROM overlay o "
                               "JOIN journal j USING (dseq) WHERE o.tbl = b.tbl AND o.id = b.id)");
        if (bare.step())
            throw Violation(5, "phone " + std::to_string(phone->index) + " shows a change of " +
                                   bare.string(0) + " that is in no action");
        Statement below = phone->db->prepare("SELECT tbl, id, state FROM base_row");
        while (below.step()) {
            const std::pair key(TableId{std::uint32_t(below.integer(0))}, below.string(1));
            held.erase(key);
            if (below.isNull(2))
                continue;
            auto state = decodeRowState(below.blob(2));
            if (!state)
                throw Violation(3, "a base row cannot be read");
            if ((state->flags & (RowLeft | RowDeleted)) ==
                0) // else it is out of sight, under an edit of its own
                held[key] = std::move(*state);
        }
        itsOwn.reset();
        compare(*phone, held);
    }
}

void EndCheck::compare(const Phone& phone, const std::map<std::pair<TableId, std::string>, RowState>& held)
{
    const Person& person = m_world.who(phone);
    const std::string where = "phone " + std::to_string(phone.index) + " (" +
                              std::string(roleName(person.role)) + (phone.revoked ? ", revoked" : "") + ") ";
    for (const auto& [key, state] : held) {
        const auto& [table, id] = key;
        const auto there = m_rows.find(key);
        if (there == m_rows.end() || there->second.state.deleted())
            throw Violation(3, where + "still has " + tableName(table) + " " + id);
        if (!mayHold(person, phone.revoked, table, there->second.artisan, there->second.region))
            throw Violation(6, where + "holds " + tableName(table) + " " + id + " of " +
                                   there->second.artisan + " in " + there->second.region);
        if (!(state == there->second.state))
            throw Violation(3, where + "differs in " + tableName(table) + " " + id + ": rev " +
                                   std::to_string(state.rev) + ", the server has " +
                                   std::to_string(there->second.state.rev));
    }
    for (const auto& [key, row] : m_rows)
        if (!row.state.deleted() && mayHold(person, phone.revoked, key.first, row.artisan, row.region) &&
            !held.contains(key))
            throw Violation(3, where + "lacks " + tableName(key.first) + " " + key.second);
}

std::string EndCheck::digest()
{
    std::string all;
    Database& db = m_world.m_city.inspect();
    Statement rows = db.prepare("SELECT tbl, id, rev, owner, region, state FROM synced_row ORDER BY tbl, id");
    while (rows.step())
        for (int column = 0; column < 6; ++column)
            all.append(rows.blob(column)).push_back('|');
    Statement feed = db.prepare("SELECT scope, rev, tbl, id, leave FROM feed ORDER BY scope, rev, tbl, id");
    while (feed.step())
        for (int column = 0; column < 5; ++column)
            all.append(feed.text(column)).push_back('|');
    Statement log = db.prepare("SELECT device, dseq, outcome, rev FROM mutation ORDER BY device, dseq");
    while (log.step())
        for (int column = 0; column < 4; ++column)
            all.append(log.text(column)).push_back('|');
    return all;
}

/// Invariant 2: what was sent before is sent once more, and nothing changes.
void EndCheck::resending()
{
    City& city = m_world.m_city;
    const std::string before = digest();
    for (auto& phone : m_world.m_phones) {
        const std::string keyName = phone->replica->meta("sync.key");
        const auto seed = phone->keys.secrets.find(keyName.empty() ? std::string(deviceKeyName) : keyName);
        if (seed == phone->keys.secrets.end() || phone->lastPushes.empty())
            continue;
        const SigningKey key = SigningKey::fromSeed(seed->second);
        HttpRequest request;
        request.method = "POST";
        request.address = "10.0.0." + std::to_string(phone->index);
        request.path = "/v1/challenge";
        request.body = protocol::encode(protocol::Challenge{key.device()});
        const auto nonce = protocol::decode<protocol::Nonce>(city.handle(request).body);
        if (!nonce)
            throw Violation(12, "no nonce in quiet");
        request.path = "/v1/token";
        request.body = protocol::encode(
            protocol::TokenRequest{key.device(), nonce->nonce, key.sign("qoloner-token-1" + nonce->nonce)});
        const auto token = protocol::decode<protocol::Token>(city.handle(request).body);
        if (!token)
            throw Violation(12, "no token in quiet");
        request.path = "/v1/push";
        request.token = token->token;
        for (const auto& [body, packed] : phone->lastPushes) {
            request.body = body;
            request.bodyPacked = packed;
            const HttpResponse response = city.handle(request);
            const auto answer = protocol::decode<protocol::PushAnswer>(response.body);
            if (!answer)
                throw Violation(2, "a push sent again was answered with " + std::to_string(response.status));
            for (const Answer& each : answer->answers)
                if (each.outcome == Outcome::Applied || each.outcome == Outcome::Merged)
                    throw Violation(2, "an action sent again was applied again");
            m_world.count("pushes sent again");
        }
    }
    if (digest() != before)
        throw Violation(2, "sending again what had been sent changed the city");
    for (const auto& [key, row] : m_rows)
        for (const auto& [field, value] : row.state.fields)
            if (const auto* text = std::get_if<std::string>(&value);
                text && text->find(Hostile::mark) != std::string::npos)
                throw Violation(6, "what the hostile device wrote stands in " + key.second);
}

} // namespace qoloner::sim
