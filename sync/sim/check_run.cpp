// SPDX-License-Identifier: Apache-2.0
// What must hold at every moment of a run.
#include "sync/protocol/messages.h"
#include "sync/sim/world.h"

#include <algorithm>

namespace qoloner::sim {

/// Invariant 6, on the wire: each row of a page is one its receiver may hold now, by the
/// city's own book and the row's owner as the server's file has it.
void World::checkExchange(Phone& phone, const HttpRequest& request, const HttpResponse& response)
{
    if (request.path != "/v1/pull" || response.status != 200)
        return;
    bool packed = false;
    for (const auto& [name, value] : response.headers)
        packed = packed || (name == "Content-Encoding" && value == "zstd");
    auto body = protocol::unpack(response.body, packed, protocol::maxResponseBytes);
    const auto page = body ? protocol::decode<protocol::Page>(std::move(*body)) : failure("message_invalid");
    if (!page)
        throw Violation(2, "the server sent a page nobody can read");
    const bool visitor = request.token.empty();
    const Person& person = who(phone);
    Statement owner =
        m_city.inspect().prepare("SELECT owner, region FROM synced_row WHERE tbl = ? AND id = ?");
    for (const PulledRow& row : page->page.rows) {
        if (row.flags & RowLeft) {
            if (!row.stamps.empty() || row.fields.size() > 1)
                throw Violation(6, "a row that leaves takes its values along");
            continue;
        }
        if (row.table.facet() == Facet::Published)
            continue;
        owner.reset();
        owner.bind(1, std::int64_t(row.table.number)).bind(2, row.id);
        if (!owner.step())
            throw Violation(4, "a page has a row that is not there: " + row.id);
        if (visitor || !mayHold(person, phone.revoked, row.table, owner.string(0), owner.string(1)))
            throw Violation(6, "phone " + std::to_string(phone.index) + " (" +
                                   std::string(roleName(person.role)) + " " + person.actor + " of " +
                                   person.artisan + ") was sent " + tableName(row.table) + " " + row.id +
                                   " of " + owner.string(0) + " in " + owner.string(1));
    }
    if (page->page.complete > 0)
        count("complete pulls");
    count("pages");
}

/// Invariant 5: twins are alike wherever they are seen, and revisions never go back.
void World::checkPhone(Phone& phone)
{
    if (!phone.running() || phone.diskTrouble)
        return;
    const bool good = onPhone(phone, [&] {
        std::string texts[2][2];
        for (int i = 0; i < 2; ++i) {
            Statement query = phone.db->prepare("SELECT status, source FROM place WHERE id = ?");
            query.bind(1, twinRows[i]);
            if (!query.step())
                continue;
            texts[i][0] = query.string(0);
            texts[i][1] = query.string(1);
        }
        for (int field = 0; field < 2; ++field)
            if (texts[0][field] != texts[1][field])
                throw Violation(5, "phone " + std::to_string(phone.index) + " shows half an action: " +
                                       texts[0][field] + " and " + texts[1][field]);

        const std::string epoch = phone.replica->epoch();
        if (epoch != phone.revsEpoch) {
            phone.revsSeen.clear();
            phone.revsEpoch = epoch;
        }
        for (const char* of : {"artisan", "work", "place", "conflict"})
            for (const Facet facet : entity(of).facets()) {
                const TableId table = TableId::of(entity(of).id, facet);
                Statement query = phone.db->prepare("SELECT id, _rev FROM " + tableName(table));
                while (query.step()) {
                    const auto rev = std::uint64_t(query.integer(1));
                    if (rev == 0)
                        continue;
                    std::uint64_t& seen = phone.revsSeen[{table.number, query.string(0)}];
                    if (rev < seen)
                        throw Violation(5, "phone " + std::to_string(phone.index) + " went back from rev " +
                                               std::to_string(seen) + " to " + std::to_string(rev) + " of " +
                                               query.string(0));
                    seen = rev;
                }
            }
        checkUnsettled(phone);
    });
    static_cast<void>(good);
}

/// Invariant 5: what somebody wrote and the server's state does not carry yet is what they see.
void World::checkUnsettled(Phone& phone)
{
    struct Latest {
        Dseq dseq;
        Value value;
        std::uint64_t acceptedAt;
    };
    std::map<Place, Latest> latest;
    // Revisions of two epochs cannot be compared: what was accepted in another one may be lost.
    Statement query = phone.db->prepare("SELECT dseq, iif(state = 2 AND epoch = ?, rev, 0) FROM journal "
                                        "WHERE state IN (0, 1, 2, 4) ORDER BY dseq");
    const std::string epoch = phone.replica->epoch();
    query.bind(1, epoch);
    while (query.step()) {
        const auto dseq = Dseq(query.integer(0));
        if (dseq == 0 || dseq > phone.lastDseq())
            throw Violation(1, "phone " + std::to_string(phone.index) + " has an action nobody did");
        for (const Write& write : m_history[phone.written[dseq - 1]].writes)
            latest[write.place] = {dseq, write.value, std::uint64_t(query.integer(1))};
    }
    for (const auto& [place, written] : latest) {
        const Entity& of = *findEntity(place.entity);
        const auto state =
            phone.replica->row(TableId::of(of.id, editFacet(of, *of.field(place.field))), place.row);
        if (!state)
            continue; // it left the device's sight, or was deleted
        // What is here is the server's state with it, and may show who won. So may a row without
        // a revision, which waits to be pulled anew.
        if (written.acceptedAt != 0 && (written.acceptedAt <= state->rev || state->rev == 0))
            continue;
        const auto at = state->fields.find(place.field);
        const Value seen = at == state->fields.end() ? Value() : at->second;
        if (seen == written.value)
            continue;
        const auto text = [](const Value& value) {
            const auto* found = std::get_if<std::string>(&value);
            return found ? *found : std::string("nothing");
        };
        throw Violation(
            5, "phone " + std::to_string(phone.index) + " shows " + text(seen) + " in place of " +
                   text(written.value) + " of its unsettled action " + std::to_string(written.dseq) + " in " +
                   place.row + "." + std::to_string(place.field) + ", accepted at " +
                   std::to_string(written.acceptedAt) + ", the row is of " + std::to_string(state->rev));
    }

    // Settled means that everything up to it is here, and no sooner. Whose rights changed, or who
    // lost their place in the feed, starts anew.
    if (who(phone).changed || phone.revoked || phone.replica->meta("sweep") == "1")
        return;
    const auto cursor = phone.replica->cursor();
    std::uint64_t here = cursor.empty() ? 0 : ~std::uint64_t(0);
    for (const auto& [scope, rev] : cursor)
        here = std::min(here, rev);
    Statement settled = phone.db->prepare("SELECT max(rev) FROM journal WHERE state = 3 AND epoch = ?");
    settled.bind(1, epoch);
    if (settled.step() && std::uint64_t(settled.integer(0)) > here)
        throw Violation(5, "phone " + std::to_string(phone.index) +
                               " let go of an action before the server's state with it was there");
}

} // namespace qoloner::sim
