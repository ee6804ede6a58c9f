// SPDX-License-Identifier: Apache-2.0
// Whole tables, for copying a city from one store to another.
// Definitions of SqlCityStore; for sql_city_store.cpp alone.
#pragma once
#include "sync/server/store/city_tables.h"
#include "sync/server/store/sql_dialect.h"

namespace qoloner {

template <class Query>
void bindStored(Query& query, int index, StoredTable::Kind kind, const StoredValue& value)
{
    if (kind == StoredTable::Kind::Integer)
        query.bind(index, std::get<std::int64_t>(value));
    else if (kind == StoredTable::Kind::Text)
        query.bind(index, std::string_view(std::get<std::string>(value)));
    else
        query.bindBlob(index, std::get<std::string>(value));
}

template <class Db>
std::vector<StoredTuple> SqlCityStore<Db>::tuples(const StoredTable& table, const StoredTuple& after)
{
    std::string columns, key, marks;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns += (i ? ", " : "") + std::string(table.columns[i].name);
        if (i + 1 == table.key) {
            key = columns;
            marks = "?";
            for (std::size_t n = 1; n < table.key; ++n)
                marks += ", ?";
        }
    }
    auto query = m_db.prepare("SELECT " + columns + " FROM " + std::string(table.name) +
                              (after.empty() ? "" : " WHERE (" + key + ") > (" + marks + ")") + " ORDER BY " +
                              key + " LIMIT 1000");
    if (!after.empty())
        for (std::size_t i = 0; i < table.key; ++i)
            bindStored(query, int(i) + 1, table.columns[i].kind, after[i]);
    std::vector<StoredTuple> part;
    while (query.step()) {
        StoredTuple& tuple = part.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            switch (table.columns[i].kind) {
            case StoredTable::Kind::Integer:
                tuple.emplace_back(query.integer(int(i)));
                break;
            case StoredTable::Kind::Text:
                tuple.emplace_back(query.string(int(i)));
                break;
            case StoredTable::Kind::Blob:
                tuple.emplace_back(std::string(query.blob(int(i))));
                break;
            }
    }
    return part;
}

template <class Db> void SqlCityStore<Db>::putTuple(const StoredTable& table, const StoredTuple& tuple)
{
    std::string columns, marks;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns += (i ? ", " : "") + std::string(table.columns[i].name);
        marks += i ? ", ?" : "?";
    }
    auto put =
        m_db.prepare("INSERT INTO " + std::string(table.name) + " (" + columns + ") VALUES (" + marks + ")");
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        bindStored(put, int(i) + 1, table.columns[i].kind, tuple[i]);
    put.run();
}

template <class Db> void SqlCityStore<Db>::clear(const StoredTable& table)
{
    m_db.prepare("DELETE FROM " + std::string(table.name)).run();
    m_scopes.clear();
    forgetReads();
}

} // namespace qoloner
