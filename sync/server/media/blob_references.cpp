// SPDX-License-Identifier: Apache-2.0
#include "sync/server/media/blob_references.h"

#include "sync/server/media/blob_store.h"
#include <algorithm>

namespace qoloner {

namespace {

/// Fields that hold the address of a photo.
constexpr std::string_view addressEnding = "sha256";

struct Watched {
    std::uint16_t field = 0;
    bool anywhere = false; ///< an address may stand anywhere in it
};

/// For each table that may name a photo, where.
std::map<TableId, std::vector<Watched>> watchedTables()
{
    std::map<TableId, std::vector<Watched>> tables;
    for (const Entity& entity : catalogue())
        for (const Facet facet : entity.facets())
            for (const Field* field : fieldsOf(entity, facet)) {
                const bool losing = entity.name == "conflict" && field->type == FieldType::Raw;
                if (losing || field->name.ends_with(addressEnding))
                    tables[TableId::of(entity.id, facet)].push_back({field->id, losing});
            }
    return tables;
}

/// Each run of 64 hex digits in `text`.
void addAddresses(std::string_view text, std::vector<std::string>& to)
{
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        run = hex ? run + 1 : 0;
        if (run >= 64)
            to.emplace_back(text.substr(i - 63, 64));
    }
}

} // namespace

void BlobReferences::drop(const RowKey& key)
{
    const auto it = m_rows.find(key);
    if (it == m_rows.end())
        return;
    for (const std::string& sha256 : it->second.named) {
        const auto found = m_named.find(sha256);
        if (found == m_named.end())
            continue;
        std::erase(found->second, key);
        if (found->second.empty())
            m_named.erase(found);
    }
    m_rows.erase(it);
}

void BlobReferences::put(const RowKey& key, Row row)
{
    drop(key);
    if (row.named.empty())
        return;
    for (const std::string& sha256 : row.named)
        m_named[sha256].push_back(key);
    m_rows[key] = std::move(row);
}

void BlobReferences::followScope(CityStore& store, const std::string& scope)
{
    static const auto tables = watchedTables();
    store.feed(scope, m_rev, [&](const FeedRow& line) {
        const auto watched = tables.find(line.entry.key.table);
        if (watched == tables.end())
            return true;
        const auto state = line.entry.leave ? std::nullopt : decodeRowState(line.state);
        if (!state || state->deleted()) {
            drop(line.entry.key);
            return true;
        }
        Row row{line.owner, {}};
        for (const Watched& where : watched->second) {
            const auto value = state->fields.find(where.field);
            if (value == state->fields.end())
                continue;
            std::string_view text;
            if (const auto* words = std::get_if<std::string>(&value->second))
                text = *words;
            else if (const auto* bytes = std::get_if<Bytes>(&value->second))
                text = bytes->data;
            if (where.anywhere)
                addAddresses(text, row.named);
            else if (isSha256(text))
                row.named.emplace_back(text);
        }
        put(line.entry.key, std::move(row));
        return true;
    });
}

void BlobReferences::follow(CityStore& store)
{
    store.read([&] { followWithin(store); });
}

void BlobReferences::followWithin(CityStore& store)
{
    const std::string epoch = store.meta("epoch");
    const std::uint64_t head = store.head();
    if (epoch == m_epoch && head == m_rev)
        return;
    if (epoch != m_epoch || head < m_rev) {
        m_rows.clear();
        m_named.clear();
        m_rev = 0;
        m_epoch.clear(); // unless all of it is read, nothing is
    }
    m_city = store.meta("city");
    // Between them every row of the city: those for all, and the others.
    followScope(store, "public/" + m_city);
    followScope(store, "moderation");
    m_epoch = epoch;
    m_rev = head;
}

BlobReferences::Sight BlobReferences::sightOf(const std::string& sha256, const Principal& who,
                                              CityStore& store)
{
    const std::lock_guard lock(m_mutex);
    follow(store);
    const auto found = m_named.find(sha256);
    if (found == m_named.end())
        return Sight::Nobody;
    const auto granted = grantedScopes(who);
    Sight sight = Sight::Nobody;
    for (const RowKey& key : found->second) {
        if (key.table.facet() == Facet::Published)
            return Sight::All;
        const auto scopes = scopesOf(key.table, m_rows.at(key).owner, m_city);
        if (std::any_of(scopes.begin(), scopes.end(), [&](const std::string& scope) {
                return std::find(granted.begin(), granted.end(), scope) != granted.end();
            }))
            sight = Sight::Some;
    }
    return sight;
}

bool BlobReferences::named(const std::string& sha256, CityStore& store)
{
    const std::lock_guard lock(m_mutex);
    follow(store);
    return m_named.contains(sha256);
}

bool BlobReferences::namedWithin(const std::string& sha256, CityStore& store)
{
    const std::lock_guard lock(m_mutex);
    followWithin(store);
    return m_named.contains(sha256);
}

std::set<std::string> BlobReferences::allNamed(CityStore& store)
{
    const std::lock_guard lock(m_mutex);
    follow(store);
    std::set<std::string> all;
    for (const auto& [sha256, rows] : m_named)
        all.insert(sha256);
    return all;
}

std::vector<std::string> BlobReferences::onlyOf(const std::string& artisan, CityStore& store)
{
    const std::lock_guard lock(m_mutex);
    follow(store);
    std::vector<std::string> own;
    for (const auto& [sha256, rows] : m_named)
        if (std::all_of(rows.begin(), rows.end(),
                        [&](const RowKey& key) { return m_rows.at(key).owner.artisan == artisan; }))
            own.push_back(sha256);
    std::sort(own.begin(), own.end());
    return own;
}

} // namespace qoloner
