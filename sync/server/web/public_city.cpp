// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/public_city.h"

#include "core/domain/page_link.h"
#include "sync/server/web/name_order.h"
#include <algorithm>

namespace qoloner::web {

namespace {

constexpr std::array<std::string_view, 5> entities = {"artisan", "place", "work", "event", "route"};

struct Reference {
    std::string_view entity, field;
};
constexpr Reference references[] = {{"work", "artisan"}, {"media", "artisan"},    {"media", "work"},
                                    {"event", "place"},  {"route_stop", "route"}, {"route_stop", "place"},
                                    {"artisan", "craft"}};

/// What pages and feeds are made of; the other tables of the scope are not kept.
constexpr std::string_view wanted[] = {"city",  "region", "craft",      "artisan", "place",
                                       "event", "route",  "route_stop", "work",    "media"};

std::string childKey(std::string_view entity, std::string_view field, std::string_view parent)
{
    return std::string(entity) + "." + std::string(field) + " " + std::string(parent);
}

bool isWanted(const Entity& entity)
{
    return std::find(std::begin(wanted), std::end(wanted), entity.name) != std::end(wanted);
}

} // namespace

std::string_view entityOf(Kind kind)
{
    return entities[std::size_t(kind)];
}

std::string_view pluralOf(Kind kind)
{
    return pageFolderOf(entityOf(kind));
}

std::optional<Kind> kindOfPlural(std::string_view plural)
{
    for (const Kind kind : kinds)
        if (pluralOf(kind) == plural)
            return kind;
    return std::nullopt;
}

bool PublicCity::isBehind(CityStore& store) const
{
    return store.newest("public/" + m_city) != m_rev || store.meta("epoch") != m_epoch;
}

void PublicCity::follow(CityStore& store)
{
    store.read([&] {
        const std::string scope = "public/" + m_city;
        const std::string epoch = store.meta("epoch");
        const std::uint64_t newest = store.newest(scope);
        // Below what we have seen: the store was put back without a new epoch's being told.
        if (epoch != m_epoch || newest < m_rev) {
            m_rows.clear();
            m_gone.clear();
            m_children.clear();
            m_rev = 0;
            m_changedMs = 0;
        }
        const std::uint64_t after = m_rev;
        // Until all is taken nothing counts as taken: after an exception the next call takes it again.
        m_epoch.clear();
        store.feed(scope, after, [&](const FeedRow& change) {
            take(change);
            return true;
        });
        m_rev = newest;
        m_epoch = epoch;
    });
    const std::lock_guard lock(m_listing);
    m_listed.clear();
}

void PublicCity::take(const FeedRow& change)
{
    const TableId table = change.entry.key.table;
    const Entity* entity = findEntity(table.entity());
    if (!entity || !isWanted(*entity))
        return;
    const std::string& id = change.entry.key.id;
    const auto scopes = scopesOf(table, change.owner, m_city);
    const bool isPublic = table.facet() == Facet::Published &&
                          std::find(scopes.begin(), scopes.end(), "public/" + m_city) != scopes.end();
    const bool wasHere = m_rows[entity->id].contains(id);
    drop(entity->id, id);
    if (!isPublic || change.entry.leave) {
        if (wasHere || (isPublic && change.entry.leave))
            m_gone[entity->id].insert(id);
        return;
    }
    CborReader in(change.state);
    in.array(4);
    in.uint();
    const auto flags = std::uint8_t(in.uint());
    const auto stamps = RowStamps::decode(in.bytes());
    const std::string_view fields = in.skip();
    if (!in.finished() || !stamps)
        throw StorageError(11, "damaged row " + id);
    const auto latest = stamps->latest();
    const std::uint64_t ms = latest ? latest->hlc.ms() : 0;
    m_changedMs = std::max(m_changedMs, ms);
    if (flags & RowDeleted) {
        m_gone[entity->id].insert(id);
        return;
    }
    Held held{std::make_shared<const StoredFields>(*entity, std::string(fields)), ms, {}};
    const PublicRow row(*entity, id, held.fields, ms);
    for (const Reference& reference : references) {
        if (reference.entity != entity->name)
            continue;
        if (const std::string parent = row.text(reference.field); !parent.empty())
            held.parents.push_back(childKey(reference.entity, reference.field, parent));
    }
    for (const std::string& key : held.parents)
        m_children[key].insert(id);
    m_gone[entity->id].erase(id);
    m_rows[entity->id].emplace(id, std::move(held));
}

void PublicCity::drop(std::uint16_t entity, const std::string& id)
{
    Rows& rows = m_rows[entity];
    const auto it = rows.find(id);
    if (it == rows.end())
        return;
    for (const std::string& key : it->second.parents) {
        const auto children = m_children.find(key);
        children->second.erase(id);
        if (children->second.empty())
            m_children.erase(children);
    }
    rows.erase(it);
}

const PublicCity::Rows* PublicCity::rowsIn(std::string_view name) const
{
    const auto it = m_rows.find(entity(name).id);
    return it == m_rows.end() ? nullptr : &it->second;
}

std::optional<PublicRow> PublicCity::row(std::string_view name, const std::string& id) const
{
    const Rows* rows = rowsIn(name);
    if (!rows)
        return std::nullopt;
    const auto it = rows->find(id);
    if (it == rows->end())
        return std::nullopt;
    return PublicRow(entity(name), id, it->second.fields, it->second.changedMs);
}

bool PublicCity::has(Kind kind, const std::string& id) const
{
    const Rows* rows = rowsIn(entityOf(kind));
    return rows && rows->contains(id);
}

bool PublicCity::isGone(Kind kind, const std::string& id) const
{
    const auto it = m_gone.find(entity(entityOf(kind)).id);
    return it != m_gone.end() && it->second.contains(id);
}

std::size_t PublicCity::count(Kind kind) const
{
    const Rows* rows = rowsIn(entityOf(kind));
    return rows ? rows->size() : 0;
}

std::vector<std::string> PublicCity::ids(std::string_view name) const
{
    std::vector<std::string> all;
    if (const Rows* rows = rowsIn(name))
        for (const auto& [id, held] : *rows)
            all.push_back(id);
    return all;
}

std::vector<PublicRow> PublicCity::rowsOf(std::string_view name, std::string_view field,
                                          const std::string& parent) const
{
    std::vector<PublicRow> all;
    const auto children = m_children.find(childKey(name, field, parent));
    if (children == m_children.end())
        return all;
    for (const std::string& id : children->second)
        if (auto child = row(name, id))
            all.push_back(std::move(*child));
    return all;
}

std::vector<PublicRow> PublicCity::stopsOf(const std::string& route) const
{
    auto stops = rowsOf("route_stop", "route", route);
    std::stable_sort(stops.begin(), stops.end(), [](const PublicRow& a, const PublicRow& b) {
        return a.number("ord").value_or(0) < b.number("ord").value_or(0);
    });
    return stops;
}

const std::vector<std::string>& PublicCity::listed(Kind kind, Lang lang) const
{
    const std::lock_guard lock(m_listing);
    const auto [it, isNew] = m_listed.try_emplace({kind, lang});
    if (!isNew)
        return it->second;
    const std::string_view name = kind == Kind::Work || kind == Kind::Route ? "title" : "name";
    struct Line {
        std::int64_t place;
        std::string key, id;
        auto operator<=>(const Line&) const = default;
    };
    std::vector<Line> lines;
    for (const std::string& id : ids(entityOf(kind)))
        if (const auto each = row(kind, id))
            lines.push_back({kind == Kind::Route ? each->number("ord").value_or(0) : 0,
                             sortKey(each->said(name, lang).text), id});
    std::sort(lines.begin(), lines.end());
    for (Line& line : lines)
        it->second.push_back(std::move(line.id));
    return it->second;
}

} // namespace qoloner::web
