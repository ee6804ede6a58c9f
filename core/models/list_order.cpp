// SPDX-License-Identifier: Apache-2.0
#include "core/models/list_order.h"

#include "core/geo/distance.h"
#include "core/models/name_order.h"
#include "core/models/queue_model.h"
#include "core/models/record_facts.h"

#include <set>
#include <sqlite3.h>

namespace qoloner {

namespace {

/// Raised when keys or lists change their meaning: all orders are made anew.
constexpr const char* listOrderVersion = "1";

const QStringList orderLanguages = {QStringLiteral("kk"), QStringLiteral("ru"), QStringLiteral("en")};

/// Big-endian, so that keys compare as the numbers do.
std::string numberKey(std::uint64_t number)
{
    std::string key(8, '\0');
    for (int i = 7; i >= 0; --i, number >>= 8)
        key[std::size_t(i)] = char(number & 0xff);
    return key;
}

void metres(sqlite3_context* context, int, sqlite3_value** values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL)
        return sqlite3_result_null(context);
    const GeoPoint row{double(sqlite3_value_int64(values[0])) / degreesScale,
                       double(sqlite3_value_int64(values[1])) / degreesScale};
    const GeoPoint from{sqlite3_value_double(values[2]), sqlite3_value_double(values[3])};
    sqlite3_result_double(context, distanceMetres(from, row));
}

} // namespace

int orderNumber(OrderedList list, const QString& language)
{
    return int(list) * 4 + int(std::max<qsizetype>(0, orderLanguages.indexOf(language)));
}

void registerListSql(Database& db)
{
    registerNameOrder(db);
    const int rc = sqlite3_create_function_v2(db.handle(), "qoloner_metres", 4,
                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                              metres, nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK)
        db.fail(rc, "registering distances");
}

ListOrder::ListOrder(Database& db) : m_db(db)
{
    const auto version = [&] {
        Statement query = m_db.prepare("SELECT value FROM meta WHERE key = 'list_order_version'");
        return query.step() ? query.string(0) : std::string();
    }();
    if (version != listOrderVersion)
        rebuild();
}

void ListOrder::rebuild()
{
    Transaction transaction(m_db);
    m_db.exec("DROP TABLE IF EXISTS row_order;"
              "CREATE TABLE row_order (list INTEGER NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, "
              "PRIMARY KEY (list, key, id)) STRICT, WITHOUT ROWID;"
              "CREATE UNIQUE INDEX row_order_by_row ON row_order (list, id)");
    TableChanges all;
    for (const auto& [name, facet] :
         {std::pair("place", Facet::Published), std::pair("artisan", Facet::Published),
          std::pair("artisan", Facet::Draft), std::pair("conflict", Facet::Staff)}) {
        const TableId table = TableId::of(entity(name).id, facet);
        Statement rows = m_db.prepare("SELECT id FROM " + tableName(table));
        while (rows.step())
            all[table].insert(rows.string(0));
    }
    follow(all);
    Statement note = m_db.prepare("INSERT INTO meta (key, value) VALUES ('list_order_version', ?) "
                                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    note.bindBlob(1, listOrderVersion);
    note.run();
    transaction.commit();
}

void ListOrder::follow(const TableChanges& changes)
{
    std::set<std::string> masters;
    bool partGone = false;
    for (const auto& [table, ids] : changes) {
        const Entity* of = findEntity(table.entity());
        if (!of)
            continue;
        if (of->name == "place" && table.facet() == Facet::Published)
            for (const std::string& id : ids)
                putName(OrderedList::PlaceNames, "place", id);
        if (of->name == "artisan" && table.facet() == Facet::Published)
            for (const std::string& id : ids)
                putName(OrderedList::MasterNames, "artisan", id);
        if (of->name == "artisan" && (table.facet() == Facet::Published || table.facet() == Facet::Draft))
            masters.insert(ids.begin(), ids.end());
        if (of->name == "conflict")
            for (const std::string& id : ids)
                putConflict(id);
        if (of->name == "media" || of->name == "work" || of->name == "conflict")
            for (const std::string& id : ids) {
                if (auto master = masterOf(of->name, id))
                    masters.insert(std::move(*master));
                else
                    partGone = true;
            }
    }
    for (const std::string& id : masters)
        putMaster(id);
    if (!partGone)
        return;
    // Whose it was is not known any more; a part that goes can only take a master out.
    std::vector<std::string> queued;
    {
        Statement query = m_db.prepare("SELECT id FROM row_order WHERE list = ?");
        query.with(orderNumber(OrderedList::Queue));
        while (query.step())
            queued.push_back(query.string(0));
    }
    for (const std::string& id : queued)
        if (!masters.contains(id))
            putQueued(id);
}

std::optional<std::string> ListOrder::masterOf(std::string_view entityName, const std::string& id)
{
    const Entity& of = entity(entityName);
    for (const Facet facet : {Facet::Draft, Facet::Published, Facet::Staff}) {
        if (!of.has(facet))
            continue;
        Statement query =
            m_db.prepare("SELECT artisan FROM " + tableName(TableId::of(of.id, facet)) + " WHERE id = ?");
        query.with(id);
        if (query.step())
            return query.string(0);
    }
    return std::nullopt;
}

void ListOrder::putName(OrderedList list, std::string_view table, const std::string& id)
{
    Statement query = m_db.prepare("SELECT " + localisedColumns(table, "name", "t") + " FROM " +
                                   std::string(table) + " t WHERE t.id = ?");
    query.with(id);
    const bool there = query.step();
    for (const QString& language : orderLanguages)
        put(orderNumber(list, language), id,
            there ? std::optional(nameKey(localised(query, 0, language).text)) : std::nullopt);
}

void ListOrder::putMaster(const std::string& id)
{
    std::optional<std::string> edited;
    {
        Statement query = m_db.prepare("SELECT _stamps FROM artisan_draft WHERE id = ?");
        query.with(id);
        if (query.step()) {
            const auto latest = stampsOf(query, 0).latest();
            edited = numberKey(~(latest ? latest->hlc.packed : 0));
        }
    }
    put(orderNumber(OrderedList::OwnRecords), id, edited);
    putQueued(id);
}

void ListOrder::putQueued(const std::string& id)
{
    const auto since = queuedSince(m_db, id);
    put(orderNumber(OrderedList::Queue), id, since ? std::optional(numberKey(*since)) : std::nullopt);
}

void ListOrder::putConflict(const std::string& id)
{
    Statement query = m_db.prepare("SELECT coalesce(written_at, 0) FROM conflict_staff WHERE id = ? AND "
                                   "coalesce(state, 'open') = 'open'");
    query.with(id);
    put(orderNumber(OrderedList::Conflicts), id,
        query.step() ? std::optional(numberKey(std::uint64_t(query.integer(0)))) : std::nullopt);
}

void ListOrder::put(int list, const std::string& id, const std::optional<std::string>& key)
{
    {
        Statement query = m_db.prepare("SELECT key FROM row_order WHERE list = ? AND id = ?");
        query.with(list, id);
        const bool there = query.step();
        if (there ? key && query.blob(0) == *key : !key)
            return;
    }
    Statement gone = m_db.prepare("DELETE FROM row_order WHERE list = ? AND id = ?");
    gone.with(list, id);
    gone.run();
    if (!key)
        return;
    Statement add = m_db.prepare("INSERT INTO row_order (list, key, id) VALUES (?, ?, ?)");
    add.bind(1, list).bindBlob(2, *key).bind(3, id);
    add.run();
}

} // namespace qoloner
