// SPDX-License-Identifier: Apache-2.0
#include "sync/server/compaction.h"

#include "sync/merge/merge.h"

namespace qoloner {

Compaction::Compaction(CityStore& store, const Clock& clock, std::uint64_t keepMs)
    : m_store(store), m_clock(clock), m_keepMs(keepMs)
{}

void Compaction::begin()
{
    m_begun = true;
    m_city = m_store.meta("city");
    const std::uint64_t now = m_clock.nowMs();
    m_store.markRev(now, m_store.head());
    m_horizon = m_store.revBefore(now >= m_keepMs ? now - m_keepMs : 0);
    // A row can't get an open conflict without being written anew, and then it is not old.
    const Entity& conflict = qoloner::entity("conflict");
    const auto read = [&](const RowState& state, std::string_view name) {
        const auto at = state.fields.find(conflict.field(name)->id);
        return at == state.fields.end() ? Value() : at->second;
    };
    m_store.eachRow(TableId::of(conflict.id, Facet::Staff), [&](const StoredRow& row) {
        const Value of = read(row.state, "entity"), id = read(row.state, "row");
        const auto* number = std::get_if<std::int64_t>(&of);
        const auto* text = std::get_if<std::string>(&id);
        if (number && text && read(row.state, "state") == Value(std::string("open")))
            m_contested.emplace(std::uint16_t(*number), *text);
    });
}

/// One facet of a row. The row as such is buried with the last facet that edits
/// land in; a published facet alone may go before: the record was withdrawn.
void Compaction::bury(const StoredRow& tombstone)
{
    const RowKey& key = tombstone.key;
    const Entity* entity = findEntity(key.table.entity());
    if (!entity || m_contested.contains({key.table.entity(), key.id})) {
        ++m_report.kept;
        return;
    }
    const auto scopes = scopesOf(key.table, tombstone.owner, m_city);
    m_store.removeRow(key, scopes);
    for (const std::string& scope : scopes)
        m_store.raiseFloor(scope, tombstone.state.rev);
    ++m_report.folded;
    if (!isEditFacet(*entity, key.table.facet()))
        return;
    if (!m_store.grave(key.table.entity(), key.id))
        ++m_report.buried;
    m_store.putGrave(key.table.entity(), key.id, tombstone.state.stamps.latest().value_or(Stamp{}));
}

bool Compaction::step(std::size_t rows)
{
    bool more = false;
    m_store.write([&] {
        if (!m_begun)
            begin();
        const auto old = m_store.tombstones(m_after, m_horizon, rows);
        for (const StoredRow& tombstone : old)
            bury(tombstone);
        if (!old.empty()) {
            m_after = old.back().state.rev;
            more = true;
            return;
        }
        const std::size_t folded = m_store.foldLeaves(m_horizon, rows);
        m_report.folded += folded;
        more = folded > 0;
    });
    return more;
}

} // namespace qoloner
